import type { MethodContext } from '../method';
import type { ColumnsParam, Param, TextParam, Values } from '../params/params';
import type { Table } from '../table/table';
import { read } from '../params/values';
import { columnsFor } from './columns';
import { labelSets, type LabelSets } from './label-sets';

/** Where the labels of a row stand, where it may have several. */
export const LABELS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Labels',
  summary:
    'Columns of 0 and 1, one per label, or one column that lists labels; none means the label column.',
  default: [],
  role: 'label',
};

/** What stands between labels that one cell lists. */
export const SEPARATOR: TextParam = {
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
