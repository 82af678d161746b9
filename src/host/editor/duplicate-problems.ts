import * as vscode from 'vscode';
import type { AuditReport } from '../../engine/audit';
import { count } from '../../engine/words';
import { DUPLICATES_SHOWN } from '../../manifest/commands';
import { RequestFailed, toFailure } from '../../protocol/endpoint';
import { duplicateEntries, type DuplicateEntry } from './duplicate-entries';
import { DuplicateMarks } from './duplicate-marks';
import type { Log } from '../log';
import { plain } from '../asking/notify';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import { problemsOfDuplicates } from '../settings';
import { notText } from './text-source';

/**
 * Repeated and contradictory rows as entries of the Problems view and marks in open files: of every audited file when the
 * setting says so, else of those a command asked for. They leave when the file changes, and come back with its next audit.
 */
export class DuplicateProblems implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #log: Log;
  readonly #problems = vscode.languages.createDiagnosticCollection('ballast');
  readonly #marks = new DuplicateMarks();
  /** Reports by source, whose entries are shown or are being looked for. */
  readonly #shown = new Map<string, AuditReport>();
  /** Reports whose entries were hidden or whose lines are no longer those of the file. */
  readonly #past = new WeakSet<AuditReport>();
  readonly #asked = new Set<string>();
  readonly #parts: vscode.Disposable;

  constructor(sessions: Sessions, log: Log) {
    this.#sessions = sessions;
    this.#log = log;
    this.#parts = vscode.Disposable.from(
      this.#problems,
      this.#marks,
      sessions.onDidChange((session) => {
        if (session) this.#follow(session);
        else this.#forget();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#leave(document.uri);
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('ballast.problems'))
          for (const session of this.#sessions.all) this.#follow(session);
      }),
    );
  }

  /** Shows the rows of one source. @throws RequestFailed when its rows are no lines of text or it has changed */
  async show(session: Session): Promise<void> {
    const { report } = session;
    const why = notText(session);
    if (why !== undefined)
      throw new RequestFailed({
        code: 'unreadable',
        message: vscode.l10n.t('{0} Its rows are no lines.', why),
      });
    if (!report || session.snapshot.stale) {
      const message = vscode.l10n.t(
        '`{0}` has changed since it was audited. Audit it again.',
        session.name,
      );
      throw new RequestFailed({ code: 'source-changed', message });
    }
    this.#asked.add(session.uri.toString());
    this.#past.delete(report);
    await this.#list(session, report);
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  /** Takes all entries away, until they are asked for or their file is audited again. */
  hide(): void {
    this.#asked.clear();
    for (const key of [...this.#shown.keys()]) this.#leave(vscode.Uri.parse(key, true));
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #follow(session: Session): void {
    const { uri, report } = session;
    const wanted = problemsOfDuplicates() || this.#asked.has(uri.toString());
    if (!wanted || session.snapshot.stale) this.#clear(uri);
    else if (report && !this.#past.has(report) && !notText(session))
      this.#list(session, report).catch((error: unknown) => {
        const { code, message } = toFailure(error);
        if (code !== 'cancelled') this.#log.error(`${session.name}: ${message}`);
      });
  }

  /** Once for each report; what is found too late, because the file changed meanwhile, is dropped. */
  async #list(session: Session, report: AuditReport): Promise<void> {
    const key = session.uri.toString();
    if (this.#shown.get(key) === report) return;
    this.#shown.set(key, report);
    const isCurrent = () => this.#shown.get(key) === report;
    try {
      const { entries, rows } = await duplicateEntries(report, (asked) =>
        session.ask('rows', asked),
      );
      if (!isCurrent()) return;
      this.#problems.set(session.uri, problemsOf(session.uri, entries));
      this.#marks.set(session.uri, entries);
      this.#tellShown();
      const [some, all] = [count(entries.length), count(rows)];
      if (rows > entries.length)
        this.#log.info(`${session.name}: ${some} of ${all} repeated rows are listed as problems`);
    } catch (error) {
      if (isCurrent()) this.#shown.delete(key);
      throw error;
    }
  }

  /** Clears a source for as long as its report is the last. */
  #leave(uri: vscode.Uri): void {
    const report = this.#shown.get(uri.toString());
    if (report) this.#past.add(report);
    this.#clear(uri);
  }

  #clear(uri: vscode.Uri): void {
    if (!this.#shown.delete(uri.toString())) return;
    this.#problems.delete(uri);
    this.#marks.delete(uri);
    this.#tellShown();
  }

  /** Sources that left the list. */
  #forget(): void {
    const known = new Set(this.#sessions.all.map((session) => session.uri.toString()));
    for (const key of [...this.#shown.keys(), ...this.#asked]) {
      if (known.has(key)) continue;
      this.#asked.delete(key);
      this.#clear(vscode.Uri.parse(key, true));
    }
  }

  #tellShown(): void {
    void vscode.commands.executeCommand('setContext', DUPLICATES_SHOWN, this.#marks.any);
  }
}

const SEVERITY: Readonly<Record<DuplicateEntry['kind'], vscode.DiagnosticSeverity>> = {
  contradictory: vscode.DiagnosticSeverity.Warning,
  exact: vscode.DiagnosticSeverity.Information,
  near: vscode.DiagnosticSeverity.Information,
};

function problemsOf(uri: vscode.Uri, entries: readonly DuplicateEntry[]): vscode.Diagnostic[] {
  return entries.map(({ kind, line, message, others }) => {
    const problem = new vscode.Diagnostic(startOf(line), plain(message), SEVERITY[kind]);
    problem.source = 'Ballast';
    problem.code = kind;
    problem.relatedInformation = others
      .slice(0, MOST_RELATED)
      .map(
        (other) =>
          new vscode.DiagnosticRelatedInformation(
            new vscode.Location(uri, startOf(other)),
            vscode.l10n.t('the same set'),
          ),
      );
    return problem;
  });
}

/** Rows of a set that one entry leads to. */
const MOST_RELATED = 10;

/** The first character of a line: rows are long, and a wave under all of them would hide the text. */
function startOf(line: number): vscode.Range {
  return new vscode.Range(line - 1, 0, line - 1, 1);
}
