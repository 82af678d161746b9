import * as vscode from 'vscode';
import { DATA_NAME } from '../../manifest/data-files';
import { ACTIVE_DATASET } from '../../manifest/commands';
import type { Panels } from '../panel/panels';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';

const DATA_FILE = new RegExp(DATA_NAME, 'i');

/** The data file in front; `session` when it was opened with Ballast. */
export interface InFront {
  readonly uri: vscode.Uri;
  readonly session: Session | undefined;
}

/**
 * Follows the data file in front: that of the active tab, be it the file itself in any editor or its report. Costs a
 * comparison when tabs change, and nothing else.
 */
export class ActiveDataset implements vscode.Disposable {
  readonly #sessions: Sessions;
  readonly #panels: Panels;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #parts: vscode.Disposable;
  #uri: vscode.Uri | undefined;
  /** Source and whether it was opened, as it was told last. */
  #told = '';

  /** Fired when another file is in front, and when what is known of the one in front changes. */
  readonly onDidChange = this.#changed.event;

  constructor(sessions: Sessions, panels: Panels) {
    this.#sessions = sessions;
    this.#panels = panels;
    const look = () => {
      this.#look();
    };
    this.#parts = vscode.Disposable.from(
      this.#changed,
      vscode.window.tabGroups.onDidChangeTabs(look),
      vscode.window.tabGroups.onDidChangeTabGroups(look),
      panels.onDidChangeActive(look),
      sessions.onDidChange((session) => {
        if (!session) look();
        else if (session.uri.toString() === this.#uri?.toString()) this.#tell();
      }),
    );
    this.#look();
  }

  get current(): InFront | undefined {
    return this.#uri && { uri: this.#uri, session: this.#sessions.get(this.#uri) };
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #look(): void {
    this.#uri = this.#panels.active?.session.uri ?? this.#inTab();
    if (this.#key !== this.#told) this.#tell();
  }

  get #key(): string {
    const { current } = this;
    return current ? `${current.session ? 'known' : 'new'} ${current.uri.toString()}` : 'none';
  }

  #tell(): void {
    this.#told = this.#key;
    const [state] = this.#told.split(' ', 1);
    void vscode.commands.executeCommand('setContext', ACTIVE_DATASET, state);
    this.#changed.fire();
  }

  /** The file of the active tab when it is a data file; versions of a file that an extension makes up are none. */
  #inTab(): vscode.Uri | undefined {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    const uri =
      input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
        ? input.uri
        : undefined;
    if (!uri) return undefined;
    if (this.#sessions.get(uri)) return uri;
    const isFile = vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
    return isFile && DATA_FILE.test(uri.path) ? uri : undefined;
  }
}
