import * as vscode from 'vscode';
import type { AuditReport } from '../../engine/audit';
import type { Recipe } from '../../engine/recipe/recipe';
import type { RoleChoice } from '../../engine/roles/roles';
import { many } from '../../engine/words';
import { RequestFailed, toFailure } from '../../protocol/endpoint';
import type {
  ApplyResult,
  ExportChoice,
  ExportResult,
  Limits,
  MetricSettings,
  PanelSnapshot,
  Progress,
  ReadChoice,
  ReportExtension,
  Run,
  WorkerRequests,
  WrittenPaths,
} from '../../protocol/messages';
import { EngineClient } from './engine-client';
import type { Log } from '../log';
import type { Memory } from './memory';
import { Running } from '../panel/running';
import { FirstRows } from '../panel/first-rows';
import { Freshness } from '../sources/freshness';
import { withRun } from './history';
import { baseName, onScreen, placeOf } from '../sources/source';
import { notText } from '../editor/text-source';
import { WrittenFiles } from '../writing/written-files';

/** What a session takes from the host. */
export interface SessionParts {
  readonly workerPath: string;
  readonly memory: Memory;
  readonly log: Log;
  /** Settings of metrics, read when an audit starts. */
  metricSettings(): MetricSettings;
  /** What reading may use, read when an audit starts. */
  limits(): Limits;
}

/** Requests that change nothing. */
export type Question =
  'rows' | 'sets' | 'set' | 'measure' | 'preview' | 'evaluate' | 'exporters' | 'methods';

/** While first figures are on screen, these are about the rows that they are of. */
const OF_WHAT_IS_SHOWN: readonly Question[] = ['rows', 'sets', 'set'];

/**
 * One source and all that is known of it: its worker, its last report, the user's choices, and whether the file has
 * changed since. The panel and the tree view are two looks at it.
 */
export class Session implements vscode.Disposable {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly #parts: SessionParts;
  readonly #engine: EngineClient;
  readonly #firstRows: FirstRows;
  readonly #freshness: Freshness;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #progressed = new vscode.EventEmitter<Progress>();
  readonly #running = new Running();
  /** What was written from this source. */
  readonly files = new WrittenFiles();
  #auditing: AbortController | undefined;
  #state: PanelSnapshot['state'] = { kind: 'cancelled' };
  #report: AuditReport | undefined;
  #runs: readonly Run[];
  #roles: RoleChoice;
  #read: ReadChoice;
  #draft: PanelSnapshot['draft'];

  /** Fired when a snapshot would differ. */
  readonly onDidChange = this.#changed.event;
  /** Fired when work starts or the last of it ends. */
  readonly onDidChangeBusy = this.#running.onDidChangeBusy;
  /** Fired at most ten times a second while the worker is busy. */
  readonly onDidProgress = this.#progressed.event;

  constructor(uri: vscode.Uri, parts: SessionParts) {
    this.uri = uri;
    this.name = baseName(uri);
    this.#parts = parts;
    ({ roles: this.#roles, read: this.#read, draft: this.#draft } = parts.memory.of(uri));
    this.#runs = parts.memory.runsOf(uri);
    this.#engine = new EngineClient({
      workerPath: parts.workerPath,
      onProgress: (progress) => {
        this.#progress(progress);
      },
      onDeath: (failure) => {
        parts.log.error(`${this.name}: ${failure.message}`);
      },
    });
    this.#firstRows = new FirstRows(parts.workerPath);
    this.#freshness = new Freshness(uri, () => {
      this.#changed.fire();
    });
  }

  /** The last report of all rows, whatever is running now. */
  get report(): AuditReport | undefined {
    return this.#report;
  }

  /** The last audits of all rows, newest first; those of earlier windows too. */
  get runs(): readonly Run[] {
    return this.#runs;
  }

  get roles(): RoleChoice {
    return this.#roles;
  }

  get written(): readonly WrittenPaths[] {
    return this.files.all;
  }

  /** Whether source and result are texts that the editor can set side by side, unless they are too large. */
  get canShowChanges(): boolean {
    return notText(this) === undefined;
  }

  /** Whether the worker has something to do for this source. */
  get busy(): boolean {
    return this.#running.busy;
  }

  get auditing(): boolean {
    return this.#auditing !== undefined;
  }

  /** Everything a panel shows that was just opened. */
  get snapshot(): PanelSnapshot {
    return {
      uri: this.uri.toString(),
      name: this.name,
      path: this.uri.scheme === 'file' ? this.uri.fsPath : this.uri.toString(true),
      unsaved: this.#freshness.unsaved,
      stale: this.#freshness.stale,
      state: this.#state,
      roles: this.#roles,
      read: this.#read,
      draft: this.#draft,
      written: this.written,
      runs: this.#runs,
    };
  }

  /**
   * Reads the source as it is on screen and audits it; an audit that is running is cancelled. Choices not given stay.
   * @throws RequestFailed
   */
  async audit(
    choice: { readonly roles?: RoleChoice; readonly read?: ReadChoice } = {},
    signal?: AbortSignal,
  ): Promise<AuditReport> {
    this.#auditing?.abort();
    if (choice.roles) this.#roles = choice.roles;
    if (choice.read) this.#read = choice.read;
    this.#remember();
    return await this.#run(signal, async (running) => {
      this.#auditing = running;
      this.#enter({ kind: 'loading', progress: null });
      try {
        const report = await this.#auditOnScreen(running.signal, choice.roles === undefined);
        if (this.#auditing === running) this.#enter({ kind: 'report', report });
        return report;
      } catch (error) {
        if (this.#auditing === running) this.#enter(this.#afterFailure(error));
        throw error;
      } finally {
        if (this.#auditing === running) {
          this.#auditing = undefined;
          this.#firstRows.close();
        }
      }
    });
  }

  /** The report on screen, or that of a first audit. @throws RequestFailed */
  async audited(signal?: AbortSignal): Promise<AuditReport> {
    return this.#report ?? (await this.audit({}, signal));
  }

  /** What is answered from what is open, or is known of the engine; nothing changes. @throws RequestFailed */
  async ask<R extends Question>(
    question: R,
    asked: WorkerRequests[R]['params'],
    signal?: AbortSignal,
  ): Promise<WorkerRequests[R]['answer']> {
    const shown = OF_WHAT_IS_SHOWN.includes(question) ? this.#firstRows.shown : undefined;
    const engine = shown ?? this.#engine;
    return await this.#run(signal, (running) => engine.request(question, asked, running.signal));
  }

  /** Writes what the recipe makes beside the source; unsaved content must be saved first. @throws RequestFailed */
  async apply(recipe: Recipe, signal?: AbortSignal): Promise<ApplyResult> {
    if (this.#freshness.fromEditor) await this.audit({}, signal);
    const result = await this.#run(signal, (running) =>
      this.#engine.request('apply', { recipe }, running.signal),
    );
    await this.files.add(result.written);
    this.#parts.log.info(`${this.name}: wrote ${result.written.path}`);
    this.#changed.fire();
    return result;
  }

  /** Deletes the files of a result. */
  async undo(written: WrittenPaths): Promise<void> {
    await this.files.delete(written);
    this.#parts.log.info(`${this.name}: deleted ${written.path}`);
    this.#changed.fire();
  }

  /** Writes files for a training job; unsaved content must be saved first. @throws RequestFailed */
  async export(
    asked: ExportChoice & { readonly recipe: Recipe },
    signal?: AbortSignal,
  ): Promise<ExportResult> {
    if (this.#freshness.fromEditor) await this.audit({}, signal);
    const result = await this.#run(signal, (running) =>
      this.#engine.request('export', asked, running.signal),
    );
    this.#parts.log.info(`${this.name}: exported ${result.files.join(', ')}`);
    return result;
  }

  /** Writes a report beside the source; resolves to its path. @throws RequestFailed */
  async saveReport(report: AuditReport, extension: ReportExtension): Promise<string> {
    const asked = { ...(await placeOf(this.uri)), extension, report };
    const { path } = await this.#engine.request('saveReport', asked);
    this.#parts.log.info(`${this.name}: saved ${path}`);
    return path;
  }

  /** Remembers the form of the panel. */
  keepDraft(draft: NonNullable<PanelSnapshot['draft']>): void {
    this.#draft = draft;
    this.#remember();
  }

  /** Resolves when nothing runs for this source. */
  idle(): Promise<void> {
    return this.#running.idle();
  }

  /** Stops everything that runs for this source. */
  cancel(): void {
    this.#running.cancel();
  }

  /** Frees the worker's memory once nothing runs; the report stays, and the next request reads the source again. */
  async release(): Promise<void> {
    if (!this.busy) await this.#engine.release();
  }

  dispose(): void {
    this.cancel();
    this.#firstRows.close();
    this.#freshness.dispose();
    // The listeners of what was running hear its end first.
    void this.#engine.release().then(() => {
      this.#changed.dispose();
      this.#progressed.dispose();
      this.#running.dispose();
    });
  }

  async #auditOnScreen(signal: AbortSignal, mayForget: boolean): Promise<AuditReport> {
    const source = await onScreen(this.uri);
    const at = new Date();
    const params = () => ({
      source: source.ref,
      read: this.#read,
      roles: this.#roles,
      settings: this.#parts.metricSettings(),
      limits: this.#parts.limits(),
    });
    const ask = () => this.#engine.request('audit', params(), signal);
    await this.#firstRows.open(source, params(), signal, (report) => {
      if (this.#state.kind !== 'loading' || signal.aborted) return false;
      this.#enter({ kind: 'report', report, reading: { progress: this.#state.progress } });
      return true;
    });
    const report = await ask().catch(async (error: unknown) => {
      // Remembered roles may name columns that the file has no longer: then they are guessed anew.
      if (!mayForget || toFailure(error).code !== 'unknown-column') throw error;
      this.#roles = {};
      return await ask();
    });
    if (signal.aborted)
      throw new RequestFailed({ code: 'cancelled', message: vscode.l10n.t('Cancelled.') });
    this.#report = report;
    this.#runs = withRun(this.#runs, report, at.getTime());
    void this.#parts.memory.keepRuns(this.uri, this.#runs);
    this.#freshness.set(source, at);
    const { rows } = report.source;
    this.#parts.log.info(
      `${this.name}: audited, ${many(rows, 'row')}, ${Date.now() - at.getTime()} ms`,
    );
    return report;
  }

  /** A cancelled audit goes back to the report before it, when there is one. */
  #afterFailure(error: unknown): PanelSnapshot['state'] {
    const failure = toFailure(error);
    if (failure.code !== 'cancelled') return { kind: 'failed', failure };
    return this.#report ? { kind: 'report', report: this.#report } : { kind: 'cancelled' };
  }

  async #run<T>(
    signal: AbortSignal | undefined,
    work: (running: AbortController) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#running.run(signal, work);
    } catch (error) {
      if (toFailure(error).code === 'source-changed') this.#freshness.markChanged();
      throw error;
    }
  }

  #enter(state: PanelSnapshot['state']): void {
    this.#state = state;
    this.#changed.fire();
  }

  #progress(progress: Progress): void {
    if (this.#state.kind === 'loading') this.#state = { kind: 'loading', progress };
    else if (this.#state.kind === 'report' && this.#state.reading)
      this.#state = { ...this.#state, reading: { progress } };
    this.#progressed.fire(progress);
  }

  #remember(): void {
    const { memory } = this.#parts;
    void memory.keep(this.uri, { roles: this.#roles, read: this.#read, draft: this.#draft });
  }
}
