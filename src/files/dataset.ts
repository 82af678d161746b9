import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AuditReport, AuditRequest } from '../engine/audit';
import { auditTable } from '../engine/audit-table';
import { usualCandidates } from '../engine/evaluation/candidates';
import { evaluate } from '../engine/evaluation/evaluate';
import type { Evaluation } from '../engine/evaluation/evaluation';
import type { Evidence } from '../engine/metric';
import { methodOf } from '../engine/methods';
import { featureColumns } from '../engine/methods/resample/numeric-features';
import { EngineError } from '../engine/problems';
import { previewRun } from '../engine/preview-run';
import { profileColumns } from '../engine/profile-columns';
import type { ColumnProfile } from '../engine/profile';
import type { Recipe } from '../engine/recipe';
import { applyChoice, type Roles } from '../engine/roles';
import { blockedBy, runRecipe, type RecipeRun } from '../engine/run-recipe';
import { SHARED_PARAMS } from '../engine/shared-params';
import { suggestRoles } from '../engine/suggest-roles';
import { resolveValues } from '../engine/values';
import type { Values } from '../engine/params';
import { pathsOf } from '../engine/written-paths';
import type {
  ApplyResult,
  EvaluationAsked,
  Limits,
  PreviewResult,
  ReadChoice,
  RowSelector,
  RowsPage,
  SourceRef,
  WrittenPaths,
} from '../protocol/messages';
import { AtomicFiles } from './atomic';
import { openFile, type FileSource } from './file-source';
import { sha256OfSource, sha256Text } from './hash';
import { guardTemporaryFiles } from './janitor';
import { openFirstRows, openWhole, type Asked, type Opened } from './opened';
import { outputForm } from './output-form';
import { outputNames } from './output-names';
import { press, type PressOutput } from './press';
import { pageOf, selectRows } from './row-pages';
import {
  namesOfSeveral,
  noticesOf,
  outputsOf,
  plannedFiles,
  type PlannedFile,
} from './several/outputs';
import { Ticker, type SessionShell } from './ticker';

/** Where and how to write; `token` marks this session's temporary files, so that another can clear them. */
export interface ApplyOptions {
  readonly token: string;
  /** Path of the output; `<stem>.<id>.<ext>` beside the source when absent. */
  readonly out?: string;
}

/** Programs that write beside the same source at the same time take names from each other at most this often. */
const MOST_TURNS = 20;

/** What was worked out about the table; each part on first use. */
interface Learned {
  profiles?: readonly ColumnProfile[];
  guessed?: Roles;
  evidence: ReadonlyMap<string, Evidence>;
  selected?: { readonly key: string; readonly rows: Evidence };
  previewed?: {
    readonly key: string;
    readonly run: RecipeRun;
    readonly preview: PreviewResult;
    /** What becomes of each of several files. */
    readonly files: readonly PlannedFile[];
  };
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
    const { result, estimate } = this.#open();
    if (estimate) throw new EngineError('unreadable', 'Only the first rows were read.');
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
    const { estimate } = this.#open();
    if (estimate) throw new EngineError('unreadable', 'Only the first rows were read.');
    this.#refuseChanged(this.#open());
    for (let turn = 1; ; turn++) {
      const { run, preview } = this.#preview(recipe, options.out);
      refuseBlocked(run, recipe);
      try {
        this.#write(recipe, run, preview, options.token);
        return { written: preview.names, preview };
      } catch (error) {
        // Another program may have taken the names meanwhile: then the next ones are free.
        const taken = this.#preview(recipe, options.out).preview.names.path !== preview.names.path;
        if (!taken || turn === MOST_TURNS) throw error;
      }
    }
  }

  #write(recipe: Recipe, run: RecipeRun, preview: PreviewResult, token: string): void {
    const opened = this.#open();
    const { names } = preview;
    const files = new AtomicFiles(token);
    const folders = new Set(pathsOf(names).map((path) => dirname(path)));
    const guards = [...folders].map((folder) => guardTemporaryFiles(folder, token));
    try {
      const { sha256, result } = opened;
      const { plan, roles } = run;
      const steps = resolvedSteps(recipe);
      const outputs = this.#outputs(run, names);
      const listed = opened.parts && { files: opened.parts.list.map(({ name }) => name) };
      const job = {
        outputs,
        sha256,
        result,
        recipe,
        steps,
        roles,
        plan,
        preview,
        names,
        ...listed,
      };
      press(job, files, this.#ticker.for('write', 'Writing'));
      this.#refuseChanged(opened);
      files.commit(this.#ticker.publish);
    } catch (error) {
      files.discard();
      throw error;
    } finally {
      for (const release of guards) release();
    }
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
        tick: this.#ticker.for('plan', 'Planning'),
      });
    const figures =
      kept?.preview ?? previewRun(table, base, run, this.#ticker.for('plan', 'Counting'));
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

  #base(): { profiles: readonly ColumnProfile[]; roles: Roles } {
    const { table } = this.#open().result;
    const profiles = (this.#learned.profiles ??= profileColumns(
      table,
      this.#ticker.for('profile', 'Typing columns'),
    ));
    const roles = (this.#learned.guessed ??= suggestRoles(table, profiles).roles);
    return { profiles, roles };
  }

  #refuseChanged(opened: Opened): void {
    for (const part of opened.parts?.list ?? []) this.#refuseChanged(part.opened);
    const { path, file } = opened;
    if (!file) return;
    const now = stampOf(path);
    if (now?.size === file.stamp.size) {
      if (now.mtimeMs === file.stamp.mtimeMs) return;
      const again = openFile(path);
      try {
        if (sha256OfSource(again, this.#ticker.for('write', 'Hashing')) === opened.sha256) return;
      } finally {
        again.close();
      }
    }
    const what = now
      ? 'changed since it was read. Audit it again'
      : 'is no longer there. Put it back';
    throw new EngineError(
      'source-changed',
      `\`${basename(path)}\` ${what}, then repeat this step.`,
    );
  }
}

/** Size and time of a file; undefined when it is gone. */
function stampOf(path: string): FileSource['stamp'] | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { size: found.size, mtimeMs: found.mtimeMs };
}

/** The steps with every parameter's value. @throws EngineError unknown-method, bad-parameter */
export function resolvedSteps(recipe: Recipe): { method: string; values: Values }[] {
  return recipe.steps.map(({ method, values }) => {
    const { params } = methodOf(method);
    return { method, values: resolveValues([...params, ...SHARED_PARAMS], values) };
  });
}

function refuseBlocked({ plan }: RecipeRun, recipe: Recipe): void {
  const [blocked] = blockedBy(plan, recipe);
  if (!blocked) return;
  throw new EngineError(
    'guard-blocked',
    `${blocked.title} ${blocked.message} To write anyway, override ${blocked.code}.`,
  );
}
