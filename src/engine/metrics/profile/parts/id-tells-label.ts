import type { MetricContext } from '../../../metric';
import { holdsNumbers } from '../../../table/profile';
import { sampledColumns, sampleFor } from '../../../sampling/sampled-columns';
import { midRanksOf, numberPlaces } from '../../../sampling/number-places';
import type { Table } from '../../../table/table';
import { labelIfAny } from '../../label';

/** The class that the order of an id tells best. */
export interface TellingId {
  readonly value: string;
  /** Chance that an id of the class is above one of the others: 0.5 tells nothing, 0 and 1 all. */
  readonly auc: number;
  /** Rows it rests on. */
  readonly rows: number;
}

/** Rows of a class in the sample from which it is judged, and rows looked at. */
const FEWEST = 30;
const ROWS = 2000;

/** By the ranks of a numeric column in a sample; null without numbers, a label, or enough rows of two classes. @throws Cancelled */
export function idTellsLabel(
  table: Table,
  index: number,
  context: MetricContext,
): TellingId | null {
  const label = labelIfAny(table, context);
  if (!label || !holdsNumbers(context.profiles[index]!)) return null;
  const sample = sampleFor(table, [index, label.column.index], ROWS);
  const [ids, classes] = sampledColumns(table, [index, label.column.index], sample, context);
  const { numbers } = ids!;
  if (!numbers) return null;
  // Ranks are those among rows with a class.
  const labelled = ids!.levels.map((level, i) => (classes!.levels[i]! < 0 ? -1 : level));
  const known = numbers.map((number, i) => (classes!.levels[i]! < 0 ? NaN : number));
  const ranks = midRanksOf(numberPlaces({ ...ids!, levels: labelled, numbers: known }));
  const sums = new Float64Array(classes!.levelCount);
  const counts = new Float64Array(classes!.levelCount);
  let n = 0;
  classes!.levels.forEach((level, i) => {
    if (level < 0 || Number.isNaN(ranks[i]!)) return;
    sums[level]! += ranks[i]!;
    counts[level]!++;
    n++;
  });
  let best: TellingId | null = null;
  for (let level = 0; level < counts.length; level++) {
    const own = counts[level]!;
    if (own < FEWEST || n - own < FEWEST) continue;
    const auc = (sums[level]! - (own * (own + 1)) / 2) / (own * (n - own));
    if (best === null || Math.abs(auc - 0.5) > Math.abs(best.auc - 0.5)) {
      best = { value: classes!.text(level), auc, rows: n };
    }
  }
  return best;
}
