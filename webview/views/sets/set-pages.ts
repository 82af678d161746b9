import type { SetPage } from '../../../src/protocol/messages';

type ListedSet = SetPage['sets'][number];

/** Sets that are asked for at once, and pages that are held: those that were asked for last. */
export const PAGE = 100;
export const HELD = 8;

/** What asks for a page, and who hears of it. */
export interface PageSource {
  ask(offset: number, limit: number): Promise<SetPage>;
  /** A page has come: its sets are at hand. */
  came(page: SetPage): void;
  failed(error: unknown): void;
}

/**
 * The sets of a long list, of which a few pages are held: those that are looked at are asked for, one request at a time,
 * and those that were looked at longest ago are let go of.
 */
export class SetPages {
  readonly #source: PageSource;
  /** By number, the one looked at last behind all others. */
  readonly #pages = new Map<number, readonly ListedSet[]>();
  #wanted: readonly number[] = [0];
  #asking = false;
  #closed = false;

  constructor(source: PageSource) {
    this.#source = source;
    this.#ask();
  }

  /** A set by its place in the list; undefined while it is not here. */
  at(index: number): ListedSet | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Pages that are held. */
  get held(): number {
    return this.#pages.size;
  }

  /** Says which places are looked at, from the first to before the last. */
  look(from: number, to: number): void {
    const first = Math.floor(from / PAGE);
    const last = Math.floor(Math.max(from, to - 1) / PAGE);
    this.#wanted = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    for (const page of this.#wanted) {
      const held = this.#pages.get(page);
      if (!held) continue;
      this.#pages.delete(page);
      this.#pages.set(page, held);
    }
    this.#ask();
  }

  /** Nobody looks any more: what comes late is dropped. */
  close(): void {
    this.#closed = true;
    this.#pages.clear();
  }

  #ask(): void {
    const page = this.#wanted.find((each) => !this.#pages.has(each));
    if (page === undefined || this.#asking || this.#closed) return;
    this.#asking = true;
    void this.#source.ask(page * PAGE, PAGE).then(
      (answer) => {
        this.#asking = false;
        if (this.#closed) return;
        this.#pages.set(page, answer.sets);
        for (const old of this.#pages.keys()) {
          if (this.#pages.size <= HELD) break;
          this.#pages.delete(old);
        }
        this.#source.came(answer);
        this.#ask();
      },
      (error: unknown) => {
        this.#asking = false;
        if (!this.#closed) this.#source.failed(error);
      },
    );
  }
}
