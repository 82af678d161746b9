import { addBit, noBits, type BitSet } from '../kernels/bit-sets';
import type { ColumnParam, TextParam, Values } from '../params/params';
import { EngineError } from '../problems';
import { columnWith, type Roles } from '../roles/roles';
import { isTrainWord } from '../scope';
import { findColumn, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { read } from '../params/values';
import { listed, quoted } from '../words';
import { t } from '../language';

/** The column that says which part or file a row is of. */
export const PART_COLUMN: ColumnParam = {
  kind: 'column',
  id: 'partColumn',
  title: 'Parts',
  summary:
    'Column that says which file or part a row is of; when not set the split, or else the file, where several were read.',
  default: null,
  role: 'split',
};

/** The parts on the other side. */
export const REFERENCE: TextParam = {
  kind: 'text',
  id: 'reference',
  title: 'Compared with',
  summary:
    'Parts or files that rows are looked for in, as in `test.csv, gold.csv`; when empty all parts but train, or files whose names say that they are for evaluation.',
  default: '',
};

/** Names of files that are for evaluation. */
const EVALUATION =
  /(^|[^a-z])(bench(mark)?s?|eval(uation)?|test(ing|set)?|valid(ation)?|val|dev|gold|holdout|heldout|reference)([^a-z]|$)/i;

/** Rows to evaluate on, and rows that may hold them. */
export interface Sides {
  readonly column: number;
  readonly reference: BitSet;
  readonly others: BitSet;
  /** Names of the parts on either side, in order of first appearance. */
  readonly names: { readonly reference: readonly string[]; readonly others: readonly string[] };
  /** The part of a row. */
  nameOf(row: number): string;
}

/** The column of parts; undefined when none is named, has the role, or was made. @throws EngineError unknown-column */
export function partColumnOf(table: Table, roles: Roles, values: Values): number | undefined {
  const named = read.textOrNull(values, PART_COLUMN.id);
  if (named === null) {
    const made = table.columns.findIndex((column) => column.made);
    return columnWith(roles, 'split') ?? (made < 0 ? undefined : made);
  }
  const index = findColumn(table.columns, named);
  if (index >= 0) return index;
  throw new EngineError('unknown-column', t`There is no column ${quoted(named)}.`);
}

/** The two sides of a table; rows of no part are on neither. @throws EngineError bad-parameter; Cancelled */
export function sidesOf(table: Table, column: number, values: Values, tick: TableTick): Sides {
  const { codes, dictionary } = table.columns[column]!;
  const parts = Array.from({ length: dictionary.size - 1 }, (_, i) => dictionary.text(i + 1));
  const wanted = read
    .text(values, REFERENCE.id)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = wanted.filter((name) => !parts.includes(name));
  if (unknown.length > 0) {
    throw new EngineError(
      'bad-parameter',
      t`\`${REFERENCE.id}\` names ${listed(unknown.map(quoted))}, and the parts are ${listed(parts.map(quoted), 12)}.`,
    );
  }
  const isReference = parts.map((name) =>
    wanted.length > 0 ? wanted.includes(name) : isEvaluation(name, parts),
  );
  const reference = noBits(table.rowCount);
  const others = noBits(table.rowCount);
  const ticked = everyRow(tick);
  for (let row = 0; row < codes.length; row++) {
    ticked(row, codes.length);
    const code = codes[row]!;
    if (code > 0) addBit(isReference[code - 1] ? reference : others, row);
  }
  return {
    column,
    reference,
    others,
    names: {
      reference: parts.filter((_, i) => isReference[i]),
      others: parts.filter((_, i) => !isReference[i]),
    },
    nameOf: (row) => dictionary.text(codes[row]!),
  };
}

/** Beside a train part all others are to evaluate on; among files those whose names say so. */
function isEvaluation(name: string, parts: readonly string[]): boolean {
  return parts.some(isTrainWord) ? !isTrainWord(name) : EVALUATION.test(name);
}
