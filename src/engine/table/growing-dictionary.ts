import { MISSING, type CellTag, type Dictionary, type TableTick } from './table';

/** A dictionary with entries added behind those of another. */
export class GrowingDictionary implements Dictionary {
  readonly #base: Dictionary;
  readonly #codes = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #tags: CellTag[] = [];

  /** `tick` is called per entry of `base`. @throws Cancelled (from tick) */
  constructor(base: Dictionary, tick: TableTick = () => undefined) {
    this.#base = base;
    for (let code = 1; code < base.size; code++) {
      tick(code, base.size);
      const text = base.text(code);
      if (!this.#codes.has(text)) this.#codes.set(text, code);
    }
  }

  get size(): number {
    return this.#base.size + this.#texts.length;
  }

  text(code: number): string {
    return code < this.#base.size ? this.#base.text(code) : this.#texts[code - this.#base.size]!;
  }

  tag(code: number): CellTag {
    return code < this.#base.size ? this.#base.tag(code) : this.#tags[code - this.#base.size]!;
  }

  /** The code of a text, new if need be; a new entry is written as `like` was. '' is missing. */
  codeOf(text: string, like: number): number {
    if (text === '') return MISSING;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.size;
      this.#codes.set(text, code);
      this.#texts.push(text);
      this.#tags.push(this.tag(like));
    }
    return code;
  }
}
