import * as vscode from 'vscode';
import { REPORT_PANEL } from '../manifest/commands';
import { Panel, titleOf, type Show } from './panel';
import type { Reveal } from './reveal';
import type { Session } from './session';
import type { Sessions } from './sessions';

/** All report panels, one per source. Restores them after a reload of the window. */
export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #open = new Map<string, Panel>();
  readonly #sessions: Sessions;
  readonly #reveal: Reveal;
  readonly #extension: vscode.Uri;
  readonly #serializer: vscode.Disposable;

  constructor(sessions: Sessions, reveal: Reveal, extension: vscode.Uri) {
    this.#sessions = sessions;
    this.#reveal = reveal;
    this.#extension = extension;
    this.#serializer = vscode.window.registerWebviewPanelSerializer(REPORT_PANEL, this);
  }

  /** The panel in front, if one is. */
  get active(): Panel | undefined {
    return [...this.#open.values()].find((panel) => panel.active);
  }

  of(session: Session): Panel | undefined {
    return this.#open.get(session.uri.toString());
  }

  /** Shows the panel of a session: where it already is, else beside the editor. */
  show(session: Session, show?: Show): Panel {
    const open = this.of(session);
    if (open) {
      open.reveal(show);
      return open;
    }
    const panel = vscode.window.createWebviewPanel(REPORT_PANEL, titleOf(session), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: false,
    });
    return this.#adopt(panel, session, show);
  }

  /** The webview keeps the URI of its source; a panel without one has nothing to come back to. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = sourceOf(state);
    const session = uri && this.#sessions.open(uri);
    if (!session || this.of(session)) {
      panel.dispose();
      return Promise.resolve();
    }
    this.#adopt(panel, session);
    if (!session.report && !session.auditing) session.audit().catch(() => undefined);
    return Promise.resolve();
  }

  /** Closes the panel of a session. */
  close(session: Session): void {
    this.of(session)?.close();
  }

  dispose(): void {
    this.#serializer.dispose();
    for (const panel of [...this.#open.values()]) panel.dispose();
  }

  #adopt(webviewPanel: vscode.WebviewPanel, session: Session, show?: Show): Panel {
    const panel = new Panel(webviewPanel, session, this.#reveal, this.#extension, show);
    this.#open.set(session.uri.toString(), panel);
    panel.onDidDispose(() => {
      this.#open.delete(session.uri.toString());
      this.#sessions.leave(session);
    });
    return panel;
  }
}

function sourceOf(state: unknown): vscode.Uri | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? vscode.Uri.parse(state.uri) : undefined;
}
