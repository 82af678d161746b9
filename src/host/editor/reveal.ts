import * as vscode from 'vscode';
import { count } from '../../engine/words';
import { RequestFailed } from '../../protocol/endpoint';
import type { PanelRequests, RowSelector } from '../../protocol/messages';
import { revealFile, showChanges } from '../writing/after-writing';
import { showComparison, timeOf } from '../writing/compare-reports';
import { excerptText } from './excerpt-text';
import { lineOf, type Excerpts } from './excerpts';
import { openFile } from '../asking/notify';
import type { Session } from '../sessions/session';
import { notText } from './text-source';

type What = PanelRequests['reveal']['params'];

/** Rows listed in one excerpt. */
const EXCERPT_ROWS = 1000;
/** Characters of a cell that is compared: all that the worker gives of one. */
const CELL_CHARACTERS = 20_000;
/** Rows before and after the one asked for, when the file is too large for an editor. */
const AROUND = 50;
/** The editor keeps files above this from extensions (bytes). */
const EDITOR_LIMIT = 50 * 1024 * 1024;

/** Shows places of a source in the editor: one row, the rows of a finding, or a file that was written. */
export class Reveal {
  readonly #excerpts: Excerpts;

  constructor(excerpts: Excerpts) {
    this.#excerpts = excerpts;
  }

  /** Opens what was asked for, in a column other than the panel's. @throws RequestFailed */
  async show(session: Session, what: What, panel: vscode.ViewColumn | undefined): Promise<void> {
    const column = besides(panel, session.uri);
    switch (what.kind) {
      case 'row':
        await this.#row(session, what.row, what.line, column);
        break;
      case 'rows':
        await this.#rows(session, what.selector, column);
        break;
      case 'diff':
        await this.#compare(session, what.rows, what.column, column);
        break;
      case 'file':
        await openFile(written(session, what.path), column);
        break;
      case 'changes':
        await showChanges(session, written(session, what.path), { viewColumn: column });
        break;
      case 'runs':
        await this.#runs(session, what.before, what.after, column);
        break;
      case 'explorer':
        await revealFile(written(session, what.path));
        break;
    }
  }

  async #row(
    session: Session,
    row: number,
    known: number | undefined,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    const binary = notText(session);
    const document = binary === undefined ? await documentWithin(session.uri) : undefined;
    if (!document) {
      const why = binary ?? vscode.l10n.t('The file is too large for the editor.');
      await this.#around(session, row, why, viewColumn);
      return;
    }
    const line = known ?? (await lineOfRow(session, row));
    const at = document.validateRange(new vscode.Range(line - 1, 0, line - 1, Infinity));
    const editor = await vscode.window.showTextDocument(document, { viewColumn });
    editor.selection = new vscode.Selection(at.end, at.start);
    editor.revealRange(at, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** The rows around one, from the worker, and why they are not shown in the file itself. */
  async #around(
    session: Session,
    row: number,
    why: string,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    const first = Math.max(0, row - AROUND);
    const rows = Array.from({ length: row - first + AROUND + 1 }, (_, i) => first + i);
    const last = session.report ? session.report.source.rows : Infinity;
    const page = await session.ask('rows', {
      selector: { kind: 'rows', rows: rows.filter((each) => each < last) },
      offset: 0,
      limit: rows.length,
    });
    const reason = vscode.l10n.t('{0} These are the rows around the one asked for.', why);
    const line = page.rows.find((each) => each.row === row)?.line;
    await this.#open(session, { ...page, reason }, viewColumn, line);
  }

  async #rows(
    session: Session,
    selector: RowSelector,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    const page = await session.ask('rows', { selector, offset: 0, limit: EXCERPT_ROWS });
    await this.#open(session, page, viewColumn);
  }

  /** Two cells of a column, or all cells of two rows, as two texts; rows that are no longer there are not compared. */
  async #compare(
    session: Session,
    rows: readonly number[],
    column: number | null,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    const names = session.report?.columns.map((each) => each.name) ?? [];
    const page = await session.ask('rows', {
      selector: { kind: 'rows', rows },
      offset: 0,
      limit: rows.length,
      characters: CELL_CHARACTERS,
    });
    const texts = page.rows.map((row) => {
      const name = vscode.l10n.t('{0} line {1}', session.name, row.line) + '.txt';
      const text =
        column === null
          ? row.cells.map((cell, i) => `${names[i] ?? ''}: ${cell}\n`).join('')
          : (row.cells[column] ?? '');
      const excerpt = { text, source: session.uri, linked: false };
      return { line: row.line, named: [name, excerpt] as const };
    });
    const [before, after] = texts;
    if (!before || !after) return;
    const title = vscode.l10n.t(
      '{0}: line {1} ↔ line {2}',
      session.name,
      count(before.line),
      count(after.line),
    );
    const pair = [before.named, after.named] as const;
    await this.#excerpts.compare(title, pair, { viewColumn, preview: true });
  }

  async #runs(
    session: Session,
    before: number,
    after: number,
    viewColumn: vscode.ViewColumn,
  ): Promise<void> {
    const side = (wanted: number) => {
      const run = session.runs.find(({ at }) => at === wanted);
      const words = `${session.name} ${timeOf(wanted)}`;
      return run && { digest: run.digest, words, source: session.uri };
    };
    const [first, second] = [side(before), side(after)];
    if (first && second) await showComparison(this.#excerpts, first, second, { viewColumn });
  }

  async #open(
    session: Session,
    page: Parameters<typeof excerptText>[2],
    viewColumn: vscode.ViewColumn,
    line?: number,
  ): Promise<void> {
    const columns = session.report?.columns.map((column) => column.name) ?? [];
    const text = excerptText(session.name, columns, page);
    const name = vscode.l10n.t('{0} (rows)', session.name) + '.txt';
    const at = line === undefined ? -1 : lineOf(text, line);
    await this.#excerpts.show(
      name,
      { text, source: session.uri, linked: notText(session) === undefined },
      {
        viewColumn,
        preview: true,
        ...(at >= 0 && { selection: new vscode.Range(at, 0, at, Infinity) }),
      },
    );
  }
}

/** The document of a source, or undefined when it is above the editor's limit. */
async function documentWithin(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    if (uri.scheme === 'file' && (await vscode.workspace.fs.stat(uri)).size > EDITOR_LIMIT)
      return undefined;
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** The line that a row begins in; the first line when the row is gone. */
async function lineOfRow(session: Session, row: number): Promise<number> {
  const selector = { kind: 'rows', rows: [row] } as const;
  const { rows } = await session.ask('rows', { selector, offset: 0, limit: 1 });
  return rows[0]?.line ?? 1;
}

/** Only files of this session: the page may not name others. @throws RequestFailed */
function written(session: Session, path: string): string {
  if (session.files.of(path)) return path;
  const message = vscode.l10n.t('`{0}` was not written here.', path);
  throw new RequestFailed({ code: 'unreadable', message });
}

/** A column that is not the panel's: where the source is already open, else the first other one. */
function besides(panel: vscode.ViewColumn | undefined, source: vscode.Uri): vscode.ViewColumn {
  const wanted = source.toString();
  const groups = vscode.window.tabGroups.all.filter((group) => group.viewColumn !== panel);
  const holds = (group: vscode.TabGroup) =>
    group.tabs.some(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === wanted,
    );
  return (groups.find(holds) ?? groups[0])?.viewColumn ?? vscode.ViewColumn.Beside;
}
