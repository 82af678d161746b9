import type { PartFigures } from '../methods/split/parts/part-plan';
import { columnWith } from '../roles/roles';
import { count, listed, many, percent, quoted } from '../words';
import type { Guard, GuardNote, GuardSubject } from './guard';
import { t } from '../language';

/** Difference in share from which a part is not of the size that was asked for. */
const OFF = 0.02;
/** Rows of a class from which a score on them is worth a look. */
const FEW = 30;
/** Two-sided 95% point of the normal distribution, and the spread of a share of a half. */
const HALF_WIDTH = 1.959963984540054 * 0.5;

const NOTE = { code: 'G-PARTS', title: t('Sizes of the parts.') } as const;

/** Parts are as large as they were asked for, hold every class, and enough rows of it to measure. */
export const partSizes: Guard = {
  code: 'G-PARTS',
  rule: 'Every part has the size that was asked for and rows of every class, 30 at least to measure by.',
  check(subject) {
    const parts = subject.plan.tables['split'] as unknown as readonly PartFigures[] | undefined;
    if (!parts) return undefined;
    return (
      emptyParts(parts) ??
      offSize(parts) ??
      withoutClass(parts, subject) ??
      fewToMeasure(parts) ?? { ...NOTE, level: 'passed', message: `${sizes(parts)}.` }
    );
  },
};

const sizes = (parts: readonly PartFigures[]) =>
  listed(
    parts.map(({ part, rows }) => `${quoted(part)} ${many(rows, 'row')}`),
    6,
  );

function emptyParts(parts: readonly PartFigures[]): GuardNote | undefined {
  const empty = parts.filter(({ rows }) => rows === 0);
  if (empty.length === 0) return undefined;
  const names = listed(empty.map(({ part }) => quoted(part)));
  const message = t`${names} ${empty.length === 1 ? t('gets') : t('get')} no row: there are too few for so many parts.`;
  return { ...NOTE, level: 'warning', message };
}

function offSize(parts: readonly PartFigures[]): GuardNote | undefined {
  const all = parts.reduce((sum, { rows }) => sum + rows, 0);
  const [largest] = [...parts].sort((a, b) => b.share - b.target - (a.share - a.target));
  if (!largest) return undefined;
  const { part, share, target } = largest;
  // In a file of few rows a single one is much.
  if (share - target <= OFF || (share - target) * all <= 1) return undefined;
  return {
    ...NOTE,
    level: 'warning',
    message: t`${quoted(part)} gets ${percent(share)} of the rows instead of ${percent(target)}: rows that must stay together make a large set. Ask for a higher similarity or fewer columns to keep together, or drop what all of them share first.`,
  };
}

function withoutClass(
  parts: readonly PartFigures[],
  { context, table, method }: GuardSubject,
): GuardNote | undefined {
  for (const { part, classes } of parts) {
    const gone = classes.filter(
      ({ rows, value }) => rows === 0 && parts.some((other) => hasClass(other, value)),
    );
    if (gone.length === 0) continue;
    const label = columnWith(context.roles, 'label');
    const column = label === undefined ? '' : t` in ${quoted(table.columns[label]!.name)}`;
    const names = listed(gone.map(({ value }) => quoted(value)));
    return {
      ...NOTE,
      level: 'warning',
      message: t`${quoted(part)} has no row of ${names}${column}: nothing can be said of ${gone.length === 1 ? t('it') : t('them')} there.${method.id === 'random-split' ? t(' `stratified-split` deals each class.') : ''}`,
    };
  }
  return undefined;
}

const hasClass = ({ classes }: PartFigures, value: string) =>
  classes.some((own) => own.value === value && own.rows > 0);

/** The smallest class of any part but the first, which is trained on. */
function fewToMeasure(parts: readonly PartFigures[]): GuardNote | undefined {
  const measured = parts
    .slice(1)
    .flatMap(({ part, classes }) => classes.map(({ value, rows }) => ({ part, value, rows })));
  const least = measured.sort((a, b) => a.rows - b.rows)[0];
  if (!least || least.rows >= FEW) return undefined;
  const { part, value, rows } = least;
  const points = Math.round((HALF_WIDTH / Math.sqrt(rows)) * 100);
  return {
    ...NOTE,
    level: 'warning',
    message: t`${sizes(parts)}. Only ${many(rows, 'row')} of ${quoted(part)} ${rows === 1 ? t('is') : t('are')} ${quoted(value)}: a share of ${count(rows)} is known to \u00b1${count(Math.min(points, 50))} points at best (95% interval).`,
  };
}
