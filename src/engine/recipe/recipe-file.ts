import type { Balance, RowCounts } from '../preview/preview';
import type { Dialect, Json } from '../metric';
import type { GuardNote } from '../guards/guard';
import { EngineError, type Problem } from '../problems';
import type { ParamValue, Values } from '../params/params';
import type { Recipe, Step } from './recipe';
import { ROLES, type Role, type RoleChoice } from '../roles/roles';
import type { WrittenPaths } from './written-paths';
import { t } from '../language';

/** The format of recipe files; raised when a key changes its meaning. */
export const RECIPE_VERSION = 1;

/** How the source was read, so that a repetition reads it the same way. */
export interface RecordedRead {
  readonly encoding: string;
  readonly delimiter?: string;
  readonly header?: boolean;
}

/**
 * What is written beside every output: the recipe, and the receipt of running it. The same source, recipe and seed
 * give the same bytes, so it holds no time and no folder.
 */
export interface RecipeFile extends Recipe {
  readonly ballast: typeof RECIPE_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  /** Name and version of the random generator. */
  readonly generator: string;
  readonly source: {
    /** File name without folder. */
    readonly path: string;
    /** Several files that were read as one: their paths from the recipe's folder, with slashes. */
    readonly files?: readonly string[];
    readonly format: string;
    readonly bytes: number;
    readonly rows: number;
    readonly sha256: string;
    readonly read: RecordedRead;
    readonly dialect?: Dialect;
  };
  /** Every column has its role here; repeated names stand as `#position`. */
  readonly roles: RoleChoice;
  /** Every parameter has its value here. */
  readonly steps: readonly { readonly method: string; readonly values: Values }[];
  /** Output rows gained or lost by each step. */
  readonly changes: readonly number[];
  readonly guards: readonly GuardNote[];
  readonly notices: readonly string[];
  readonly tables: Readonly<Record<string, Json>>;
  readonly before: Balance;
  readonly after: Balance;
  readonly rows: RowCounts;
  readonly problems: readonly Problem[];
  /** Paths from the recipe's folder. */
  readonly written: WrittenPaths;
}

/** What a repetition needs of a recipe file. Files written by hand may leave out all but the steps. */
export interface RecipeToRun {
  readonly recipe: Recipe;
  /** File name and hash of the source it was made from. */
  readonly source?: {
    readonly path: string;
    /** Of several files, from the recipe's folder. */
    readonly files?: readonly string[];
    readonly sha256?: string;
    readonly rows?: number;
  };
  readonly read?: RecordedRead;
  /** What running it wrote, where the file is a receipt: names without folder. */
  readonly written?: RecipeFile['written'];
}

/** Every key of a recipe file; `$schema` is for editors. */
const KEYS: readonly (keyof RecipeFile | '$schema')[] = [
  '$schema',
  'ballast',
  'tool',
  'generator',
  'source',
  'roles',
  'seed',
  'steps',
  'overrides',
  'changes',
  'rows',
  'before',
  'after',
  'guards',
  'notices',
  'tables',
  'problems',
  'written',
];

/** Reads a recipe file; a key that nobody would read is refused, or a misspelt seed would go unnoticed. @throws EngineError bad-recipe, naming what is wrong */
export function parseRecipeFile(text: string): RecipeToRun {
  const file = asObject(parseJson(text), t('The recipe'));
  if (file['ballast'] !== undefined && file['ballast'] !== RECIPE_VERSION) {
    refuse(t`\`ballast\` is ${JSON.stringify(file['ballast'])}; this version reads 1.`);
  }
  refuseUnknown(file, KEYS, t('The file'));
  const seed = file['seed'] ?? 0;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    refuse(t('`seed` must be a whole number from 0 to 4294967295.'));
  }
  const steps = file['steps'];
  if (!Array.isArray(steps) || steps.length === 0)
    refuse(t('`steps` must list at least one step.'));
  const overrides = file['overrides'];
  if (overrides !== undefined && !isTexts(overrides))
    refuse(t('`overrides` must list guard codes.'));
  const source = parseSource(file['source']);
  return {
    recipe: {
      seed,
      steps: steps.map(parseStep),
      roles: parseRoles(file['roles']),
      ...(overrides && { overrides: overrides as NonNullable<Recipe['overrides']> }),
    },
    ...source,
    ...parseWritten(file['written']),
  };
}

/** Names that are no names are no receipt. */
function parseWritten(value: unknown): Pick<RecipeToRun, 'written'> {
  if (typeof value !== 'object' || value === null) return {};
  const { path, removed, recipe } = value as Record<string, unknown>;
  if (typeof path !== 'string' || typeof recipe !== 'string') return {};
  return { written: { path, removed: typeof removed === 'string' ? removed : null, recipe } };
}

function parseStep(value: unknown, index: number): Step {
  const step = asObject(value, t`Step ${index + 1}`);
  refuseUnknown(step, ['method', 'values'], t`Step ${index + 1}`);
  const method = step['method'];
  if (typeof method !== 'string') return refuse(t`Step ${index + 1} names no \`method\`.`);
  if (step['values'] === undefined) return { method };
  const values = asObject(step['values'], t`\`values\` of step ${index + 1}`);
  return { method, values: values as Readonly<Record<string, ParamValue>> };
}

function parseRoles(value: unknown): RoleChoice {
  if (value === undefined) return {};
  const roles = asObject(value, '`roles`');
  refuseUnknown(roles, ['label', 'text', 'groups', 'features', 'others'], '`roles`');
  const { label, text, groups, features, others } = roles;
  if (label !== undefined && label !== null && typeof label !== 'string')
    refuse(t('`roles.label` must be a column or null.'));
  if (text !== undefined && typeof text !== 'string') refuse(t('`roles.text` must be a column.'));
  if (groups !== undefined && !isTexts(groups)) refuse(t('`roles.groups` must list columns.'));
  if (features !== undefined && !isTexts(features))
    refuse(t('`roles.features` must list columns.'));
  const named = others === undefined ? undefined : asObject(others, '`roles.others`');
  for (const [column, role] of Object.entries(named ?? {})) {
    if (!ROLES.some((known) => known === role))
      refuse(t`\`roles.others\` gives \`${column}\` the unknown role ${JSON.stringify(role)}.`);
  }
  return {
    ...(label !== undefined && { label: label as string | null }),
    ...(text !== undefined && { text: text as string }),
    ...(groups !== undefined && { groups: groups as string[] }),
    ...(features !== undefined && { features: features as string[] }),
    ...(named && { others: named as Record<string, Role> }),
  };
}

function parseSource(value: unknown): Pick<RecipeToRun, 'source' | 'read'> {
  if (value === undefined) return {};
  const source = asObject(value, '`source`');
  const path = source['path'];
  if (typeof path !== 'string') return refuse(t('`source.path` must be a file name.'));
  const { sha256, rows, files } = source;
  if (files !== undefined && !(isTexts(files) && files.length > 0))
    refuse(t('`source.files` must list file names.'));
  const read = source['read'] === undefined ? undefined : asObject(source['read'], '`source.read`');
  const { encoding, delimiter, header } = read ?? {};
  return {
    source: {
      path,
      ...(files !== undefined && { files: files as string[] }),
      ...(typeof sha256 === 'string' && { sha256 }),
      ...(typeof rows === 'number' && { rows }),
    },
    ...(typeof encoding === 'string' && {
      read: {
        encoding,
        ...(typeof delimiter === 'string' && { delimiter }),
        ...(typeof header === 'boolean' && { header }),
      },
    }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(t`It is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function asObject(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(t`${what} must be a JSON object.`);
  return value as Record<string, unknown>;
}

function refuseUnknown(
  object: Readonly<Record<string, unknown>>,
  known: readonly string[],
  what: string,
): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined) refuse(t`${what} has the unknown key \`${unknown}\`.`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function refuse(why: string): never {
  throw new EngineError('bad-recipe', t`The recipe cannot be run. ${why}`);
}
