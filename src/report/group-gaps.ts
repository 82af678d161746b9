import type { AuditReport } from '../engine/audit';
import { numbersOf } from './figures';

/** Two groups of a column that differ in the share of the rarest class: those with the highest and the lowest share. */
export interface GroupGap {
  /** Position in the columns of `group-imbalance`. */
  readonly at: number;
  readonly column: string;
  /** The rarest class. */
  readonly label: string;
  /** The highest share by the lowest; infinite where that is 0. */
  readonly factor: number;
  readonly high: { readonly group: string; readonly share: number };
  readonly low: { readonly group: string; readonly share: number };
}

/** A share that rests on fewer rows is luck. */
const FEWEST = 30;

/** The widest gap of each group column by groups with 30 rows of the rarest class, widest first. */
export function sureGaps(report: AuditReport): GroupGap[] {
  return gapsOf(report, (_, ofClass) => ofClass >= FEWEST);
}

/** The widest gap of all; where nowhere two groups have 30 rows of the rarest class, by groups of 30 rows. */
export function widestGap(report: AuditReport): GroupGap | undefined {
  return sureGaps(report)[0] ?? gapsOf(report, (rows) => rows >= FEWEST)[0];
}

function gapsOf(
  report: AuditReport,
  counts: (rows: number, ofClass: number) => boolean,
): GroupGap[] {
  const groups = numbersOf(report, 'group-imbalance');
  const classes = numbersOf(report, 'class-imbalance')?.classes;
  if (!groups || !classes || groups.classes.length < 2) return [];
  const label = classes.reduce((rarest, entry) => (entry.count < rarest.count ? entry : rarest));
  const ofClass = groups.classes.indexOf(label.value);
  if (ofClass < 0) return [];
  return groups.columns
    .flatMap(({ role, name, groups: values }, at): GroupGap[] => {
      const rates = values
        .filter(({ count, byClass }) => role === 'group' && counts(count, byClass[ofClass] ?? 0))
        .map(({ value, rates }) => ({ group: value, share: rates[ofClass]?.share ?? 0 }))
        .sort((a, b) => b.share - a.share);
      const [high, low] = [rates[0], rates.at(-1)];
      if (!high || !low || rates.length < 2) return [];
      const factor = high.share === low.share ? 1 : high.share / low.share;
      return [{ at, column: name, label: label.value, factor, high, low }];
    })
    .sort((a, b) => b.factor - a.factor);
}
