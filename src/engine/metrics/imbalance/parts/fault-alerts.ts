import { count, listed, many, percent } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { AnnotationIntegrity } from '../annotation-integrity';
import type { FaultyRows, RowFault } from './annotation-faults';
import { t } from '../../../language';

/** Share of boxes that stand twice from which it is said. */
const TWICE = 0.005;

/** Faults that make an annotation invalid. */
export const INVALID = [
  'orphanImage',
  'orphanCategory',
  'empty',
  'outside',
  'tiny',
  'shortPolygon',
  'areaDiffers',
] as const;
const WORDS: Readonly<Record<RowFault, string>> = {
  orphanImage: t('without an image'),
  orphanCategory: t('without a category'),
  empty: t('without width or height'),
  outside: t('beyond the image'),
  tiny: t('thinner than a pixel'),
  shortPolygon: t('with a polygon of fewer than three points'),
  areaDiffers: t('with an area that is not that of the shape'),
};

/** Annotations that cannot be right. */
export function invalid(
  { counts, annotations }: AnnotationIntegrity,
  rows: FaultyRows,
  columns: readonly number[],
): AlertDraft | undefined {
  const faulty = new Set(INVALID.flatMap((fault) => rows[fault])).size;
  if (faulty === 0) return undefined;
  const told = INVALID.filter((fault) => counts[fault] > 0).map(
    (fault) => `${count(counts[fault])} ${WORDS[fault]}`,
  );
  return {
    code: 'invalid-annotations',
    severity: 'warning',
    title: t`${many(faulty, 'annotation')} cannot be right, ${percent(faulty / annotations)}`,
    message: t`Of them ${listed(told, 7)}. Trainers drop such boxes, stop at them, or learn them: correct or remove them.`,
    columns,
    value: faulty / annotations,
    rowCount: faulty,
    evidence: 'invalid',
    remedies: [{ method: 'apply-corrections', why: t('Writes corrections beside the file.') }],
  };
}

/** Boxes that stand for one object, of one category. */
export function twice(
  { counts, annotations }: AnnotationIntegrity,
  columns: readonly number[],
): AlertDraft | undefined {
  const pairs = counts.exactDuplicates + counts.alikeSame;
  if (pairs === 0 || pairs / annotations <= TWICE) return undefined;
  return {
    code: 'double-boxes',
    severity: 'warning',
    title: t`${many(pairs, 'pair')} of boxes stand for one object`,
    message: t`They overlap by 95% or more and have one category; ${many(counts.exactDuplicates, 'pair is', 'pairs are')} equal. Objects that stand twice are counted and rewarded twice.`,
    columns,
    value: pairs / annotations,
    threshold: TWICE,
    evidence: 'double',
    remedies: [{ method: 'repair-annotations', why: t('Keeps one box of each pair.') }],
  };
}

/** Boxes that stand for one object, of two categories. */
export function conflicting(
  { counts }: AnnotationIntegrity,
  columns: readonly number[],
): AlertDraft | undefined {
  if (counts.alikeDifferent === 0) return undefined;
  return {
    code: 'conflicting-boxes',
    severity: 'warning',
    title: t`${many(counts.alikeDifferent, 'pair')} of boxes name one object differently`,
    message: t(
      'They overlap by 95% or more and have two categories: look at them and settle which it is.',
    ),
    columns,
    value: counts.alikeDifferent,
    evidence: 'conflict',
    remedies: [{ method: 'apply-corrections', why: t('Writes corrections beside the file.') }],
  };
}
