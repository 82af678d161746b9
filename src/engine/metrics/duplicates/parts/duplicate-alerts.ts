import type { Remedy } from '../../../metric';
import type { Values } from '../../../params/params';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { count, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ExactDuplicateRows } from '../exact-duplicate-rows';
import type { ClassCopies } from './class-copies';
import { t } from '../../../language';

/** Share of copies from which a note, and from which a warning, is given. */
const NOTE = 0.01;
const WARNING = 0.05;
/** A single row that makes up this share of the file, and has at least this many rows, is named. */
const DOMINANT_SHARE = 0.01;
const DOMINANT_ROWS = 20;
/** Relative change of a class share, and rows of that class that would leave. */
const SHIFT = 0.1;
const SHIFT_ROWS = 10;

/** The findings about exact copies: their share and what removing them does to the classes, and one dominant row. */
export function duplicateAlerts(
  numbers: ExactDuplicateRows,
  shares: ClassCopies | undefined,
  table: Table,
  values: Values,
): (AlertDraft | undefined)[] {
  const spelling = read.text(values, 'normalise');
  const remedy: Remedy = {
    method: 'exact-dedup',
    ...(spelling !== 'none' && { values: { normalise: spelling } }),
    why: t('Keeps one row of each set.'),
  };
  return [copies(numbers, shares, remedy), dominantRow(numbers, table, remedy)];
}

function copies(
  numbers: ExactDuplicateRows,
  shares: ClassCopies | undefined,
  remedy: Remedy,
): AlertDraft | undefined {
  const { duplicateRows, duplicateRatio, clusters, largest, coarse } = numbers;
  const shifted = shares && shiftedClass(shares);
  const severity =
    duplicateRatio >= WARNING || shifted ? 'warning' : duplicateRatio >= NOTE ? 'info' : undefined;
  if (!severity) return undefined;
  const one = clusters === 1;
  const sets = one
    ? t`One set of ${count(largest)} identical rows.`
    : t`${count(clusters)} sets of identical rows, the largest of ${count(largest)}.`;
  const doubt = coarse
    ? t('No column is an id, so they may be different cases: look before you remove.')
    : shifted
      ? t`Removing them would move ${quoted(shifted.value)} from ${percent(shifted.share)} to ${percent(shifted.shareAfter)} of rows.`
      : t('Copies in train and in test make a score too good: look, then keep one of each.');
  return {
    code: 'exact-copies',
    severity: coarse ? 'info' : severity,
    title:
      duplicateRows === 1
        ? t('1 row is a copy of an earlier row')
        : t`${count(duplicateRows)} rows are copies of an earlier row`,
    message: `${sets} ${doubt}`,
    value: duplicateRatio,
    threshold: severity === 'warning' ? WARNING : NOTE,
    rowCount: duplicateRows,
    evidence: 'copies',
    remedies: [
      remedy,
      ...(shifted
        ? [{ method: 'compensate-groups', why: t('Gives each class its weight of before.') }]
        : []),
    ],
  };
}

/** The class whose share would change most, if it is more than a tenth of itself and not a handful of rows. */
function shiftedClass(shares: ClassCopies) {
  if (!shares.copies.some((copies) => copies >= SHIFT_ROWS)) return undefined;
  const { index, change } = shares.mostChanged();
  return change > SHIFT ? shares.of(index) : undefined;
}

function dominantRow(
  numbers: ExactDuplicateRows,
  table: Table,
  remedy: Remedy,
): AlertDraft | undefined {
  const { largest, rows, coarse, sets } = numbers;
  if (largest < DOMINANT_ROWS || largest < DOMINANT_SHARE * rows || !sets[0]) return undefined;
  const mix = sets[0].labels;
  const labels =
    mix.length > 1
      ? t` They are labelled ${listed(
          mix.slice(0, 2).map((m) => `${quoted(m.value)} ${many(m.count, 'time')}`),
        )}.`
      : '';
  const first = sets[0].rows[0]!;
  const line = table.spans ? t` of line ${count(table.spans.line(first) + 1)}` : '';
  return {
    code: 'repeated-row',
    severity: coarse ? 'info' : 'warning',
    title: t`One row makes up ${percent(largest / rows)} of the file`,
    message: t`The row${line} occurs ${count(largest)} times. It may stand for "nothing measured": look at it before you train on it.${labels}`,
    value: largest / rows,
    threshold: DOMINANT_SHARE,
    rowCount: largest,
    evidence: 'largest',
    remedies: [remedy],
  };
}
