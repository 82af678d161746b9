import type * as vscode from 'vscode';
import type { RoleChoice } from '../../engine/roles/roles';
import type { PanelSnapshot, ReadChoice, Run } from '../../protocol/messages';

/** What is remembered of a source between sessions of the editor. */
export interface Remembered {
  readonly roles: RoleChoice;
  readonly read: ReadChoice;
  readonly draft: PanelSnapshot['draft'];
}

const NOTHING: Remembered = { roles: {}, read: {}, draft: null };

/** Remembers choices per source, in the workspace's own storage and nowhere else. */
export class Memory {
  readonly #store: vscode.Memento;

  constructor(store: vscode.Memento) {
    this.#store = store;
  }

  of(uri: vscode.Uri): Remembered {
    return { ...NOTHING, ...this.#store.get<Partial<Remembered>>(key(uri)) };
  }

  /** The audits of a source, newest first. */
  runsOf(uri: vscode.Uri): readonly Run[] {
    return this.#store.get<readonly Run[]>(runsKey(uri), []);
  }

  async keepRuns(uri: vscode.Uri, runs: readonly Run[]): Promise<void> {
    await this.#store.update(runsKey(uri), runs);
  }

  /** The source last shown in a panel of that title. */
  shownAs(title: string): string | undefined {
    return this.#store.get<string>(panelKey(title));
  }

  /** The editor saves what a page remembers now and then only; this is saved at once. */
  async keepShown(title: string, uri: vscode.Uri): Promise<void> {
    await this.#store.update(panelKey(title), uri.toString());
  }

  async keep(uri: vscode.Uri, remembered: Remembered): Promise<void> {
    await this.#store.update(key(uri), remembered);
  }
}

function key(uri: vscode.Uri): string {
  return `source:${uri.toString()}`;
}

function runsKey(uri: vscode.Uri): string {
  return `runs:${uri.toString()}`;
}

function panelKey(title: string): string {
  return `panel:${title}`;
}
