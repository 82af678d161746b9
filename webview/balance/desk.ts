import type { Recipe } from '../../src/engine/recipe/recipe';
import type { PreviewResult, WireFailure } from '../../src/protocol/messages';
import type { Host } from '../host';
import { failureOf, wasCancelled } from '../failures';
import { EMPTY, sameRecipe, type Draft } from './draft';
import { NO_EXPORT, type ExportState } from './export-state';

/** What the preview shows. The last result stays, dimmed, until the next one is there. */
export interface PreviewState {
  readonly result: PreviewResult | null;
  /** The draft `result` belongs to. */
  readonly of: Draft | null;
  readonly running: boolean;
  readonly failure: WireFailure | null;
}

/** Whether a file is being written, was refused, or was just written. */
export interface WriteState {
  readonly running: boolean;
  readonly failure: WireFailure | null;
  /** Paths of the file just written. */
  readonly done: string | null;
}

/** Waits this long after the last change. */
const PAUSE = 250;

const NO_PREVIEW: PreviewState = { result: null, of: null, running: false, failure: null };
const NOT_WRITING: WriteState = { running: false, failure: null, done: null };

/**
 * The recipe being written with its preview: changes are previewed after a pause, each change cancels the preview before
 * it, and writing waits for the preview of what is shown. It outlives the view.
 */
export class BalanceDesk {
  draft: Draft = EMPTY;
  preview: PreviewState = NO_PREVIEW;
  writing: WriteState = NOT_WRITING;
  exporting: ExportState = NO_EXPORT;
  /** Called after every change of `preview` or `writing`. */
  changed: () => void = () => undefined;

  readonly #host: Host;
  readonly #recipe: (draft: Draft) => Recipe;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | undefined;
  #write: AbortController | undefined;

  constructor(host: Host, recipe: (draft: Draft) => Recipe) {
    this.#host = host;
    this.#recipe = recipe;
  }

  /** The recipe of the draft as it stands. */
  recipe(): Recipe {
    return this.#recipe(this.draft);
  }

  /** Takes a draft that was remembered, without asking for its preview. */
  restore(draft: Draft): void {
    this.draft = draft;
  }

  /** Takes a changed draft, remembers it, and previews it after a pause. */
  change(draft: Draft): void {
    const same = sameRecipe(this.draft, draft);
    this.draft = draft;
    if (same) return;
    const { steps, seed } = draft;
    this.writing = NOT_WRITING;
    this.exporting = { ...this.exporting, failure: null, done: null };
    void this.#host.request('draft', { steps, seed }).catch(() => undefined);
    this.#schedule(PAUSE);
  }

  /** Previews the draft now; does nothing when its preview is already there. */
  refresh(): void {
    if (!this.current || this.preview.failure) this.#schedule(0);
  }

  /** Forgets the preview: the table under it changed. */
  outdate(): void {
    this.#stop();
    this.preview = NO_PREVIEW;
    this.writing = NOT_WRITING;
  }

  /** Whether the shown preview is of the recipe as it stands. */
  get current(): boolean {
    return this.preview.result !== null && sameRecipe(this.preview.of, this.draft);
  }

  /** Whether the shown preview is of the shown values and nothing stands against writing. */
  get ready(): boolean {
    if (!this.current || this.preview.running || this.writing.running) return false;
    return !this.blocked;
  }

  /** Whether a guard stands in the way. */
  get blocked(): boolean {
    const { overrides } = this.draft;
    return (this.preview.result?.guards ?? []).some(
      (note) => note.level === 'block' && !overrides.includes(note.code),
    );
  }

  /** Stops what runs. Returns whether anything did. */
  cancel(): boolean {
    const any = this.preview.running || this.writing.running || this.exporting.running;
    this.#stop();
    this.#write?.abort();
    if (this.preview.running) this.#show({ ...this.preview, running: false });
    return any;
  }

  /** Writes the file beside the source. */
  async write(): Promise<void> {
    if (!this.ready) return;
    const controller = new AbortController();
    this.#write = controller;
    this.#written({ running: true, failure: null, done: null });
    try {
      const { written } = await this.#host.request(
        'apply',
        { recipe: this.recipe() },
        controller.signal,
      );
      this.#written({ running: false, failure: null, done: written.path });
    } catch (error) {
      const failure = wasCancelled(error) ? null : failureOf(error);
      this.#written({ running: false, failure, done: null });
    }
  }

  /** A file that was written was deleted again. */
  forget(path: string): void {
    if (this.writing.done === path) this.#written(NOT_WRITING);
  }

  /** Shows or hides the export part, or takes its choice. */
  choose(exporting: Partial<ExportState>): void {
    this.exporting = { ...this.exporting, failure: null, done: null, ...exporting };
    this.changed();
  }

  /** Writes an export of the recipe beside the source. */
  async export(exporter: string): Promise<void> {
    const { values, running } = this.exporting;
    if (running || !this.ready) return;
    const controller = new AbortController();
    this.#write = controller;
    this.choose({ exporter, running: true });
    try {
      const asked = { recipe: this.recipe(), exporter, values };
      const done = await this.#host.request('export', asked, controller.signal);
      this.choose({ running: false, done });
    } catch (error) {
      this.choose({ running: false, failure: wasCancelled(error) ? null : failureOf(error) });
    }
  }

  #schedule(pause: number): void {
    this.#stop();
    if (this.draft.steps.length === 0) {
      this.#show(NO_PREVIEW);
      return;
    }
    this.#show({ ...this.preview, running: true, failure: null });
    this.#timer = setTimeout(() => {
      void this.#run();
    }, pause);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    const controller = new AbortController();
    this.#running = controller;
    const of = this.draft;
    try {
      const result = await this.#host.request(
        'preview',
        { recipe: this.#recipe(of) },
        controller.signal,
      );
      if (this.#running === controller) this.#show({ result, of, running: false, failure: null });
    } catch (error) {
      if (this.#running !== controller) return;
      const failure = wasCancelled(error) ? null : failureOf(error);
      this.#show({ ...this.preview, running: false, failure });
    }
  }

  #show(preview: PreviewState): void {
    this.preview = preview;
    this.changed();
  }

  #written(writing: WriteState): void {
    this.writing = writing;
    this.changed();
  }
}
