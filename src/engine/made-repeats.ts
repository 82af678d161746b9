import { madeText, type MadeRows } from './plan';
import { holdsNumbers, type ColumnProfile } from './profile';
import { isOpen, type Table, type TableTick } from './table';
import { everyRow } from './ticks';

/** Columns that are looked at, those of most values: where rows still look alike, their cells are compared one and all. */
const MOST_COLUMNS = 4;

/**
 * Whether a made row may equal, by value, a row of the source or another made row. False is certain: the numbers of some
 * columns tell each made row from all others, so that nobody need gather the cells of the planned table.
 */
export function mayRepeat(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  made: Pick<MadeRows, 'count' | 'numbers'>,
  tick: TableTick,
): boolean {
  const ticked = everyRow(tick);
  const telling = made.numbers
    .filter(
      ({ column, text }) =>
        text === undefined && columns.includes(column) && isPlain(table, profiles[column]!),
    )
    .sort((a, b) => sizeOf(table, b.column) - sizeOf(table, a.column))
    .slice(0, MOST_COLUMNS);
  const source = new Tuples(table.rowCount);
  const ours = new Tuples(made.count);
  for (const column of telling) {
    const { codes } = table.columns[column.column]!;
    const { values, odd } = sourceValues(table, profiles[column.column]!, ticked);
    for (let row = 0; row < codes.length; row++) {
      ticked(row, codes.length);
      source.add(row, values[codes[row]!]!);
    }
    for (let index = 0; index < made.count; index++) {
      ticked(index, made.count);
      const text = madeText(column, index);
      // What is empty, or reads as what stands for empty, equals more than its own number.
      if (text === '' || odd.has(Number(text))) return true;
      ours.add(index, Number(text));
    }
  }
  const seen = new Set<number>();
  for (let row = 0; row < table.rowCount; row++) seen.add(source.key(row));
  for (let index = 0; index < made.count; index++) {
    const key = ours.key(index);
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

const sizeOf = (table: Table, column: number) => table.columns[column]!.dictionary.size;

/** Hashes of tuples of numbers, added number by number: equal tuples have equal keys. */
class Tuples {
  readonly #lanes: Uint32Array;
  readonly #bits = new Float64Array(1);
  readonly #words = new Uint32Array(this.#bits.buffer);

  constructor(count: number) {
    this.#lanes = new Uint32Array(2 * count);
  }

  add(at: number, value: number): void {
    // Zero has one sign.
    this.#bits[0] = value + 0;
    const lanes = this.#lanes;
    for (let word = 0; word < 2; word++) {
      const bits = this.#words[word]!;
      const low = Math.imul(lanes[2 * at]! ^ bits, 0x85ebca6b);
      const high = Math.imul(lanes[2 * at + 1]! ^ bits, 0xc2b2ae35);
      lanes[2 * at] = low ^ (low >>> 15) ^ (high >>> 11);
      lanes[2 * at + 1] = high ^ (high >>> 13) ^ (low >>> 17);
    }
  }

  /** 53 bits. */
  key(at: number): number {
    return this.#lanes[2 * at]! * 2 ** 21 + (this.#lanes[2 * at + 1]! >>> 11);
  }
}

/** Whether a number of the column reads as JavaScript reads it. */
function isPlain(table: Table, profile: ColumnProfile): boolean {
  const { type, index } = profile;
  return (type === 'integer' || type === 'float') && holdsNumbers(profile) && !isOpen(table, index);
}

/** The number per code, and the numbers that texts have which the profile takes for something else. */
function sourceValues(table: Table, { index, numbers }: ColumnProfile, tick: TableTick) {
  const { dictionary } = table.columns[index]!;
  const odd = new Set<number>();
  for (let code = 0; code < dictionary.size; code++) {
    tick(code, dictionary.size);
    if (!Number.isNaN(numbers![code]!)) continue;
    const text = dictionary.text(code);
    if (text !== '') odd.add(Number(text));
  }
  return { values: numbers!, odd };
}
