import type { Role } from '../roles/roles';
import type { CellTag, Codes, Column, Dictionary, RowSpans, Table, TableTick } from './table';
import { columnOf, MISSING } from './table';

/** One of several tables that are read as one. */
export interface TablePart {
  /** How its rows are told from those of the other parts: a file's name, relative to the common folder. */
  readonly name: string;
  readonly table: Table;
}

/** A column that says which part a row comes from: one value per part. */
export interface PartColumn {
  readonly name: string;
  readonly role: Role;
  readonly values: readonly string[];
}

/**
 * Tables one below the other. Columns belong together by name (repeated names by their turn) and come in order of first
 * appearance; cells of a column that a part lacks are missing. The cells of a column are joined when they are first
 * asked for. @throws Cancelled, then, from `tick`
 */
export function joinTables(
  parts: readonly TablePart[],
  added: readonly PartColumn[],
  tick: TableTick,
): Table {
  const tables = parts.map(({ table }) => table);
  const starts = startsOf(tables);
  const names = joinedColumns(tables);
  const columns: Column[] = names.map(
    ({ name, at }, index) =>
      new JoinedColumn(
        index,
        name,
        tables.map((table, part) => ({
          column: table.columns[at[part] ?? -1],
          rows: table.rowCount,
        })),
        tick,
      ),
  );
  for (const { name, role, values } of added) {
    const index = columns.length;
    const dictionary = columnOf(index, name, values);
    const codes = new Uint32Array(starts.at(-1)!);
    tables.forEach((_, part) => {
      codes.fill(dictionary.codes[part]!, starts[part]!, starts[part + 1]!);
    });
    columns.push({ index, name, codes, dictionary: dictionary.dictionary, made: role });
  }
  return { rowCount: starts.at(-1)!, columns, spans: joinedSpans(tables, starts) };
}

/** The part that a row of the joined table belongs to. `starts` has one entry more than there are parts. */
export function partOf(starts: readonly number[], row: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** First row of each part, then the number of rows. */
export function startsOf(tables: readonly Pick<Table, 'rowCount'>[]): number[] {
  const starts = [0];
  for (const { rowCount } of tables) starts.push(starts.at(-1)! + rowCount);
  return starts;
}

/** Column names with where they stand in each part; -1 where a part has no such column. */
export function joinedColumns(
  tables: readonly Pick<Table, 'columns'>[],
): { readonly name: string; readonly at: number[] }[] {
  const joined = new Map<string, { name: string; at: number[] }>();
  tables.forEach((table, part) => {
    const turns = new Map<string, number>();
    for (const { name, index } of table.columns) {
      const turn = (turns.get(name) ?? 0) + 1;
      turns.set(name, turn);
      const key = `${String(turn)} ${name}`;
      const known = joined.get(key) ?? { name, at: tables.map(() => -1) };
      known.at[part] = index;
      joined.set(key, known);
    }
  });
  return [...joined.values()];
}

/** A column of a part, or none, for so many rows. */
interface ColumnPart {
  readonly column: Column | undefined;
  readonly rows: number;
}

class JoinedColumn implements Column {
  readonly index: number;
  readonly name: string;
  readonly #parts: readonly ColumnPart[];
  readonly #tick: TableTick;
  #joined: { readonly codes: Codes; readonly dictionary: Dictionary } | undefined;

  constructor(index: number, name: string, parts: readonly ColumnPart[], tick: TableTick) {
    this.index = index;
    this.name = name;
    this.#parts = parts;
    this.#tick = tick;
  }

  get codes(): Codes {
    return (this.#joined ??= this.#join()).codes;
  }

  get dictionary(): Dictionary {
    return (this.#joined ??= this.#join()).dictionary;
  }

  #join() {
    const rowCount = this.#parts.reduce((sum, { rows }) => sum + rows, 0);
    const codes = new Uint32Array(rowCount);
    const dictionary = new JoinedDictionary();
    let start = 0;
    for (const { column, rows } of this.#parts) {
      if (column) {
        const renumbered = dictionary.take(column.dictionary);
        const own = column.codes;
        for (let row = 0; row < rows; row++) {
          if (row % 32_768 === 0) this.#tick(start + row, rowCount);
          codes[start + row] = renumbered[own[row]!]!;
        }
      }
      start += rows;
    }
    return { codes, dictionary };
  }
}

/** The values of several dictionaries, each once. */
class JoinedDictionary implements Dictionary {
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [''];
  readonly #tags: CellTag[] = [0];

  get size(): number {
    return this.#texts.length;
  }

  text(code: number): string {
    return this.#texts[code]!;
  }

  tag(code: number): CellTag {
    return this.#tags[code]!;
  }

  /** Adds another's values; returns the code here of each code there. */
  take(other: Dictionary): Uint32Array {
    const codes = new Uint32Array(other.size);
    codes[MISSING] = MISSING;
    for (let code = 1; code < other.size; code++) {
      const text = other.text(code);
      const tag = other.tag(code);
      const key = `${String(tag)}${text}`;
      let known = this.#codes.get(key);
      if (known === undefined) {
        known = this.#texts.length;
        this.#codes.set(key, known);
        this.#texts.push(text);
        this.#tags.push(tag);
      }
      codes[code] = known;
    }
    return codes;
  }
}

/** Each row where it lies in its own file. */
function joinedSpans(tables: readonly Table[], starts: readonly number[]): RowSpans {
  const within = (row: number): [RowSpans | undefined, number] => {
    const part = partOf(starts, row);
    return [tables[part]!.spans, row - starts[part]!];
  };
  return {
    count: starts.at(-1)!,
    start(row) {
      const [spans, own] = within(row);
      return spans?.start(own) ?? 0;
    },
    length(row) {
      const [spans, own] = within(row);
      return spans?.length(own) ?? 0;
    },
    line(row) {
      const [spans, own] = within(row);
      return spans?.line(own) ?? own;
    },
  };
}
