import type { PartFigures } from '../methods/split/parts/part-plan';
import { isTrainWord } from '../scope';
import type { GuardSubject } from './guard';

/** The parts of a planned split. */
export interface DealtParts {
  /** The part of train; -1 where each fold is held back in turn. */
  readonly train: number;
  /** The part of a row; -1 for rows that were not dealt. */
  of(row: number): number;
}

/** The parts of a step that splits; undefined for any other. */
export function dealtParts({ plan, table }: GuardSubject): DealtParts | undefined {
  const figures = plan.tables['split'] as unknown as readonly PartFigures[] | undefined;
  const column = plan.columns[0];
  if (!figures || !column) return undefined;
  const names = figures.map(({ part }) => part);
  const place = new Map(names.map((name, i) => [name, i]));
  const parts = new Int16Array(table.rowCount).fill(-1);
  plan.rows.forEach((row, output) => {
    parts[row] = place.get(column.text(output)) ?? -1;
  });
  const train = column.role === 'split' ? Math.max(0, names.findIndex(isTrainWord)) : -1;
  return { train, of: (row) => parts[row]! };
}
