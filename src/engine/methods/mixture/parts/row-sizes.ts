import { TextLengths, Utf8Lengths } from '../../../cells/text-lengths';
import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { read } from '../../../params/values';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import { numericCells } from '../../../table/numeric-cells';
import { isOpen, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { quoted } from '../../../words';
import { columnNamed } from '../../columns';
import { TOKENS, UNIT } from './mixture-params';
import { t } from '../../../language';

/** What a mixture counts. */
export type Unit = 'rows' | 'tokens' | 'characters';

/** How much each row of a table holds. */
export interface RowSizes {
  readonly unit: Unit;
  /** Tokens are a quarter of the characters, rounded up. */
  readonly estimated: boolean;
  /** Per row of the table, in the unit; absent: every row is one. */
  readonly of?: Float64Array;
}

/** Characters of a token, where nobody counted them. */
const PER_TOKEN = 4;

/** The sizes that the parameters ask for. @throws EngineError missing-role, unknown-column, bad-parameter; Cancelled */
export function rowSizes(table: Table, values: Values, context: MethodContext): RowSizes {
  const asked = read.text(values, UNIT.id);
  const named = read.textOrNull(values, TOKENS.id);
  const text = columnWith(context.roles, 'text');
  if (asked === 'rows' || (asked === 'auto' && named === null && text === undefined)) {
    return { unit: 'rows', estimated: false };
  }
  if (named !== null && asked !== 'characters') {
    return {
      unit: 'tokens',
      estimated: false,
      of: counted(table, columnNamed(table, named), context),
    };
  }
  if (text === undefined) {
    throw new EngineError(
      'missing-role',
      t('There is no column of texts to measure: choose one, or measure in rows.'),
    );
  }
  const characters = charactersOf(table, text, context);
  if (asked === 'characters') return { unit: 'characters', estimated: false, of: characters };
  const of = characters.map((length) => Math.ceil(length / PER_TOKEN));
  return { unit: 'tokens', estimated: true, of };
}

/** Token counts that the file has; an empty cell counts 0. */
function counted(table: Table, column: number, context: MethodContext): Float64Array {
  const { profiles, tick } = context;
  const { name } = table.columns[column]!;
  if (profiles[column]!.semantic !== 'numeric' && !profiles[column]!.numbers) {
    throw new EngineError('bad-parameter', t`${quoted(name)} does not hold token counts.`);
  }
  const { codes, numbers } = numericCells(table, profiles, [column], tick)[0]!;
  const ticked = everyRow(tick);
  const sizes = new Float64Array(table.rowCount);
  for (let row = 0; row < sizes.length; row++) {
    ticked(row, sizes.length);
    const size = numbers[codes[row]!]!;
    if (Number.isNaN(size)) continue;
    if (!(size >= 0 && size < Infinity)) {
      throw new EngineError(
        'bad-parameter',
        t`${quoted(name)} is no number of tokens in data row ${row + 1}: it must be 0 or more.`,
        { row, column },
      );
    }
    sizes[row] = size;
  }
  return sizes;
}

/** Characters (UTF-16 units) of every text. */
function charactersOf(table: Table, column: number, { tick }: MethodContext): Float64Array {
  const sizes = new Float64Array(table.rowCount);
  const ticked = everyRow(tick);
  if (isOpen(table, column) && table.backing?.eachText) {
    const utf8 = new Utf8Lengths();
    table.backing.eachText(
      column,
      (row, bytes, start, end) => {
        utf8.measure(bytes, start, end);
        sizes[row] = utf8.characters;
      },
      tick,
    );
    return sizes;
  }
  const { codes, dictionary } = table.columns[column]!;
  const lengths = new TextLengths(dictionary);
  const perCode = new Float64Array(dictionary.size);
  for (let code = 1; code < perCode.length; code++) {
    ticked(code, perCode.length);
    lengths.measure(code);
    perCode[code] = lengths.characters;
  }
  for (let row = 0; row < sizes.length; row++) {
    ticked(row, sizes.length);
    sizes[row] = perCode[codes[row]!]!;
  }
  return sizes;
}
