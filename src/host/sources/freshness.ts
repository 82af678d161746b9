import type * as vscode from 'vscode';
import type { PanelSnapshot } from '../../protocol/messages';
import { changedSince, hasUnsaved, type OnScreen, type Stamp } from './source';
import { watchSource } from './source-watch';

/** When the figures on screen were made and from what. */
interface Audited {
  readonly at: Date;
  readonly stamp: Stamp;
}

/** Whether the figures of a report still are those of the source, on disk and in the editor. */
export class Freshness implements vscode.Disposable {
  readonly #uri: vscode.Uri;
  readonly #changed: () => void;
  readonly #watch: vscode.Disposable;
  #audited: Audited | undefined;
  #changedAt: Date | undefined;
  #unsaved = false;

  /** `changed` is called when `stale` or `unsaved` differ from before. */
  constructor(uri: vscode.Uri, changed: () => void) {
    this.#uri = uri;
    this.#changed = changed;
    this.#watch = watchSource(uri, () => void this.#check());
  }

  /** Local times of the audit and of the change after it, or null. */
  get stale(): PanelSnapshot['stale'] {
    if (!this.#audited || !this.#changedAt) return null;
    return { changed: clock(this.#changedAt), audited: clock(this.#audited.at) };
  }

  /** The figures are from editor content that is on no disk yet. */
  get unsaved(): boolean {
    return this.#unsaved;
  }

  /** The figures are from editor content, saved meanwhile or not. */
  get fromEditor(): boolean {
    return this.#audited?.stamp.kind === 'editor';
  }

  /** A report was made from `source`, which was read at `at`. */
  set({ stamp, unsaved }: OnScreen, at: Date): void {
    this.#audited = { at, stamp };
    this.#changedAt = undefined;
    this.#unsaved = unsaved;
    void this.#check();
  }

  /** The source was seen to have changed. */
  markChanged(): void {
    this.#changedAt = new Date();
    this.#changed();
  }

  dispose(): void {
    this.#watch.dispose();
  }

  async #check(): Promise<void> {
    const audited = this.#audited;
    if (!audited) return;
    const changed = await changedSince(this.#uri, audited.stamp);
    if (this.#audited !== audited) return;
    const before = JSON.stringify([this.stale, this.#unsaved]);
    this.#unsaved = this.fromEditor && hasUnsaved(this.#uri);
    if (changed) this.#changedAt = new Date();
    if (JSON.stringify([this.stale, this.#unsaved]) !== before) this.#changed();
  }
}

/** Local time as HH:MM. */
function clock(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}
