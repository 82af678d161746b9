import * as vscode from 'vscode';
import { many } from '../../engine/words';
import type { CommandId } from '../../manifest/commands';
import { headlineOf, TONE_ICON } from '../views/headline';
import { plain } from '../asking/notify';
import type { Sessions } from '../sessions/sessions';
import { showsLenses } from '../settings';
import { notText } from './text-source';

const FIRST_LINE = new vscode.Range(0, 0, 0, 0);

/** The verdict and what to do about it, above the first line of audited text files. */
export class FirstLineLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #sessions: Sessions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #parts: vscode.Disposable;

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
    this.#parts = vscode.Disposable.from(
      this.#changed,
      vscode.languages.registerCodeLensProvider({ pattern: '**' }, this),
      sessions.onDidChange(() => {
        this.#changed.fire();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('ballast.codeLens')) this.#changed.fire();
      }),
    );
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const session = this.#sessions.get(uri);
    const report = session?.report;
    if (!report || notText(session) !== undefined || !showsLenses()) return [];
    const { tone, sentence } = headlineOf(session);
    const icon = tone === 'busy' ? '' : `$(${TONE_ICON[tone]}) `;
    const size = `${many(report.source.rows, 'row')}, ${many(report.columns.length, 'column')}`;
    const lens = (title: string, command: CommandId) =>
      new vscode.CodeLens(FIRST_LINE, { title, command, arguments: [uri] });
    return [
      lens(`${icon}${plain(sentence).replaceAll('$(', '$ (')} · ${size}`, 'ballast.showPanel'),
      lens(vscode.l10n.t('Balance...'), 'ballast.balance'),
      ...(session.snapshot.stale ? [lens(vscode.l10n.t('Audit Again'), 'ballast.refresh')] : []),
    ];
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
