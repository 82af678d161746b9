import { madeText, NO_ROW, type MadeRows, type Plan } from './plan';
import type { ColumnProfile } from './profile';
import type { Role, Roles } from './roles';
import { MISSING, columnOf, type CellTag, type Column, type Dictionary, type Table } from './table';

/** What of a plan makes a table. */
export type PlannedRows = Pick<Plan, 'rows' | 'made' | 'order' | 'columns'>;

/** The output number of each row of the planned table: `order`, or the identity. */
export function outputAt(plan: PlannedRows, position: number): number {
  return plan.order ? plan.order[position]! : position;
}

/**
 * The table a plan would write, in output order: repeated rows repeat their codes, made values get dictionary entries
 * of their own where they are new, added columns come last. It has no spans: its rows lie in no file.
 */
export function plannedTable(table: Table, plan: PlannedRows): Table {
  const rowCount = plan.rows.length + (plan.made?.count ?? 0);
  const origins = originsOf(plan, rowCount);
  const columns = table.columns.map((column) => plannedColumn(column, plan, origins));
  for (const added of plan.columns) {
    const texts = Array.from({ length: rowCount }, (_, at) => added.text(outputAt(plan, at)));
    columns.push(columnOf(columns.length, added.name, texts));
  }
  return { rowCount, columns };
}

/** Source row (the parent of a made row) and made number (NO_ROW for kept rows) per row of the planned table. */
interface Origins {
  readonly rows: Uint32Array;
  readonly made: Uint32Array;
}

function originsOf(plan: PlannedRows, rowCount: number): Origins {
  const rows = new Uint32Array(rowCount);
  const made = new Uint32Array(rowCount).fill(NO_ROW);
  const kept = plan.rows.length;
  for (let at = 0; at < rowCount; at++) {
    const output = outputAt(plan, at);
    if (output < kept) {
      rows[at] = plan.rows[output]!;
    } else {
      made[at] = output - kept;
      rows[at] = plan.made!.parents[output - kept]!;
    }
  }
  return { rows, made };
}

function plannedColumn(column: Column, plan: PlannedRows, origins: Origins): Column {
  const codes = origins.rows.map((row) => column.codes[row]!);
  const text = plan.made?.count ? madeCells(plan.made, column.index) : undefined;
  if (!text) return { ...column, codes };
  const growing = new GrowingDictionary(column.dictionary);
  for (let at = 0; at < codes.length; at++) {
    const made = origins.made[at]!;
    if (made !== NO_ROW) codes[at] = growing.codeOf(text(made), codes[at]!);
  }
  return { ...column, codes, dictionary: growing };
}

/** The texts of made cells of a column, or undefined when all are copied from the parents. */
export function madeCells(made: MadeRows, column: number): ((made: number) => string) | undefined {
  const numbers = made.numbers.find((candidate) => candidate.column === column);
  if (numbers) return (index) => madeText(numbers, index);
  const texts = made.texts.find((candidate) => candidate.column === column);
  return texts ? (index) => texts.text(index) : undefined;
}

/** A dictionary with entries added behind those of another. */
class GrowingDictionary implements Dictionary {
  readonly #base: Dictionary;
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #tags: CellTag[] = [];

  constructor(base: Dictionary) {
    this.#base = base;
    for (let code = 1; code < base.size; code++) {
      const text = base.text(code);
      if (!this.#codes.has(text)) this.#codes.set(text, code);
    }
  }

  get size(): number {
    return this.#base.size + this.#texts.length;
  }

  text(code: number): string {
    return code < this.#base.size ? this.#base.text(code) : this.#texts[code - this.#base.size]!;
  }

  tag(code: number): CellTag {
    return code < this.#base.size ? this.#base.tag(code) : this.#tags[code - this.#base.size]!;
  }

  /** The code of a text, new if need be; a new entry is written as `like` was. '' is missing. */
  codeOf(text: string, like: number): number {
    if (text === '') return MISSING;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.size;
      this.#codes.set(text, code);
      this.#texts.push(text);
      this.#tags.push(this.tag(like));
    }
    return code;
  }
}

/**
 * Profiles of a planned table. Types are those of the source, so that dropping rows never turns a number into a
 * category; counts are taken again, numbers are added for made values, and added columns get a profile of their own.
 */
export function plannedProfiles(
  planned: Table,
  plan: PlannedRows,
  profiles: readonly ColumnProfile[],
): ColumnProfile[] {
  return planned.columns.map((column, index) => {
    const profile = profiles[index];
    if (profile) return recount(profile, column);
    const added = plan.columns[index - profiles.length]!;
    const numeric = added.type === 'number' || added.type === 'integer';
    const blank: ColumnProfile = {
      index,
      type: added.type === 'integer' ? 'integer' : numeric ? 'float' : 'text',
      semantic: numeric ? 'numeric' : 'categorical',
      highCardinality: false,
      agreement: 1,
      missing: 0,
      nullLike: 0,
      missingCodes: [MISSING],
      distinct: 0,
      ...(numeric ? { numbers: new Float64Array(1).fill(NaN) } : {}),
      decimals: 0,
      disagreeing: [],
      ambiguousDates: false,
    };
    return recount(blank, column);
  });
}

function recount(profile: ColumnProfile, { codes, dictionary }: Column): ColumnProfile {
  const counts = new Uint32Array(dictionary.size);
  for (const code of codes) counts[code]!++;
  let missing = 0;
  for (const code of profile.missingCodes) {
    missing += counts[code] ?? 0;
    counts[code] = 0;
  }
  let distinct = 0;
  for (const count of counts) if (count) distinct++;
  const { numbers } = profile;
  return {
    ...profile,
    missing,
    distinct,
    distinctEstimated: undefined,
    ...(numbers ? { numbers: extended(numbers, dictionary) } : {}),
  };
}

function extended(numbers: Float64Array, dictionary: Dictionary): Float64Array {
  if (numbers.length === dictionary.size) return numbers;
  const longer = new Float64Array(dictionary.size).fill(NaN);
  longer.set(numbers);
  for (let code = Math.max(1, numbers.length); code < dictionary.size; code++) {
    longer[code] = Number(dictionary.text(code));
  }
  return longer;
}

/**
 * Roles of a planned table: an added `_weight` takes over the role of the source's weight column, which it has
 * multiplied in; all other added columns are ignored by later steps.
 */
export function plannedRoles(roles: Roles, plan: PlannedRows): Role[] {
  const weighted = plan.columns.some((column) => column.role === 'weight');
  return [
    ...roles.map((role) => (role === 'weight' && weighted ? 'ignored' : role)),
    ...plan.columns.map((column) => column.role ?? 'ignored'),
  ];
}
