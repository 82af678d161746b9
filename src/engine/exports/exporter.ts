import type { MethodContext } from '../method';
import type { Param, Values } from '../params/params';
import type { Plan } from '../plan/plan';
import type { ColumnProfile } from '../table/profile';
import type { Random } from '../random';
import type { RecipeFile } from '../recipe/recipe-file';
import type { Role, Roles } from '../roles/roles';
import type { Table } from '../table/table';

/** What an exporter reads: the receipt of a recipe, its plan, and the table it was planned on. */
export interface ExportFacts {
  /** As written beside the output, or as it would be. */
  readonly receipt: RecipeFile;
  /** Name of the recipe file when it was written or read; null: the recipe was only previewed. */
  readonly recipeFile: string | null;
  /** Receipts of the files that the source was made from, the nearest first. */
  readonly ancestors: readonly RecipeFile[];
  readonly plan: Plan;
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: Roles;
  readonly random: Random;
  /** @throws Cancelled */
  readonly tick: MethodContext['tick'];
}

/** One file of an export. */
export interface ExportFile {
  /** What follows `<stem>.<id>.` in its name: json, py, md ... */
  readonly extension: string;
  /** Its content in pieces; made while it is written. @throws Cancelled */
  content(): Iterable<string | Uint8Array>;
}

/** What an exporter made. */
export interface Exported {
  readonly files: readonly ExportFile[];
  /** What the user should know, one sentence each. */
  readonly notices: readonly string[];
}

/** What a recipe comes to, as far as it says which exports fit it. */
export interface RecipeShape {
  /** It sets weights. */
  readonly weighs: boolean;
  readonly repeats: boolean;
  readonly makes: boolean;
  readonly drops: boolean;
  readonly roles: ReadonlySet<Role>;
}

/** What a recipe must come to for an export to fit it; what is not named may be either. */
export interface Fit extends Partial<Omit<RecipeShape, 'roles'>> {
  /** Must be played. */
  readonly role?: Role;
}

/**
 * Files that a training job reads, from a planned or written recipe: configurations, samplers, cards. They hold no cells
 * of rows but ids where asked, name the recipe they came from, and need no Ballast to be read. `id` is kebab-case and
 * equals the file name. To add one: a new file and one line in exports/index.ts.
 */
export interface Exporter {
  readonly id: string;
  readonly title: string;
  /** One line: what it is for. */
  readonly summary: string;
  readonly cites: readonly string[];
  /** Roles that must be played. */
  readonly needs: readonly Role[];
  readonly params: readonly Param[];
  /** What it is exported for, any of these; absent: no more for one recipe than for another. */
  readonly fits?: readonly Fit[];
  /** @throws EngineError, Cancelled */
  make(facts: ExportFacts, values: Values): Exported;
}
