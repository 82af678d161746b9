import { bitsOf, hasBit } from '../kernels/bit-sets';
import { RepeatSieve } from '../kernels/repeat-sieve';
import { madeNumber, madeText, type MadeColumn, type MadeRows, type Plan } from './plan';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import { numericCells, type NumericCells } from '../table/numeric-cells';
import { CellTag, cellText, isOpen, type Table, type TableTick } from '../table/table';
import { everyRow, TICK_ROWS } from '../ticks';

/** Columns that are looked at first, those of most values: only rows that are alike in them are compared cell by cell. */
const FIRST_COLUMNS = 2;
/** And where too many rows are alike in these. */
const MOST_COLUMNS = 4;

/** Rows per slot of the sieve's usual size: one row in fifty or fewer passes by chance. */
const SPARSER = 8;

/** Rows that may be alike, as a share of all: comparing more of them one by one takes longer than gathering cells. */
const FEW = 0.1;

/** Numbers that stand for texts: of a column whose cells are numbers, but for texts of their own. */
interface Telling extends NumericCells {
  readonly column: MadeColumn;
}

/**
 * How many made rows equal, by value in `columns`, a kept row of the source or an earlier made row. Numbers of some
 * columns tell almost all made rows from all others, and the rest is compared cell by cell; undefined where that would
 * not do, and the cells of the planned table are to be compared. @throws Cancelled (from tick)
 */
export function madeCopies(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  { rows, made }: Pick<Plan, 'rows'> & { readonly made: MadeRows },
  tick: TableTick,
): number | undefined {
  const ticked = everyRow(tick);
  const alikeIn = (most: number) => {
    const telling = tellingColumns(table, profiles, columns, made, most, ticked);
    return telling && alikeSets(table, made.count, telling, ticked);
  };
  const alike = alikeIn(FIRST_COLUMNS) ?? alikeIn(MOST_COLUMNS);
  if (!alike) return undefined;
  if (!alike.length) return 0;
  const cellOf = cellsOf(table, profiles, columns, made, tick);
  if (!cellOf) return undefined;
  const kept = bitsOf(rows, table.rowCount);
  let copies = 0;
  for (const [done, set] of alike.entries()) {
    tick(done, alike.length);
    const seen = new Set<string>();
    for (const row of set.source) if (hasBit(kept, row)) seen.add(cellOf.source(row));
    for (const index of set.made) {
      const cells = cellOf.made(index);
      if (seen.has(cells)) copies++;
      seen.add(cells);
    }
  }
  return copies;
}

/** Up to `most` columns of made numbers, those of most values first; undefined without any, or where a number stands for more than itself. */
function tellingColumns(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  made: MadeRows,
  most: number,
  tick: TableTick,
): Telling[] | undefined {
  const sizeOf = ({ column }: MadeColumn) => profiles[column]!.distinct;
  const chosen = made.numbers
    .filter(({ column, text }) => {
      const { type } = profiles[column]!;
      const plain = (type === 'integer' || type === 'float') && holdsNumbers(profiles[column]!);
      return plain && text === undefined && columns.includes(column);
    })
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .slice(0, most);
  const read = numericCells(
    table,
    profiles,
    chosen.map(({ column }) => column),
    tick,
  );
  const telling = chosen.map((column, at) => ({ column, ...read[at]! }));
  const certain = telling.every(({ column, numbers, byRow }) => {
    // Texts of an open column are not at hand: none of them may be a number of its own.
    if (byRow && !isPure(profiles[column.column]!)) return false;
    const odd = byRow ? NONE_ODD : oddNumbers(table, column.column, numbers, tick);
    // What is empty, or reads as what stands for empty, equals more than its own number.
    if (hasEmpty(column.values)) return false;
    for (let index = 0; odd.size > 0 && index < made.count; index++) {
      tick(index, made.count);
      if (odd.has(madeNumber(column, index))) return false;
    }
    return true;
  });
  return telling.length && certain ? telling : undefined;
}

const NONE_ODD: ReadonlySet<number> = new Set();

function hasEmpty(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (values[i] !== values[i]) return true;
  return false;
}

/** Whether every cell of a column is empty or a number of its type. */
const isPure = ({ agreement, agreementEstimated, nullLike }: ColumnProfile) =>
  agreement === 1 && !agreementEstimated && nullLike === 0;

/** The numbers that texts have which the profile takes for something else. */
function oddNumbers(table: Table, column: number, numbers: Float64Array, tick: TableTick) {
  const { dictionary } = table.columns[column]!;
  const odd = new Set<number>();
  for (let code = 0; code < dictionary.size; code++) {
    const number = numbers[code]!;
    if (number === number) continue;
    tick(code, dictionary.size);
    const text = dictionary.text(code);
    if (text !== '') odd.add(Number(text));
  }
  return odd;
}

/** Rows of equal numbers in the telling columns, at least one of them made, ascending. */
interface AlikeSet {
  readonly source: number[];
  readonly made: number[];
}

/** Undefined when they are many. */
function alikeSets(
  table: Table,
  count: number,
  telling: readonly Telling[],
  tick: TableTick,
): AlikeSet[] | undefined {
  const { rowCount } = table;
  const source = new Tuples(rowCount);
  const made = new Tuples(count);
  for (const cells of telling) {
    source.add((from, to) => {
      sourceNumbers(cells, from, to);
    }, tick);
    made.add((from, to) => {
      madeNumbers(cells.column, from, to);
    }, tick);
  }
  const sieve = new RepeatSieve(SPARSER * (rowCount + count));
  sieve.add(source.lanes, rowCount);
  sieve.add(made.lanes, count);
  const sets = new Map<number, AlikeSet>();
  const most = Math.max(1000, FEW * (rowCount + count));
  let found = 0;
  for (const index of sieve.repeated(made.lanes, count, tick)) {
    if (++found > most) return undefined;
    const key = made.key(index);
    const known = sets.get(key);
    if (known) known.made.push(index);
    else sets.set(key, { source: [], made: [index] });
  }
  for (const row of sieve.repeated(source.lanes, rowCount, tick)) {
    const set = sets.get(source.key(row));
    if (!set) continue;
    if (++found > most) return undefined;
    set.source.push(row);
  }
  return [...sets.values()].filter((set) => set.source.length + set.made.length > 1);
}

/** The compared cells of a row as one text, equal where rows are equal by value. */
interface CellTexts {
  source(row: number): string;
  made(index: number): string;
}

/** Undefined where some cells are not at hand. */
function cellsOf(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  made: MadeRows,
  tick: TableTick,
): CellTexts | undefined {
  const cells: CellTexts[] = [];
  const pure = columns.filter(
    (column) => isPure(profiles[column]!) && made.numbers.some((each) => each.column === column),
  );
  const read = numericCells(table, profiles, pure, tick);
  for (const column of columns) {
    const numbers = made.numbers.find((each) => each.column === column);
    const texts = made.texts.find((each) => each.column === column);
    const own = read[pure.indexOf(column)];
    if (numbers && own?.byRow) {
      cells.push({
        source: (row) => numberKey(own.numbers[row]!, () => cellText(table, row, column)),
        made(index) {
          const text = madeText(numbers, index);
          return text === '' ? '' : numberKey(Number(text), () => text);
        },
      });
      continue;
    }
    if (!numbers && isOpen(table, column)) return undefined;
    const { codes } = table.columns[column]!;
    const { ofCode, ofText } = cellReader(table, column, profiles[column]!);
    const source = (row: number) => ofCode(codes[row]!);
    const parent = (index: number) => codes[made.parents[index]!]!;
    cells.push({
      source,
      made: numbers
        ? (index) => ofText(madeText(numbers, index), parent(index))
        : texts
          ? (index) => ofText(texts.text(index), parent(index))
          : (index) => ofCode(parent(index)),
    });
  }
  return {
    source: (row) => JSON.stringify(cells.map((cell) => cell.source(row))),
    made: (index) => JSON.stringify(cells.map((cell) => cell.made(index))),
  };
}

/** As `cellReader` has a number of delimited text; empty where there is none. */
function numberKey(number: number, text: () => string): string {
  if (Number.isNaN(number)) return '';
  return Number.isFinite(number) ? `n${number + 0}` : `${CellTag.text}${text()}`;
}

const NUMERIC = new Set<ColumnProfile['type']>(['integer', 'float', 'formatted-number']);

/** What a cell equals, as `heldKey` sees it; a made cell is written as its parent's cell is. */
function cellReader(table: Table, column: number, profile: ColumnProfile) {
  const { dictionary } = table.columns[column]!;
  const numbers = NUMERIC.has(profile.type) ? profile.numbers : undefined;
  const missing = new Set(numbers ? profile.missingCodes : [0]);
  const named = (text: string, tag: CellTag, number: number) =>
    numbers && Number.isFinite(number) && (tag === CellTag.text || tag === CellTag.number)
      ? `n${number + 0}`
      : `${tag}${text}`;
  return {
    ofCode: (code: number) =>
      missing.has(code)
        ? ''
        : named(dictionary.text(code), dictionary.tag(code), numbers?.[code] ?? NaN),
    ofText: (text: string, like: number) =>
      text === '' ? '' : named(text, dictionary.tag(like), Number(text)),
  };
}

/** Hashes of tuples of numbers, added column by column: equal tuples have equal keys. */
class Tuples {
  /** Two per tuple, the lower one first. */
  readonly lanes: Uint32Array;
  readonly #bits = new Float64Array(TICK_ROWS);
  readonly #words = new Uint32Array(this.#bits.buffer);

  constructor(count: number) {
    this.lanes = new Uint32Array(2 * count);
  }

  /** Adds the number of every tuple, in blocks: `fill` writes those from `from` on to a list, as many as it has. */
  add(fill: (from: number, to: Float64Array) => void, tick: TableTick): void {
    const count = this.lanes.length / 2;
    for (let from = 0; from < count; from += TICK_ROWS) {
      tick(from, count);
      const length = Math.min(TICK_ROWS, count - from);
      fill(from, this.#bits.subarray(0, length));
      addWords(this.lanes, from, this.#words, length);
    }
  }

  /** 53 bits. */
  key(at: number): number {
    return this.lanes[2 * at]! * 2 ** 21 + (this.lanes[2 * at + 1]! >>> 11);
  }
}

/** Adds a number of two words to each of `length` hashes from `from` on. */
function addWords(lanes: Uint32Array, from: number, words: Uint32Array, length: number): void {
  for (let at = 2 * from, word = 0; word < 2 * length; at += 2) {
    let low = lanes[at]!;
    let high = lanes[at + 1]!;
    for (const end = word + 2; word < end; word++) {
      const bits = words[word]!;
      const first = Math.imul(low ^ bits, 0x85ebca6b);
      const second = Math.imul(high ^ bits, 0xc2b2ae35);
      low = first ^ (first >>> 15) ^ (second >>> 11);
      high = second ^ (second >>> 13) ^ (first >>> 17);
    }
    lanes[at] = low;
    lanes[at + 1] = high;
  }
}

/** The numbers of some rows of the source from `from` on; adding 0 gives zero one sign. */
function sourceNumbers({ codes, numbers }: NumericCells, from: number, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = numbers[codes[from + i]!]! + 0;
}

/** Those of made rows. */
function madeNumbers(column: MadeColumn, from: number, to: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] = madeNumber(column, from + i) + 0;
}
