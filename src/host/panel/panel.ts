import * as vscode from 'vscode';
import type { Recipe } from '../../engine/recipe/recipe';
import { RequestFailed, Endpoint, type Answers } from '../../protocol/endpoint';
import type { PanelEvents, PanelRequests, PanelSnapshot } from '../../protocol/messages';
import { webviewPort } from '../../protocol/ports';
import { commandLine } from './command-line';
import { tellWritten, undoWrite } from '../writing/after-writing';
import { tellExported } from '../asking/notify';
import { panelHtml } from './panel-html';
import type { Reveal } from '../editor/reveal';
import type { Session } from '../sessions/session';
import { severalPaths } from '../sources/several';
import { saveBeforeApply } from '../sources/save-first';

type None = Record<never, never>;
/** What to show first. */
export type Show = NonNullable<PanelSnapshot['show']>;

/**
 * The report panel of one session. A page lives only while the panel is visible; each page has a wire of its own, so
 * that an answer for an old page never reaches a new one, and is told nothing before it has asked to open.
 */
export class Panel implements vscode.Disposable {
  readonly session: Session;
  readonly #panel: vscode.WebviewPanel;
  readonly #reveal: Reveal;
  readonly #parts: vscode.Disposable[] = [];
  #wire: Endpoint<None, PanelRequests, PanelEvents, None> | undefined;
  #ready = false;
  #alive = true;
  #show: Show | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    session: Session,
    reveal: Reveal,
    extension: vscode.Uri,
    show?: Show,
  ) {
    this.#panel = panel;
    this.session = session;
    this.#reveal = reveal;
    this.#show = show;
    panel.title = titleOf(session);
    panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'icon.png');
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extension, folder)),
    };
    this.#parts.push(
      panel.onDidDispose(() => {
        this.dispose();
      }),
      panel.onDidChangeViewState(() => {
        if (panel.visible && !this.#wire) this.#connect();
        if (!panel.visible) this.#disconnect();
      }),
      session.onDidChange(() => {
        this.#sendSnapshot();
      }),
      session.onDidProgress((progress) => {
        if (this.#ready) this.#wire?.send('progress', progress);
      }),
    );
    this.#connect();
    panel.webview.html = panelHtml(panel.webview, extension, titleOf(session));
  }

  get visible(): boolean {
    return this.#alive && this.#panel.visible;
  }

  get active(): boolean {
    return this.#alive && this.#panel.active;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  onDidDispose(listener: () => void): vscode.Disposable {
    return this.#panel.onDidDispose(listener);
  }

  /** Brings the panel to the front where it is, on the given part. */
  reveal(show?: Show): void {
    if (show) this.#show = show;
    this.#panel.reveal(undefined, false);
    if (show) this.#sendSnapshot();
  }

  /** Closes the tab. */
  close(): void {
    this.#panel.dispose();
  }

  /** Lets go of the tab without closing it: a tab that is open when the window reloads comes back. */
  dispose(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#disconnect();
    for (const part of this.#parts) part.dispose();
  }

  #connect(): void {
    this.#wire = new Endpoint<None, PanelRequests, PanelEvents, None>(
      webviewPort(this.#panel.webview),
      this.#answers(),
    );
  }

  #disconnect(): void {
    this.#ready = false;
    this.#wire?.close();
    this.#wire = undefined;
  }

  #sendSnapshot(): void {
    if (this.#ready) this.#wire?.send('snapshot', this.#snapshot());
  }

  /** What to show first is said once. */
  #snapshot(): PanelSnapshot {
    const show = this.#show;
    this.#show = undefined;
    return show ? { ...this.session.snapshot, show } : this.session.snapshot;
  }

  #answers(): Answers<PanelRequests> {
    const { session } = this;
    return {
      open: () => {
        this.#ready = true;
        return this.#snapshot();
      },
      audit: async (choice, signal) => {
        await session.audit(choice, ofThePage(signal)).catch(() => undefined);
        return session.snapshot;
      },
      rows: (page, signal) => session.ask('rows', page, signal),
      sets: (asked, signal) => session.ask('sets', asked, signal),
      set: (asked, signal) => session.ask('set', asked, signal),
      measure: (asked, signal) => session.ask('measure', asked, signal),
      preview: (asked, signal) => session.ask('preview', asked, signal),
      evaluate: (asked, signal) => session.ask('evaluate', asked, signal),
      apply: async ({ recipe }, signal) => {
        await saveBeforeApply(session);
        const result = await session.apply(recipe, ofThePage(signal));
        void tellWritten(session, result.written);
        return result;
      },
      export: async (asked, signal) => {
        await saveBeforeApply(session);
        const result = await session.export(asked, ofThePage(signal));
        void tellExported(result);
        return result;
      },
      reveal: async (what) => {
        await this.#reveal.show(session, what, this.#panel.viewColumn);
        return null;
      },
      undo: async ({ path }) => {
        const written = session.files.of(path);
        return written !== undefined && (await undoWrite(session, written));
      },
      copyCommand: async ({ recipe }) => {
        await vscode.env.clipboard.writeText(commandOf(session, recipe));
        return null;
      },
      cancel: () => {
        session.cancel();
        return null;
      },
      draft: (draft) => {
        session.keepDraft(draft);
        return null;
      },
    };
  }
}

/** The name of the panel's tab. */
export function titleOf(session: Session): string {
  return vscode.l10n.t('Report {0}', session.name);
}

function commandOf(session: Session, recipe: Recipe): string {
  const { path, read, written } = session.snapshot;
  return commandLine({
    files: severalPaths(session.uri) ?? [path],
    read,
    recipe,
    recipeFile: written.at(-1)?.recipe,
  });
}

/**
 * The user's cancel and nothing else: an audit or a file being written goes on when its page is merely hidden (the wire
 * then closes with RequestFailed as the reason).
 */
function ofThePage(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  signal.addEventListener(
    'abort',
    () => {
      if (!(signal.reason instanceof RequestFailed)) controller.abort(signal.reason);
    },
    { once: true },
  );
  return controller.signal;
}
