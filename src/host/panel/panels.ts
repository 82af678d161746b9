import * as vscode from 'vscode';
import { REPORT_PANEL } from '../../manifest/commands';
import type { Memory } from '../sessions/memory';
import { Panel, titleOf, type Show } from './panel';
import type { Reveal } from '../editor/reveal';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';

/** All report panels, one per source. Restores them after a reload of the window. */
export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #open = new Map<string, Panel>();
  readonly #sessions: Sessions;
  readonly #reveal: Reveal;
  readonly #extension: vscode.Uri;
  readonly #memory: Memory;
  readonly #serializer: vscode.Disposable;
  readonly #activeChanged = new vscode.EventEmitter<void>();

  /** Fired when another report, or none, is in front. */
  readonly onDidChangeActive = this.#activeChanged.event;

  constructor(sessions: Sessions, reveal: Reveal, memory: Memory, extension: vscode.Uri) {
    this.#sessions = sessions;
    this.#memory = memory;
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

  /** Shows the panel of a session: where it already is, else with the other reports, else beside the editor. */
  show(session: Session, show?: Show): Panel {
    const open = this.of(session);
    if (open) {
      open.reveal(show);
      return open;
    }
    const panel = vscode.window.createWebviewPanel(REPORT_PANEL, titleOf(session), {
      viewColumn: this.#column() ?? vscode.ViewColumn.Beside,
      preserveFocus: false,
    });
    return this.#adopt(panel, session, show);
  }

  /** Where reports are: "beside" a report would open one more column for every file. */
  #column(): vscode.ViewColumn | undefined {
    return [...this.#open.values()].find((panel) => panel.visible)?.column;
  }

  /** A panel whose source is not known any longer has nothing to come back to. */
  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const uri = sourceOf(state) ?? this.#memory.shownAs(panel.title);
    const session =
      uri === undefined ? undefined : this.#sessions.open(vscode.Uri.parse(uri, true));
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
    this.#activeChanged.dispose();
    for (const panel of [...this.#open.values()]) panel.dispose();
  }

  #adopt(webviewPanel: vscode.WebviewPanel, session: Session, show?: Show): Panel {
    const panel = new Panel(webviewPanel, session, this.#reveal, this.#extension, show);
    this.#open.set(session.uri.toString(), panel);
    void this.#memory.keepShown(webviewPanel.title, session.uri);
    webviewPanel.onDidChangeViewState(() => {
      this.#activeChanged.fire();
    });
    panel.onDidDispose(() => {
      this.#open.delete(session.uri.toString());
      this.#activeChanged.fire();
      this.#sessions.leave(session);
    });
    return panel;
  }
}

function sourceOf(state: unknown): string | undefined {
  if (typeof state !== 'object' || state === null || !('uri' in state)) return undefined;
  return typeof state.uri === 'string' ? state.uri : undefined;
}
