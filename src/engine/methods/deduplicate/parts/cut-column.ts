import type { MethodContext } from '../../../method';
import { TEXT_COLUMN, textColumn } from '../../../near-text/settings';
import type { Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { t } from '../../../language';

/** The column whose texts are cut. @throws EngineError missing-role, unknown-column */
export function cutColumn(table: Table, values: Values, { roles }: MethodContext): number {
  const index = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id));
  if (index !== undefined) return index;
  throw new EngineError(
    'missing-role',
    t('No column has the role text: name the column whose texts are cut in `textColumn`.'),
  );
}
