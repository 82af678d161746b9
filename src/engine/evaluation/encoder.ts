import { featureColumns } from '../methods/resample/parts/numeric-features';
import type { Design } from '../models/design';
import type { ColumnProfile } from '../table/profile';
import type { Roles } from '../roles/roles';
import { isSketched } from '../sampling/sampled-columns';
import type { Table } from '../table/table';

/** Fewest rows of a level that gets a column of its own, and most such levels of a column. */
const LEVEL_ROWS = 10;
const MOST_LEVELS = 1000;

/** Rows of a table; all when absent. */
type Rows = Uint32Array | undefined;

interface NumberColumn {
  readonly index: number;
  readonly median: number;
  readonly mean: number;
  readonly sd: number;
}

interface LevelColumn {
  readonly index: number;
  /** Place of each level among those of the column; what is not there is `other`. */
  readonly places: ReadonlyMap<string, number>;
  /** First column of the design that belongs to it; the last of its columns is `other`. */
  readonly from: number;
}

/**
 * Features as models take them: numbers standardised, an empty one filled with the median; categories one-hot, an empty
 * cell a level like any other. What it takes from the data it learned from the rows it was made with.
 */
export class Encoder {
  /** Feature columns that are neither numbers nor categories. */
  readonly skipped: readonly number[];
  readonly #numbers: readonly NumberColumn[];
  readonly #levels: readonly LevelColumn[];
  readonly #columns: number;

  constructor(table: Table, profiles: readonly ColumnProfile[], roles: Roles, rows?: Rows) {
    const { columns, others } = featureColumns({ roles, profiles });
    const usable = (index: number) =>
      profiles[index]!.semantic === 'categorical' && !isSketched(table, index);
    this.skipped = others.filter((index) => !usable(index));
    this.#numbers = columns.map((index) => learnNumbers(table, profiles[index]!, rows));
    let from = columns.length;
    this.#levels = others.filter(usable).map((index) => {
      const places = learnLevels(table, index, rows);
      const column = { index, places, from };
      from += places.size + 1;
      return column;
    });
    this.#columns = from;
  }

  /** Numbers and categories that are used. */
  get used(): { readonly numbers: number; readonly categories: number } {
    return { numbers: this.#numbers.length, categories: this.#levels.length };
  }

  /** Rows of a table with the same columns. */
  encode(table: Table, profiles: readonly ColumnProfile[], rows?: Rows): Design {
    const count = rows?.length ?? table.rowCount;
    const dense = this.#numbers.length;
    const values = new Float64Array(count * dense);
    for (const [place, { index, median, mean, sd }] of this.#numbers.entries()) {
      const { codes } = table.columns[index]!;
      const byCode = (profiles[index]!.numbers ?? new Float64Array(0)).map((number) =>
        sd > 0 ? ((Number.isFinite(number) ? number : median) - mean) / sd : 0,
      );
      for (let i = 0; i < count; i++) {
        values[i * dense + place] = byCode[codes[rows ? rows[i]! : i]!]!;
      }
    }
    const width = this.#levels.length;
    const indices = new Uint32Array(count * width);
    for (const [nth, { index, places, from }] of this.#levels.entries()) {
      const { codes, dictionary } = table.columns[index]!;
      const columnOf = Uint32Array.from(
        { length: dictionary.size },
        (_, code) => from + (places.get(dictionary.text(code)) ?? places.size),
      );
      for (let i = 0; i < count; i++) {
        indices[i * width + nth] = columnOf[codes[rows ? rows[i]! : i]!]!;
      }
    }
    const starts = Uint32Array.from({ length: count + 1 }, (_, i) => i * width);
    return { rows: count, columns: this.#columns, dense, values, starts, indices };
  }
}

function learnNumbers(table: Table, profile: ColumnProfile, rows: Rows): NumberColumn {
  const { index, numbers } = profile;
  const { codes } = table.columns[index]!;
  const count = rows?.length ?? table.rowCount;
  const all = Float64Array.from(
    { length: count },
    (_, i) => numbers![codes[rows ? rows[i]! : i]!]!,
  );
  const sorted = all.filter(Number.isFinite).sort();
  const middle = sorted.length >> 1;
  const median = !sorted.length
    ? 0
    : sorted.length % 2
      ? sorted[middle]!
      : (sorted[middle - 1]! + sorted[middle]!) / 2;
  const filled = all.map((number) => (Number.isFinite(number) ? number : median));
  const mean = filled.reduce((sum, number) => sum + number, 0) / Math.max(1, count);
  const squares = filled.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const sd =
    sorted[0] === sorted.at(-1) && sorted.length === count ? 0 : Math.sqrt(squares / count);
  return { index, median, mean, sd };
}

/** The levels with enough rows, most frequent first. */
function learnLevels(table: Table, index: number, rows: Rows): Map<string, number> {
  const { codes, dictionary } = table.columns[index]!;
  const counts = new Uint32Array(dictionary.size);
  const count = rows?.length ?? table.rowCount;
  for (let i = 0; i < count; i++) counts[codes[rows ? rows[i]! : i]!]!++;
  const frequent = [...counts.keys()]
    .filter((code) => counts[code]! >= LEVEL_ROWS)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_LEVELS);
  return new Map(frequent.map((code, place) => [dictionary.text(code), place]));
}
