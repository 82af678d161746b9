import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { isTrainWord } from '../../../scope';
import { classesOf } from '../../../table/classes';
import type { Column, Table } from '../../../table/table';
import { t } from '../../../language';

/** The parts of a split column by the codes of its values: train parts first, else by first appearance. */
export interface SplitSides {
  readonly column: Column;
  readonly parts: readonly SplitSide[];
  /** The part of a code of the column; -1 for none. */
  readonly ofCode: Int32Array;
  readonly trainRows: number;
  readonly evaluationRows: number;
}

/** One part of a split. */
export interface SplitSide {
  readonly name: string;
  readonly rows: number;
  readonly train: boolean;
}

/** Values up to which a split is read: more are folds, groups or ids. */
const MOST_PARTS = 50;

/** The parts of the split; a reason where there is none, or none to compare. @throws Cancelled (from tick) */
export function splitSides(
  table: Table,
  { roles, profiles, tick }: MetricContext,
): SplitSides | { readonly reason: string } {
  const index = columnWith(roles, 'split');
  if (index === undefined) return { reason: t('No column has the role split.') };
  const column = table.columns[index]!;
  if (profiles[index]!.distinct > MOST_PARTS) {
    return { reason: t`The split has more than ${String(MOST_PARTS)} values.` };
  }
  const { values, codes, counts } = classesOf(column, profiles[index]!, undefined, tick);
  const found = values.map((name, i) => ({
    ...{ code: codes[i]!, name, rows: counts[i]!, train: isTrainWord(name) },
  }));
  found.sort((a, b) => Number(b.train) - Number(a.train) || a.code - b.code);
  const ofCode = new Int32Array(column.dictionary.size).fill(-1);
  found.forEach(({ code }, part) => {
    ofCode[code] = part;
  });
  const rowsOf = (train: boolean) =>
    found.reduce((sum, part) => sum + (part.train === train ? part.rows : 0), 0);
  const [trainRows, evaluationRows] = [rowsOf(true), rowsOf(false)];
  if (trainRows === 0) return { reason: t('No row of the split is called `train`.') };
  if (evaluationRows === 0) return { reason: t('Every row of the split is a train row.') };
  const parts = found.map(({ name, rows, train }) => ({ name, rows, train }));
  return { column, parts, ofCode, trainRows, evaluationRows };
}
