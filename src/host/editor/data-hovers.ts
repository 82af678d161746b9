import * as vscode from 'vscode';
import { tellingAt } from './cell-words';
import { marked } from '../asking/marked';
import type { Sessions } from '../sessions/sessions';
import { showsHovers } from '../settings';

/**
 * Tells in audited files of delimited text what is known of a column, at its name, and of a class, at the cells of the
 * label column. A hover takes one line apart; nothing is read.
 */
export class DataHovers implements vscode.Disposable, vscode.HoverProvider {
  readonly #sessions: Sessions;
  readonly #registered = vscode.languages.registerHoverProvider({ pattern: '**' }, this);

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  provideHover(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): vscode.Hover | undefined {
    const session = this.#sessions.get(document.uri);
    if (!session?.report || !showsHovers()) return undefined;
    const telling = tellingAt(session.report, line, document.lineAt(line).text, character);
    if (!telling) return undefined;
    const { stale } = session.snapshot;
    const old = stale ? [vscode.l10n.t('As audited at {0}; the file changed.', stale.audited)] : [];
    const { start, end } = telling.field;
    const text = marked([...telling.sentences, ...old], document.uri, [
      { title: vscode.l10n.t('Show Report'), command: 'ballast.showPanel' },
    ]);
    return new vscode.Hover(text, new vscode.Range(line, start, line, end));
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
