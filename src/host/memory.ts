import type * as vscode from 'vscode';
import type { RoleChoice } from '../engine/roles';
import type { PanelSnapshot, ReadChoice } from '../protocol/messages';

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

  async keep(uri: vscode.Uri, remembered: Remembered): Promise<void> {
    await this.#store.update(key(uri), remembered);
  }
}

function key(uri: vscode.Uri): string {
  return `source:${uri.toString()}`;
}
