const START = 256;

/**
 * Codes by the bits of a value of up to 8 bytes, so that each distinct value is formatted once. Open addressing, at
 * most half full.
 */
export class FixedCodes {
  #low = new Uint32Array(START);
  #high = new Uint32Array(START);
  /** 0 is a free slot; the code of a value is one less. */
  #codes = new Uint32Array(START);
  #size = 0;

  /** The slot of a value: `codeAt` gives its code, -1 while it has none. */
  slot(low: number, high: number): number {
    const codes = this.#codes;
    const mask = codes.length - 1;
    let slot = hashOf(low, high) & mask;
    while (codes[slot] !== 0 && !(this.#low[slot] === low && this.#high[slot] === high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  codeAt(slot: number): number {
    return this.#codes[slot]! - 1;
  }

  /** Gives the value at a free slot its code; slots found before are no longer valid. */
  set(slot: number, low: number, high: number, code: number): void {
    this.#low[slot] = low;
    this.#high[slot] = high;
    this.#codes[slot] = code + 1;
    if (++this.#size * 2 > this.#codes.length) this.#grow();
  }

  #grow(): void {
    const [low, high, codes] = [this.#low, this.#high, this.#codes];
    const length = codes.length * 2;
    this.#low = new Uint32Array(length);
    this.#high = new Uint32Array(length);
    this.#codes = new Uint32Array(length);
    for (let from = 0; from < codes.length; from++) {
      if (codes[from] === 0) continue;
      const slot = this.slot(low[from]!, high[from]!);
      this.#low[slot] = low[from]!;
      this.#high[slot] = high[from]!;
      this.#codes[slot] = codes[from]!;
    }
  }
}

/** The finish of MurmurHash3 (Appleby) over both halves. */
function hashOf(low: number, high: number): number {
  let hash = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
