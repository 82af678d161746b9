import * as vscode from 'vscode';
import { BUSY } from '../../manifest/commands';
import { Session, type SessionParts } from './session';

/** Milliseconds. */
const MOMENT = 150;

/** All sessions by source, in the order in which they were opened. */
export class Sessions implements vscode.Disposable {
  readonly #parts: SessionParts;
  readonly #byUri = new Map<string, Session>();
  readonly #changed = new vscode.EventEmitter<Session | undefined>();
  #busyTimer: NodeJS.Timeout | undefined;
  readonly #started = new vscode.EventEmitter<Session>();

  /** Fired with the session that changed, or with undefined when the list did. */
  readonly onDidChange = this.#changed.event;
  /** Fired when a session starts to audit or to write. */
  readonly onDidStartWork = this.#started.event;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get all(): readonly Session[] {
    return [...this.#byUri.values()];
  }

  get(uri: vscode.Uri): Session | undefined {
    return this.#byUri.get(uri.toString());
  }

  /** The session of a source, a new one when there is none. */
  open(uri: vscode.Uri): Session {
    const known = this.get(uri);
    if (known) return known;
    const session = new Session(uri, this.#parts);
    this.#byUri.set(uri.toString(), session);
    session.onDidChange(() => {
      this.#changed.fire(session);
    });
    session.onDidChangeBusy(() => {
      if (session.busy) this.#started.fire(session);
      this.#showBusy();
    });
    this.#changed.fire(undefined);
    return session;
  }

  /** Called when a session's panel closed: a first audit stops, and a worker with nothing to do frees its memory. */
  leave(session: Session): void {
    if (!this.get(session.uri)) return;
    if (!session.report) this.remove(session);
    else void session.release();
  }

  /** Forgets a session and ends its worker. */
  remove(session: Session): void {
    if (!this.#byUri.delete(session.uri.toString())) return;
    session.dispose();
    this.#showBusy();
    this.#changed.fire(undefined);
  }

  dispose(): void {
    clearTimeout(this.#busyTimer);
    for (const session of this.#byUri.values()) session.dispose();
    this.#byUri.clear();
    this.#changed.dispose();
    this.#started.dispose();
  }

  /** Cancel is offered for what takes longer than a moment. */
  #showBusy(): void {
    clearTimeout(this.#busyTimer);
    const busy = this.all.some((session) => session.busy);
    this.#busyTimer = setTimeout(
      () => void vscode.commands.executeCommand('setContext', BUSY, busy),
      busy ? MOMENT : 0,
    );
  }
}
