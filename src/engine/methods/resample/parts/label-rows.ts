import type { MethodContext } from '../../../method';
import type { ColumnsParam, Param, TextParam, Values } from '../../../params';
import type { Table } from '../../../table';
import { read } from '../../../values';
import { columnsFor } from '../../columns';
import { multilabelFigures, type MultilabelFigures } from '../../../statistics/multilabel';
import { labelSets, type LabelSets } from '../../weights/parts/label-sets';

/** Where the labels of a row stand, where it may have several. */
const LABELS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Labels',
  summary:
    'Columns of 0 and 1, one per label, or one column that lists labels; none means the label column.',
  default: [],
  role: 'label',
};

const SEPARATOR: TextParam = {
  kind: 'text',
  id: 'separator',
  title: 'Separator',
  summary: 'What stands between the labels of a cell; JSON lists are read as such.',
  default: ',',
  advanced: true,
};

/** How labels are read, as parameters of every method for rows with several labels. */
export const LABEL_PARAMS: readonly Param[] = [LABELS, SEPARATOR];

/** The columns of labels. @throws EngineError unknown-column */
export function labelColumns(table: Table, values: Values, context: MethodContext): number[] {
  return columnsFor(table, context.roles, LABELS, read.texts(values, LABELS.id));
}

/** The labels of the rows in scope. @throws EngineError unknown-column, bad-parameter, too-few-rows; Cancelled */
export function labelsOfRows(table: Table, values: Values, context: MethodContext): LabelSets {
  const columns = labelColumns(table, values, context);
  return labelSets(table, columns, read.text(values, SEPARATOR.id), context);
}

/** How rare labels are, with those rarer than the mean. */
export interface LabelFigures extends MultilabelFigures {
  /** Labels of an imbalance (IRLbl) above the mean. */
  readonly minority: readonly number[];
}

/** The figures of the rows in scope that have labels (Charte et al. 2015). @throws Cancelled */
export function labelFigures(sets: LabelSets, { scope, tick }: MethodContext): LabelFigures {
  const rowsOf = new Map<string, { labels: readonly number[]; rows: number }>();
  for (let place = 0; place < scope.length; place++) {
    if (place % 8192 === 0) tick(place, scope.length);
    const labels = sets.at(place);
    if (!labels) continue;
    const key = labels.join();
    const known = rowsOf.get(key);
    if (known) known.rows++;
    else rowsOf.set(key, { labels, rows: 1 });
  }
  const different = [...rowsOf.values()];
  const figures = multilabelFigures(
    sets.names.length,
    different.map(({ labels }) => labels),
    different.map(({ rows }) => rows),
  );
  const minority = figures.irLbl.flatMap((ratio, label) =>
    ratio !== null && ratio > figures.meanIr ? [label] : [],
  );
  return { ...figures, minority };
}

/** Labels that tables list at most: the rarest. */
const MOST_LISTED = 200;

/** Rows per label before and after, the rarest first. */
export function labelTable(sets: LabelSets, { irLbl }: LabelFigures, after: ArrayLike<number>) {
  return sets.names
    .map((label, index) => ({
      label,
      rows: sets.positives[index]!,
      after: after[index]!,
      imbalance: irLbl[index]!,
    }))
    .sort((a, b) => a.rows - b.rows)
    .slice(0, MOST_LISTED);
}
