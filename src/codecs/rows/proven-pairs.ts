import type { RowPairs } from '../delimited/again/unequal-pairs';

/** Pairs of rows that were proven equal, by their second row, which stands in one pair only. */
export class ProvenPairs {
  readonly #slots: Uint32Array;
  readonly #pairs: RowPairs;

  /** `unequal`: ascending indices of the pairs that are not equal. */
  constructor({ first, second }: RowPairs, unequal: Uint32Array) {
    this.#pairs = { first: first.slice(), second: second.slice() };
    let capacity = 16;
    while (capacity < 2 * first.length) capacity *= 2;
    this.#slots = new Uint32Array(capacity);
    let next = 0;
    for (let i = 0; i < second.length; i++) {
      if (unequal[next] === i) next++;
      else this.#slots[this.#slotOf(second[i]!)] = i + 1;
    }
  }

  /** Indices of the pairs that are not among these. */
  unknown({ first, second }: RowPairs): Uint32Array {
    const indices = new Uint32Array(first.length);
    let count = 0;
    for (let i = 0; i < first.length; i++) {
      const known = this.#slots[this.#slotOf(second[i]!)]!;
      if (known === 0 || this.#pairs.first[known - 1] !== first[i]) indices[count++] = i;
    }
    return indices.slice(0, count);
  }

  /** The slot that holds a second row, or the free one where it belongs. */
  #slotOf(row: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (Math.imul(row, 0x9e3779b1) >>> 7) & mask;
    for (;;) {
      const held = slots[slot]!;
      if (held === 0 || this.#pairs.second[held - 1] === row) return slot;
      slot = (slot + 1) & mask;
    }
  }
}
