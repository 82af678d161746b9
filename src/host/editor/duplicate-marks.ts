import * as vscode from 'vscode';
import type { DuplicateEntry } from './duplicate-entries';
import { plain } from '../asking/notify';

const KINDS = ['contradictory', 'exact', 'near'] as const;
const COLOUR: Readonly<Record<DuplicateEntry['kind'], string>> = {
  contradictory: 'editorWarning.foreground',
  exact: 'editorInfo.foreground',
  near: 'editorInfo.foreground',
};
/** Written behind a row: its colour alone would say nothing. */
const WORD: Readonly<Record<DuplicateEntry['kind'], () => string>> = {
  contradictory: () => vscode.l10n.t('contradicts'),
  exact: () => vscode.l10n.t('copy'),
  near: () => vscode.l10n.t('nearly equal'),
};

/** Marks at the lines of repeated and contradictory rows, in every editor that shows their file. */
export class DuplicateMarks implements vscode.Disposable {
  readonly #types = new Map(KINDS.map((kind) => [kind, typeOf(kind)]));
  readonly #entries = new Map<string, readonly DuplicateEntry[]>();
  readonly #parts: vscode.Disposable;

  constructor() {
    this.#parts = vscode.Disposable.from(
      ...this.#types.values(),
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) this.#draw(editor);
      }),
    );
  }

  /** Whether any file has marks. */
  get any(): boolean {
    return this.#entries.size > 0;
  }

  set(uri: vscode.Uri, entries: readonly DuplicateEntry[]): void {
    this.#entries.set(uri.toString(), entries);
    this.#drawAll(uri);
  }

  delete(uri: vscode.Uri): void {
    if (this.#entries.delete(uri.toString())) this.#drawAll(uri);
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #drawAll(uri: vscode.Uri): void {
    const wanted = uri.toString();
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.toString() === wanted) this.#draw(editor);
  }

  #draw(editor: vscode.TextEditor): void {
    const entries = this.#entries.get(editor.document.uri.toString()) ?? [];
    for (const [kind, type] of this.#types)
      editor.setDecorations(
        type,
        entries
          .filter((entry) => entry.kind === kind)
          .map(({ line, message }) => ({
            range: editor.document.validateRange(new vscode.Range(line - 1, 0, line - 1, Infinity)),
            hoverMessage: plain(message),
          })),
      );
  }
}

function typeOf(kind: DuplicateEntry['kind']): vscode.TextEditorDecorationType {
  const colour = new vscode.ThemeColor(COLOUR[kind]);
  return vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    borderWidth: '0 0 0 2px',
    borderStyle: kind === 'near' ? 'dashed' : 'solid',
    borderColor: colour,
    overviewRulerColor: colour,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    after: {
      contentText: WORD[kind](),
      margin: '0 0 0 2em',
      color: new vscode.ThemeColor('editorCodeLens.foreground'),
    },
  });
}
