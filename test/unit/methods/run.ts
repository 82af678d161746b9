import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { ColumnProfile } from '../../../src/engine/table/profile';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import type { SourceFacts } from '../../../src/engine/metric';
import type { Recipe, Step } from '../../../src/engine/recipe/recipe';
import type { Role, RoleChoice } from '../../../src/engine/roles/roles';
import { runRecipe, type RecipeRun } from '../../../src/engine/recipe/run-recipe';
import { tableOf, type Table } from '../../../src/engine/table/table';

export const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

export const FACTS: SourceFacts = {
  name: 'test.csv',
  format: 'csv',
  bytes: 0,
  encoding: 'utf-8',
  encodingGuessed: false,
  headerCertain: true,
  blankLines: 0,
  raggedRows: 0,
  problems: [],
};

/** A table with its profiles and roles; every column is a feature unless said otherwise. */
export interface Given {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: readonly Role[];
}

export function given(table: Table, roles: Readonly<Record<string, Role>> = {}): Given {
  return {
    table,
    profiles: profileColumns(table, () => undefined),
    roles: table.columns.map(({ name }) => roles[name] ?? 'feature'),
  };
}

/** Runs steps with a seed. */
export function run(
  { table, profiles, roles }: Given,
  steps: readonly Step[],
  options: { seed?: number; roles?: RoleChoice; overrides?: Recipe['overrides'] } = {},
): RecipeRun {
  const recipe: Recipe = {
    seed: options.seed ?? 0,
    steps,
    roles: options.roles ?? {},
    ...(options.overrides ? { overrides: options.overrides } : {}),
  };
  return runRecipe(table, { roles, profiles, facts: FACTS }, recipe, {
    sha256,
    tick: () => undefined,
  });
}

/** A data file of the fixtures, read by papaparse; columns are named c1, c2 ... without a header. */
export function dataFile(name: string, header: boolean): Table {
  const text = readFileSync(new URL(`../../fixtures/data/${name}`, import.meta.url), 'utf8');
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const rows = data.map((row) => row.map((cell) => cell.trim()));
  const names = header ? rows.shift()! : rows[0]!.map((_, index) => `c${index + 1}`);
  return tableOf(names, rows);
}
