import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AuditReport, AuditRequest } from '../engine/audit';
import { auditTable } from '../engine/audit-table';
import { usualCandidates } from '../engine/evaluation/candidates';
import { evaluate } from '../engine/evaluation/evaluate';
import type { Evaluation } from '../engine/evaluation/evaluation';
import type { Evidence } from '../engine/metric';
import { featureColumns } from '../engine/methods/resample/parts/numeric-features';
import { EngineError } from '../engine/problems';
import { previewRun } from '../engine/preview-run';
import { profileColumns } from '../engine/profile-columns';
import type { ColumnProfile } from '../engine/profile';
import type { Recipe } from '../engine/recipe';
import { applyChoice, type Roles } from '../engine/roles';
import { runRecipe, type RecipeRun } from '../engine/run-recipe';
import { suggestRoles } from '../engine/suggest-roles';
import { pathsOf } from '../engine/written-paths';
import type {
  ApplyResult,
  EvaluationAsked,
  ExportChoice,
  ExportResult,
  Limits,
  PreviewResult,
  ReadChoice,
  RowSelector,
  RowsPage,
  SourceRef,
  WrittenPaths,
} from '../protocol/messages';
import { AtomicFiles } from './atomic';
import { exportPaths, prepareExport, writeExport } from './exporting';
import { sha256Text } from './hash';
import { guardTemporaryFiles } from './janitor';
import { openFirstRows, openWhole, type Asked, type Opened } from './opened';
import { outputForm } from './output-form';
import { outputNames } from './output-names';
import { press, type PressJob, type PressOutput } from './press';
import { refuseBlocked, resolvedSteps } from './recipe-steps';
import { pageOf, selectRows } from './row-pages';
import {
  namesOfSeveral,
  noticesOf,
  outputsOf,
  plannedFiles,
  type PlannedFile,
} from './several/outputs';
import { refuseChanged, stampOf } from './source-stamp';
import { Ticker, type SessionShell } from './ticker';

/** Where and how to write; `token` marks this session's temporary files, so that another can clear them. */
export interface ApplyOptions {
  readonly token: string;
  /** Path of the output; `<stem>.<id>.<ext>` beside the source when absent. */
  readonly out?: string;
}

/** Programs that write beside the same source at the same time take names from each other at most this often. */
const MOST_TURNS = 20;

/** A recipe that was planned, and what it would do. */
interface Previewed {
  readonly run: RecipeRun;
  readonly preview: PreviewResult;
}

/** The share of planning after which what is planned is counted. */
const PLANNED = 0.15;

/** What was worked out about the table; each part on first use. */
interface Learned {
  profiles?: readonly ColumnProfile[];
  guessed?: Roles;
  evidence: ReadonlyMap<string, Evidence>;
  /** SHA-256 of what the last finished audit was of. */
  audited?: string;
  selected?: { readonly key: string; readonly rows: Evidence };
  previewed?: Previewed & {
    readonly key: string;
    /** What becomes of each of several files. */
    readonly files: readonly PlannedFile[];
  };
  /** The recipe that was written last. */
  applied?: { readonly key: string; readonly names: WrittenPaths };
}

/**
 * One dataset from opening to writing: the session that the worker and the command line both drive. It is synchronous;
 * every long step asks `shell.cancelled` and reports progress. Requests before `open` are refused with `unreadable`.
 */
export class Dataset {
  readonly #ticker: Ticker;
  #opened: Opened | undefined;
  #learned: Learned = { evidence: new Map() };

  constructor(shell: SessionShell = {}) {
    this.#ticker = new Ticker(shell);
  }

  /**
   * Reads a source. Opening it again reads again, unless neither it nor the choice changed. When it fails, what was
   * open before is closed. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
   */
  async open(ref: SourceRef, read: ReadChoice, limits: Limits = {}): Promise<void> {
    this.#ticker.begin('unpack', 'read', 'hash', 'profile', 'audit');
    if (this.#isOpen({ ref, read, limits })) return;
    this.close();
    this.#opened = await openWhole({ ref, read, limits }, this.#ticker);
  }

  /**
   * Reads the first rows of a source only, to be audited and shown until all of it was read; false, and nothing is
   * open, when all of it is read as fast. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
   */
  async openFirstRows(ref: SourceRef, read: ReadChoice, limits: Limits = {}): Promise<boolean> {
    this.#ticker.begin('read', 'profile', 'audit');
    this.close();
    this.#opened = await openFirstRows({ ref, read, limits }, this.#ticker);
    return this.#opened !== undefined;
  }

  /** Runs the metrics; their evidence answers later `rows`. @throws EngineError, Cancelled */
  audit(request: AuditRequest): AuditReport {
    const opened = this.#open();
    const { path, result, estimate } = opened;
    const run = auditTable(result.table, result.facts, request, {
      path,
      get sha256() {
        return opened.sha256;
      },
      tick: (phase, what, done, total) => {
        this.#ticker.tick(phase, what, done, total);
      },
    });
    this.#learned.profiles = run.profiles;
    this.#learned.evidence = run.evidence;
    this.#learned.audited = run.report.source.sha256;
    delete this.#learned.selected;
    return estimate ? { ...run.report, estimate } : run.report;
  }

  /** A page of rows. @throws EngineError unknown-column; Cancelled */
  rows(selector: RowSelector, offset: number, limit: number): RowsPage {
    const { table } = this.#open().result;
    const key = JSON.stringify(selector);
    if (this.#learned.selected?.key !== key) {
      this.#ticker.begin('audit');
      const { profiles, evidence } = this.#learned;
      const tick = this.#ticker.for('audit', 'Finding rows');
      this.#learned.selected = { key, rows: selectRows(table, profiles, evidence, selector, tick) };
    }
    return pageOf(table, this.#learned.selected.rows, offset, limit);
  }

  /** The plan of a recipe, nothing written; what the last preview planned is kept. @throws EngineError, Cancelled */
  plan(recipe: Recipe): RecipeRun {
    this.#ticker.begin('profile', 'plan');
    return this.#preview(recipe, undefined).run;
  }

  /** What a recipe would do and the names it would write. @throws EngineError, Cancelled */
  preview(recipe: Recipe, out?: string): PreviewResult {
    this.#ticker.begin('profile', 'plan');
    return this.#preview(recipe, out).preview;
  }

  /**
   * Whether remedies help, by cross-validation; the usual ones when none is named. Nothing is written.
   * @throws EngineError, Cancelled
   */
  evaluate(request: EvaluationAsked): Evaluation {
    this.#refuseEstimate();
    const { result } = this.#open();
    this.#ticker.begin('profile', 'evaluate');
    const { table, facts } = result;
    const base = { ...this.#base(), facts };
    const roles = applyChoice(base.roles, request.roles, table.columns);
    const { columns, others } = featureColumns({ roles, profiles: base.profiles });
    const kinds = { numbers: columns.length, others: others.length };
    const candidates = request.candidates ?? usualCandidates(kinds);
    return evaluate(
      table,
      base,
      { ...request, candidates },
      { sha256: sha256Text, tick: this.#ticker.for('evaluate', 'Trying remedies') },
    );
  }

  /**
   * Writes a recipe's result beside the source; nothing appears unless all of it does.
   * @throws EngineError guard-blocked, source-changed, ragged-rows, disk-full, unwritable; Cancelled
   */
  apply(recipe: Recipe, options: ApplyOptions): ApplyResult {
    this.#ticker.begin('profile', 'plan', 'write');
    this.#refuseEstimate();
    this.#refuseChanged();
    for (let turn = 1; ; turn++) {
      const { run, preview } = this.#preview(recipe, options.out);
      refuseBlocked(run, recipe);
      try {
        this.#write(recipe, { run, preview }, options.token);
        return { written: preview.names, preview };
      } catch (error) {
        // Another program may have taken the names meanwhile: then the next ones are free.
        const taken = this.#preview(recipe, options.out).preview.names.path !== preview.names.path;
        if (!taken || turn === MOST_TURNS) throw error;
      }
    }
  }

  #write(recipe: Recipe, { run, preview }: Previewed, token: string): void {
    const { names } = preview;
    const job = this.#job(recipe, run, preview, this.#outputs(run, names));
    this.#group(pathsOf(names), token, (files) => {
      press(job, files, this.#ticker.for('write', 'Writing'));
    });
    this.#learned.applied = { key: JSON.stringify(recipe), names };
  }

  /**
   * Writes files for a training job from a recipe, beside the source; the recipe's own output is not written.
   * @throws EngineError unknown-exporter, guard-blocked, source-changed and what the exporter throws; Cancelled
   */
  export(recipe: Recipe, wanted: ExportChoice, options: ApplyOptions): ExportResult {
    this.#ticker.begin('profile', 'plan', 'write');
    this.#refuseEstimate();
    this.#refuseChanged();
    const { run, preview } = this.#preview(recipe, undefined);
    refuseBlocked(run, recipe);
    const { applied } = this.#learned;
    const known =
      wanted.written ?? (applied?.key === JSON.stringify(recipe) ? applied.names : undefined);
    const job = this.#job(recipe, run, known ? { ...preview, names: known } : preview, []);
    const made = prepareExport(job, wanted, {
      path: this.#open().path,
      ...this.#base(),
      recipeFile: wanted.recipeFile ?? (known ? basename(known.recipe) : null),
      tick: this.#ticker.for('write', 'Exporting'),
    });
    const source = pathsOf(preview.names)[0]!;
    const paths = exportPaths(
      {
        folder: dirname(source),
        name: basename(this.#open().path),
        id: wanted.exporter,
        ...options,
      },
      made,
    );
    this.#group(paths, options.token, (files) => {
      writeExport(made, paths, files);
    });
    return { files: paths, notices: made.notices };
  }

  /** Writes files that appear together or not at all, and only while the source is as it was read. */
  #group(paths: readonly string[], token: string, write: (files: AtomicFiles) => void): void {
    const files = new AtomicFiles(token);
    const folders = new Set(paths.map((path) => dirname(path)));
    const guards = [...folders].map((folder) => guardTemporaryFiles(folder, token));
    try {
      write(files);
      this.#refuseChanged();
      files.commit(this.#ticker.publish);
    } catch (error) {
      files.discard();
      throw error;
    } finally {
      for (const release of guards) release();
    }
  }

  #job(
    recipe: Recipe,
    { plan, roles }: RecipeRun,
    preview: PreviewResult,
    outputs: readonly PressOutput[],
  ): PressJob {
    const { sha256, result, parts } = this.#open();
    const steps = resolvedSteps(recipe);
    const { names } = preview;
    const listed = parts && { files: parts.list.map(({ name }) => name) };
    return { outputs, sha256, result, recipe, steps, roles, plan, preview, names, ...listed };
  }

  #outputs({ plan }: RecipeRun, names: WrittenPaths): PressOutput[] {
    const { codec, source, result, parts } = this.#open();
    if (parts) return outputsOf(this.#learned.previewed!.files, parts, names);
    const { path, removed: removedPath } = names;
    return [{ codec, source, result, plan, removed: plan.removed, path, removedPath }];
  }

  /** Lets go of the file and of all that was read. */
  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
    this.#learned = { evidence: new Map() };
  }

  /** The columns in file order. */
  get columns(): readonly { readonly name: string }[] {
    return this.#open().result.table.columns;
  }

  /** Of the source whose audit was finished and that is still open, hexadecimal; a later audit that was cancelled changes nothing. */
  get audited(): string | null {
    return this.#learned.audited ?? null;
  }

  /** Of the source's bytes, hexadecimal. */
  get sha256(): string {
    return this.#open().sha256;
  }

  #isOpen(asked: Asked): boolean {
    const opened = this.#opened;
    if (!opened || opened.estimate || !isDeepStrictEqual(opened.asked, asked)) return false;
    if (!opened.file) return opened.isFresh?.() ?? true;
    const now = stampOf(asked.ref.path);
    const { size, mtimeMs } = opened.file.stamp;
    return now?.size === size && now.mtimeMs === mtimeMs;
  }

  #refuseEstimate(): void {
    if (!this.#open().estimate) return;
    throw new EngineError('unreadable', 'Only the first rows were read.');
  }

  #open(): Opened {
    if (!this.#opened) throw new EngineError('unreadable', 'No dataset is open.');
    return this.#opened;
  }

  #preview(recipe: Recipe, out: string | undefined): NonNullable<Learned['previewed']> {
    const { path, codec, result, parts } = this.#open();
    const { table, facts } = result;
    if (parts && out !== undefined) {
      throw new EngineError(
        'bad-parameter',
        'Results of several files are written beside each of them: leave out the name of the output.',
      );
    }
    const key = JSON.stringify(recipe);
    const kept = this.#learned.previewed?.key === key ? this.#learned.previewed : undefined;
    const base = { ...this.#base(), facts };
    const run =
      kept?.run ??
      runRecipe(table, base, recipe, {
        sha256: sha256Text,
        tick: this.#planning('Planning', 0, PLANNED),
      });
    const figures =
      kept?.preview ?? previewRun(table, base, run, this.#planning('Counting', PLANNED, 1));
    const id = recipe.steps.at(-1)?.method ?? 'recipe';
    if (parts) {
      const files =
        kept?.files ?? plannedFiles(run.plan, parts, this.#ticker.for('plan', 'Parting'));
      const notices = [...run.plan.notices, ...noticesOf(files, parts)];
      const preview = { ...figures, notices, names: namesOfSeveral(files, parts, id) };
      return (this.#learned.previewed = { key, run, preview, files });
    }
    const removes = run.plan.removed.rows.length > 0;
    const { extension, notices } = outputForm(path, codec, result);
    const target = { source: path, id, removes, extension, ...(out !== undefined && { out }) };
    const preview = {
      ...figures,
      notices: [...run.plan.notices, ...notices],
      names: outputNames(target),
    };
    return (this.#learned.previewed = { key, run, preview, files: [] });
  }

  /** The tick for a part of planning, from one share of it to another. */
  #planning(what: string, from: number, to: number): (done: number, total: number) => void {
    return (done, total) => {
      this.#ticker.tick('plan', what, from + (to - from) * (total > 0 ? done / total : 0), 1);
    };
  }

  #base(): { profiles: readonly ColumnProfile[]; roles: Roles } {
    const { table } = this.#open().result;
    const profiles = (this.#learned.profiles ??= profileColumns(
      table,
      this.#ticker.for('profile', 'Typing columns'),
    ));
    const roles = (this.#learned.guessed ??= suggestRoles(table, profiles).roles);
    return { profiles, roles };
  }

  #refuseChanged(): void {
    refuseChanged(this.#open(), this.#ticker.for('write', 'Hashing'));
  }
}
