/** Slots to start with: 2^14 slots and their keys are 128 KB. */
const FEWEST_SLOT_BITS = 14;
/** Entries that find their slot anew between two ticks: each may be far from the one before. */
const EVERY = 1 << 15;

/** Numbers pairs of 32-bit words in order of first appearance: open addressing in typed arrays, at most half full. */
export class PairTable {
  #slotBits = FEWEST_SLOT_BITS;
  /** Entry + 1 per slot; 0: free. */
  #slots = new Uint32Array(2 ** FEWEST_SLOT_BITS);
  /** Per entry. */
  #low = new Uint32Array(2 ** (FEWEST_SLOT_BITS - 1));
  #high = new Uint32Array(2 ** (FEWEST_SLOT_BITS - 1));
  #size = 0;
  readonly #tick: () => void;

  /** `tick` hears that a large table grows, and may throw. */
  constructor(tick: () => void = () => undefined) {
    this.#tick = tick;
  }

  /** Number of different pairs. */
  get size(): number {
    return this.#size;
  }

  /** Forgets all pairs. */
  clear(): void {
    this.#slots.fill(0);
    this.#size = 0;
  }

  /** The number of a pair (both unsigned); `size` as it was before for one that is new. */
  entryOf(low: number, high: number): number {
    if (this.#size === this.#low.length) this.#grow();
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = slotOf(low, high, this.#slotBits);
    for (;;) {
      const entry = slots[slot]! - 1;
      if (entry < 0) break;
      if (this.#low[entry] === low && this.#high[entry] === high) return entry;
      slot = (slot + 1) & last;
    }
    this.#low[this.#size] = low;
    this.#high[this.#size] = high;
    slots[slot] = ++this.#size;
    return this.#size - 1;
  }

  /** Whether a pair has this number: who meets pairs in the order of before need not search. */
  isEntry(entry: number, low: number, high: number): boolean {
    return entry < this.#size && this.#low[entry] === low && this.#high[entry] === high;
  }

  /** The number of a pair; -1 for one that was never seen. */
  find(low: number, high: number): number {
    const slots = this.#slots;
    const last = slots.length - 1;
    for (let slot = slotOf(low, high, this.#slotBits); ; slot = (slot + 1) & last) {
      const entry = slots[slot]! - 1;
      if (entry < 0 || (this.#low[entry] === low && this.#high[entry] === high)) return entry;
    }
  }

  #grow(): void {
    // What throws leaves a table behind that nobody uses.
    this.#slotBits++;
    this.#low = doubled(this.#low);
    this.#tick();
    this.#high = doubled(this.#high);
    this.#tick();
    const slots = new Uint32Array(2 ** this.#slotBits);
    const last = slots.length - 1;
    for (let entry = 0; entry < this.#size; entry++) {
      if ((entry & (EVERY - 1)) === 0) this.#tick();
      let slot = slotOf(this.#low[entry]!, this.#high[entry]!, this.#slotBits);
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

/** Multiplicative hashing (Knuth 1973): the upper bits of a product depend on all bits of both words. */
function slotOf(low: number, high: number, bits: number): number {
  return Math.imul(high ^ Math.imul(low, 0x9e3779b1), 0x85ebca6b) >>> (32 - bits);
}

function doubled(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * array.length);
  longer.set(array);
  return longer;
}
