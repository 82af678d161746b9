/** Slots to start with: 2^14 slots, their hashes and rows are 256 KB. */
const FEWEST_SLOTS = 1 << 14;

/** The first row of each 64-bit hash: open addressing in typed arrays, at most half full. */
export class FirstTable {
  /** Entry + 1 per slot; 0: free. */
  #slots = new Uint32Array(FEWEST_SLOTS);
  /** Per entry, in order of arrival. */
  #low = new Uint32Array(FEWEST_SLOTS / 2);
  #high = new Uint32Array(FEWEST_SLOTS / 2);
  #rows = new Uint32Array(FEWEST_SLOTS / 2);
  #size = 0;

  /** Forgets all rows. */
  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
  }

  /** The first row that came with this hash; `row` itself when there was none. */
  firstOf(row: number, low: number, high: number): number {
    if (this.#size === this.#rows.length) this.#grow();
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = high & last;
    for (;;) {
      const entry = slots[slot]! - 1;
      if (entry < 0) break;
      if (this.#low[entry] === low && this.#high[entry] === high) return this.#rows[entry]!;
      slot = (slot + 1) & last;
    }
    this.#low[this.#size] = low;
    this.#high[this.#size] = high;
    this.#rows[this.#size] = row;
    slots[slot] = ++this.#size;
    return row;
  }

  #grow(): void {
    this.#low = doubled(this.#low);
    this.#high = doubled(this.#high);
    this.#rows = doubled(this.#rows);
    const slots = new Uint32Array(2 * this.#slots.length);
    const last = slots.length - 1;
    for (let entry = 0; entry < this.#size; entry++) {
      let slot = this.#high[entry]! & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * array.length);
  longer.set(array);
  return longer;
}
