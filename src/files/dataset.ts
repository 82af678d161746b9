import type { AuditReport, AuditRequest } from '../engine/audit';
import { auditTable } from '../engine/table/audit-table';
import type { Evaluation } from '../engine/evaluation/evaluation';
import { EngineError } from '../engine/problems';
import type { Recipe } from '../engine/recipe/recipe';
import type { RecipeRun } from '../engine/recipe/run-recipe';
import type {
  ApplyResult,
  EvaluationAsked,
  MeasureAsked,
  Measurement,
  ExportChoice,
  ExportResult,
  Limits,
  PreviewResult,
  ReadChoice,
  RowSelector,
  RowsPage,
  SetAnswer,
  SetAsked,
  SetPage,
  SetsAsked,
  SourceRef,
} from '../protocol/messages';
import { openFirstRows, openWhole } from './reading/opened';
import { pageOf, selectRows } from './reading/row-pages';
import { evaluateRemedies } from './session/evaluating';
import { exportFiles } from './session/export-files';
import { measured } from './session/measuring';
import { planned } from './session/planning';
import { openedSet, pageOfSets, rowsOfSet } from './session/sets';
import { Subject } from './session/subject';
import { writeResult, type ApplyOptions } from './session/writing';
import { Ticker, type SessionShell } from './reading/ticker';
import { t } from '../engine/language';

/**
 * One dataset from opening to writing: the session that the worker and the command line both drive. It is synchronous;
 * every long step asks `shell.cancelled` and reports progress. Requests before `open` are refused with `unreadable`.
 */
export class Dataset {
  readonly #ticker: Ticker;
  #subject: Subject | undefined;

  constructor(shell: SessionShell = {}) {
    this.#ticker = new Ticker(shell);
  }

  /**
   * Reads a source. Opening it again reads again, unless neither it nor the choice changed. When it fails, what was
   * open before is closed. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
   */
  async open(ref: SourceRef, read: ReadChoice, limits: Limits = {}): Promise<void> {
    this.#ticker.begin('unpack', 'read', 'hash', 'profile', 'audit');
    const asked = { ref, read, limits };
    if (this.#subject?.answers(asked)) return;
    this.close();
    this.#subject = new Subject(await openWhole(asked, this.#ticker), this.#ticker);
  }

  /**
   * Reads the first rows of a source only, to be audited and shown until all of it was read; false, and nothing is
   * open, when all of it is read as fast. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
   */
  async openFirstRows(ref: SourceRef, read: ReadChoice, limits: Limits = {}): Promise<boolean> {
    this.#ticker.begin('read', 'profile', 'audit');
    this.close();
    const opened = await openFirstRows({ ref, read, limits }, this.#ticker);
    this.#subject = opened && new Subject(opened, this.#ticker);
    return opened !== undefined;
  }

  /** Runs the metrics; their evidence answers later `rows`. @throws EngineError, Cancelled */
  audit(request: AuditRequest): AuditReport {
    const subject = this.#open();
    const { opened } = subject;
    const { path, result, estimate } = opened;
    const run = auditTable(result.table, result.facts, request, {
      path,
      first: estimate !== undefined,
      get sha256() {
        return opened.sha256;
      },
      tick: (phase, what, done, total) => {
        this.#ticker.tick(phase, what, done, total);
      },
    });
    subject.profiles = run.profiles;
    subject.evidence = run.evidence;
    subject.audited = run.report.source.sha256;
    subject.settings = request.settings ?? {};
    subject.selected = undefined;
    subject.sets = undefined;
    return estimate ? { ...run.report, estimate } : run.report;
  }

  /** A page of rows. @throws EngineError unknown-column; Cancelled */
  rows(selector: RowSelector, offset: number, limit: number, characters?: number): RowsPage {
    const subject = this.#open();
    const { table } = subject.opened.result;
    const key = JSON.stringify(selector);
    if (subject.selected?.key !== key) {
      this.#ticker.begin('audit');
      const { profiles, evidence } = subject;
      const tick = this.#ticker.for('audit', t('Finding rows'));
      const rows =
        selector.kind === 'set'
          ? rowsOfSet(subject, selector)
          : selectRows(table, profiles, evidence, selector, tick);
      subject.selected = { key, rows };
    }
    return pageOf(table, subject.selected.rows, offset, limit, characters);
  }

  /** A page of all sets of rows of one kind. @throws EngineError; Cancelled */
  sets(asked: SetsAsked): SetPage {
    return pageOfSets(this.#open(), asked);
  }

  /** One of these sets, opened; null when the row is in none. @throws EngineError; Cancelled */
  set(asked: SetAsked): SetAnswer | null {
    return openedSet(this.#open(), asked);
  }

  /** One metric with other values. @throws EngineError unknown-metric, bad-parameter; Cancelled */
  measure(asked: MeasureAsked): Measurement {
    this.#ticker.begin('profile', 'audit');
    return measured(this.#open(), asked);
  }

  /** The plan of a recipe, nothing written; what the last preview planned is kept. @throws EngineError, Cancelled */
  plan(recipe: Recipe): RecipeRun {
    this.#ticker.begin('profile', 'plan');
    return planned(this.#open(), recipe).run;
  }

  /** What a recipe would do and the names it would write. @throws EngineError, Cancelled */
  preview(recipe: Recipe, out?: string): PreviewResult {
    this.#ticker.begin('profile', 'plan');
    return planned(this.#open(), recipe, out).preview;
  }

  /**
   * Whether remedies help, by cross-validation; the usual ones when none is named. Nothing is written.
   * @throws EngineError, Cancelled
   */
  evaluate(request: EvaluationAsked): Evaluation {
    const subject = this.#whole();
    this.#ticker.begin('profile', 'evaluate');
    return evaluateRemedies(subject, request);
  }

  /**
   * Writes a recipe's result beside the source; nothing appears unless all of it does.
   * @throws EngineError guard-blocked, source-changed, ragged-rows, disk-full, unwritable; Cancelled
   */
  apply(recipe: Recipe, options: ApplyOptions): ApplyResult {
    return writeResult(this.#unchanged(), recipe, options);
  }

  /**
   * Writes files for a training job from a recipe, beside the source; the recipe's own output is not written.
   * @throws EngineError unknown-exporter, guard-blocked, source-changed and what the exporter throws; Cancelled
   */
  export(recipe: Recipe, wanted: ExportChoice, options: ApplyOptions): ExportResult {
    return exportFiles(this.#unchanged(), recipe, wanted, options);
  }

  /** Lets go of the file and of all that was read. */
  close(): void {
    this.#subject?.opened.close();
    this.#subject = undefined;
  }

  /** The columns in file order. */
  get columns(): readonly { readonly name: string }[] {
    return this.#open().opened.result.table.columns;
  }

  /** Of the source whose audit was finished and that is still open, hexadecimal; a later audit that was cancelled changes nothing. */
  get audited(): string | null {
    return this.#subject?.audited ?? null;
  }

  /** Of the source's bytes, hexadecimal. */
  get sha256(): string {
    return this.#open().opened.sha256;
  }

  #open(): Subject {
    if (!this.#subject) throw new EngineError('unreadable', t('No dataset is open.'));
    return this.#subject;
  }

  /** What is open, all of it read. */
  #whole(): Subject {
    const subject = this.#open();
    subject.refuseEstimate();
    return subject;
  }

  /** What is open, all of it read and still so on disk: what may be written from. */
  #unchanged(): Subject {
    this.#ticker.begin('profile', 'plan', 'write');
    const subject = this.#whole();
    subject.refuseChanged();
    return subject;
  }
}
