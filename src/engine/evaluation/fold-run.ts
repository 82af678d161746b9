import type { Examples, Classifier } from '../models/design';
import { MODELS } from '../models';
import { plannedProfiles } from '../plan/planned-profiles';
import { plannedRoles, plannedTable } from '../plan/planned-table';
import { EngineError } from '../problems';
import { columnWith } from '../roles/roles';
import { runRecipe, type RecipeBase, type RecipeShell } from '../recipe/run-recipe';
import type { Table } from '../table/table';
import { Encoder } from './encoder';
import type { EvaluationRequest } from './evaluation';
import type { Step } from '../recipe/recipe';
import type { Subject } from './subject';
import { t } from '../language';

/** A table with what is known of it. */
interface Known extends RecipeBase {
  readonly table: Table;
}

/** One fold: what models are fitted on, and the rows they are asked about. */
export class FoldRun {
  readonly encoder: Encoder;
  readonly #subject: Subject;
  readonly #training: Known;
  readonly #asked: Uint32Array;
  readonly #shell: RecipeShell;

  /** `folds`: the fold per row of the subject. */
  constructor(subject: Subject, folds: Uint8Array, fold: number, shell: RecipeShell) {
    const { table, base, rows } = subject;
    const plan = { rows: rows.filter((_, place) => folds[place] !== fold), columns: [] };
    const planned = plannedTable(table, plan);
    const profiles = plannedProfiles(planned, plan, base.profiles);
    this.#subject = subject;
    this.#training = { table: planned, profiles, roles: base.roles, facts: base.facts };
    this.#asked = rows.filter((_, place) => folds[place] === fold);
    this.#shell = shell;
    this.encoder = new Encoder(planned, profiles, base.roles);
  }

  /** True class per row that is asked about. */
  get truth(): Uint32Array {
    const { table, label, classes } = this.#subject;
    return this.#asked.map((row) => classes.indexOf[table.columns[label]!.codes[row]!]!);
  }

  /** The training rows as they are. */
  untouched(): Examples {
    return this.#examples(this.#training);
  }

  /** The training rows after a recipe. @throws EngineError; Cancelled */
  remedied(steps: readonly Step[], { seed, roles }: EvaluationRequest): Examples {
    const { table, ...base } = this.#training;
    const { plan } = runRecipe(table, base, { seed, steps, roles }, this.#shell);
    const result = plannedTable(table, plan);
    return this.#examples({
      table: result,
      profiles: plannedProfiles(result, plan, base.profiles),
      roles: plannedRoles(base.roles, plan),
      facts: base.facts,
    });
  }

  /** The probabilities of every model for the rows asked about, in the order of `MODELS`. @throws Cancelled */
  *predict(examples: Examples): Generator<Float64Array> {
    const tick = () => this.#shell.tick(0, 1);
    const { table, base } = this.#subject;
    const design = this.encoder.encode(table, base.profiles, this.#asked);
    for (const model of MODELS) {
      const classifier: Classifier = model.fit(examples, tick);
      yield classifier.probabilities(design, tick);
    }
  }

  #examples({ table, profiles, roles }: Known): Examples {
    const { label, classes } = this.#subject;
    const { codes, dictionary } = table.columns[label]!;
    const placeOf = new Map(classes.values.map((value, place) => [value, place]));
    const byCode = Array.from({ length: dictionary.size }, (_, code) =>
      code ? (placeOf.get(dictionary.text(code)) ?? -1) : -1,
    );
    const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
    const rows = all.filter((row) => byCode[codes[row]!]! >= 0);
    if (!rows.length) throw new EngineError('too-few-rows', t('No row is left to learn from.'));
    const weight = columnWith(roles, 'weight');
    return {
      design: this.encoder.encode(table, profiles, rows),
      classes: rows.map((row) => byCode[codes[row]!]!),
      classCount: classes.values.length,
      ...(weight !== undefined && { weights: weightsOf(table, profiles[weight]!, weight, rows) }),
    };
  }
}

/** Weights as written; what is no weight counts nothing. */
function weightsOf(
  table: Table,
  { numbers }: Known['profiles'][number],
  column: number,
  rows: Uint32Array,
): Float64Array {
  const { codes } = table.columns[column]!;
  return Float64Array.from(rows, (row) => Math.max(0, numbers?.[codes[row]!] ?? 0) || 0);
}
