import * as vscode from 'vscode';
import { STATUS_ITEM } from '../../manifest/commands';
import type { ActiveDataset } from './active-dataset';
import { headlineOf, TONE_ICON } from './headline';
import { marked } from '../asking/marked';
import { plain } from '../asking/notify';
import { showsStatus } from '../settings';
import { baseName } from '../sources/source';

/** Characters of the verdict that the status bar has room for. */
const ROOM = 44;

/** The verdict on the data file in front, in the status bar; a click opens its report. */
export class VerdictStatus implements vscode.Disposable {
  readonly #active: ActiveDataset;
  readonly #item = vscode.window.createStatusBarItem(
    STATUS_ITEM,
    vscode.StatusBarAlignment.Right,
    90,
  );
  readonly #parts: vscode.Disposable;

  constructor(active: ActiveDataset) {
    this.#active = active;
    this.#item.name = vscode.l10n.t('Verdict on the Dataset');
    const show = () => {
      this.#show();
    };
    this.#parts = vscode.Disposable.from(
      this.#item,
      active.onDidChange(show),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('ballast.statusBar')) show();
      }),
    );
    show();
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #show(): void {
    const { current } = this.#active;
    if (!current || !showsStatus()) {
      this.#item.hide();
      return;
    }
    const { uri, session } = current;
    const { tone, sentence, because } = headlineOf(session);
    const words = tone === 'unknown' ? vscode.l10n.t('Audit') : shortened(plain(sentence));
    const name = baseName(uri);
    this.#item.text = `$(${TONE_ICON[tone]}) ${words.replaceAll('$(', '$ (')}`;
    this.#item.tooltip = marked([`\`${name}\``, sentence, ...because], uri, [
      { title: vscode.l10n.t('Show Report'), command: 'ballast.showPanel' },
      { title: vscode.l10n.t('Balance...'), command: 'ballast.balance' },
    ]);
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Ballast: {0}: {1}', name, plain(sentence)),
    };
    this.#item.backgroundColor =
      tone === 'error' || tone === 'failed'
        ? new vscode.ThemeColor('statusBarItem.errorBackground')
        : undefined;
    this.#item.command = {
      command: 'ballast.showPanel',
      title: vscode.l10n.t('Show Report'),
      arguments: [uri],
    };
    this.#item.show();
  }
}

function shortened(text: string): string {
  const points = [...text];
  return points.length > ROOM ? `${points.slice(0, ROOM - 1).join('')}…` : text;
}
