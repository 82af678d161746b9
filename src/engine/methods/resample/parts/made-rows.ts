import { inEnglish } from '../../../language';
import type { MethodContext } from '../../../method';
import type { ChoiceParam, FlagParam, Values } from '../../../params/params';
import type { AddedColumn, MadeColumn, MadeRows } from '../../../plan/plan';
import { provenanceColumns } from '../../../plan/provenance';
import { columnsWith } from '../../../roles/roles';
import { MISSING, type Dictionary, type DictionaryBytes, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read } from '../../../params/values';
import { many } from '../../../words';
import { NO_LEVEL } from './nominal-features';
import type { Features } from './space';

/** Most decimals that can be asked for. */
const MOST_DECIMALS = 12;

/** How made numbers are written. */
export const DECIMALS: ChoiceParam = {
  kind: 'choice',
  id: 'decimals',
  title: 'Decimals',
  summary:
    'Made numbers have the decimals of their column, all digits, or so many; with so many, whole numbers stay whole.',
  default: 'column',
  options: [
    { value: 'column', title: 'As in the column' },
    { value: 'full', title: 'All digits' },
    ...Array.from({ length: MOST_DECIMALS + 1 }, (_, n) => ({
      value: String(n),
      title: inEnglish(() => many(n, 'decimal')),
    })),
  ],
  advanced: true,
};

/** Whether made rows are marked. */
export const MARK_MADE: FlagParam = {
  kind: 'flag',
  id: 'provenance',
  title: 'Mark made rows',
  summary:
    'Adds columns that say which rows were made, from which rows and how (`_synthetic` to `_family`).',
  default: true,
};

/** Whether repeated rows are numbered. */
export const MARK_ROWS: FlagParam = {
  kind: 'flag',
  id: 'provenance',
  title: 'Number the rows',
  summary: 'Adds columns with the row number in the source and the number of the copy.',
  default: false,
  advanced: true,
};

/**
 * Rows to be made, before their cells are written. `values[place]` are the numbers of a numeric feature column,
 * `levels[place]` the levels of a nominal one (NO_LEVEL: an empty cell).
 */
export interface Making {
  readonly operation: string;
  readonly parents: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly lambdas: Float64Array;
  readonly values: readonly Float64Array[];
  /** Absent where categories are copied from the parent. */
  readonly levels?: readonly Int32Array[];
}

/**
 * Made rows with their cells: numbers rounded as written, categories from among those there are, ids numbered,
 * everything else copied from the parent.
 */
export function madeRows(
  table: Table,
  context: MethodContext,
  values: Values,
  { numeric, nominal }: Features,
  making: Making,
): MadeRows {
  const numbers = numeric.columns.map((column, place): MadeColumn => {
    const decimals = writtenDecimals(read.text(values, 'decimals'), context, column);
    const exact = making.values[place]!;
    return {
      column,
      values: decimals === 0 ? exact.map(roundHalfEven) : exact,
      decimals,
    };
  });
  const { operation, parents, neighbours, lambdas } = making;
  return {
    count: parents.length,
    operation,
    parents,
    neighbours,
    lambdas,
    numbers,
    texts: [
      ...(making.levels ?? []).map((levels, place) => {
        const names = nominal!.values[place]!;
        return {
          column: nominal!.columns[place]!,
          text: (made: number) => (levels[made] === NO_LEVEL ? '' : names[levels[made]!]!),
        };
      }),
      ...columnsWith(context.roles, 'id').map((column) => {
        return { column, text: madeIds(table, column, parents, context.tick) };
      }),
    ],
  };
}

/** Marks of made or repeated rows, when the flag `provenance` is on. */
export function marksOf(
  values: Values,
  plan: { readonly rows: Uint32Array; readonly made?: MadeRows },
  kind: 'made' | 'rows',
): AddedColumn[] {
  return read.flag(values, 'provenance') ? provenanceColumns(plan, new Set([kind])) : [];
}

/** Decimals of a made column; all digits where a float column is written with exponents alone. */
function writtenDecimals(wanted: string, { profiles }: MethodContext, column: number): number {
  if (wanted === 'full') return -1;
  const { decimals, type } = profiles[column]!;
  if (wanted !== 'column') return type === 'integer' ? 0 : Number(wanted);
  return type === 'float' && decimals === 0 ? -1 : Math.min(decimals, 100);
}

/** The nearest whole number; halves go to the even one. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** How ids of made rows end. */
const NUMBERED = /#s\d+$/;

/** The parent's id with `#s1`, `#s2` ... behind it, skipping ids that exist; written when it is asked for. */
function madeIds(
  table: Table,
  column: number,
  parents: Uint32Array,
  tick: MethodContext['tick'],
): (made: number) => string {
  const { codes, dictionary } = table.columns[column]!;
  const taken = numberedIds(dictionary, tick);
  const given = new Uint32Array(dictionary.size);
  const numbers = new Uint32Array(parents.length);
  const ticked = everyRow(tick);
  for (let made = 0; made < parents.length; made++) {
    ticked(made, parents.length);
    const code = codes[parents[made]!]!;
    if (code === MISSING) continue;
    let number = given[code]! + 1;
    if (taken.size > 0) {
      const id = dictionary.text(code);
      while (taken.has(`${id}#s${number}`)) number++;
    }
    given[code] = numbers[made] = number;
  }
  return (made) => {
    const number = numbers[made]!;
    return number === 0 ? '' : `${dictionary.text(codes[parents[made]!]!)}#s${number}`;
  };
}

/** Ids that end as those of made rows do. */
function numberedIds(dictionary: Dictionary, tick: MethodContext['tick']): ReadonlySet<string> {
  const { bytes, size } = dictionary;
  const ticked = everyRow(tick);
  const ids = new Set<string>();
  for (let code = 1; code < size; code++) {
    ticked(code, size);
    if (bytes && !hasMark(bytes, code)) continue;
    const id = dictionary.text(code);
    if (NUMBERED.test(id)) ids.add(id);
  }
  return ids;
}

/** Whether `#s` may be part of a value: only such need be read. */
function hasMark({ arena, offsets }: DictionaryBytes, code: number): boolean {
  for (let at = offsets[code]!, end = offsets[code + 1]! - 1; at < end; at++) {
    if (arena[at] === 35 && arena[at + 1] === 115) return true;
  }
  return false;
}
