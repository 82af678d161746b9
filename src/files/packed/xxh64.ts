/** XXH64 (Collet, 2012) with seed 0 over bytes that arrive in pieces; of 64 bits the lower 32, which zstandard stores. */
export class Xxh64 {
  /** Four accumulators: lower and upper half in turn. */
  readonly #lanes = new Int32Array(8);
  readonly #left = new Uint8Array(STRIPE);
  #leftCount = 0;
  #length = 0;

  constructor() {
    const [p1Low, p1High] = PRIMES[1];
    const [p2Low, p2High] = PRIMES[2];
    add(p1Low, p1High, p2Low, p2High);
    this.#set(0);
    [low, high] = [p2Low, p2High];
    this.#set(1);
    [low, high] = [0, 0];
    this.#set(2);
    add(0, 0, ~p1Low + 1, ~p1High);
    this.#set(3);
  }

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#leftCount > 0) {
      at = Math.min(bytes.length, STRIPE - this.#leftCount);
      this.#left.set(bytes.subarray(0, at), this.#leftCount);
      this.#leftCount += at;
      if (this.#leftCount < STRIPE) return;
      this.#stripes(this.#left, 0, STRIPE);
    }
    const end = bytes.length - ((bytes.length - at) % STRIPE);
    this.#stripes(bytes, at, end);
    this.#left.set(bytes.subarray(end));
    this.#leftCount = bytes.length - end;
  }

  /** The lower 32 bits of the digest, unsigned. */
  digestLow(): number {
    this.#merge();
    add(low, high, this.#length | 0, Math.floor(this.#length / 2 ** 32));
    const left = this.#left;
    const view = new DataView(left.buffer);
    let at = 0;
    for (; at + 8 <= this.#leftCount; at += 8) {
      const [hashLow, hashHigh] = [low, high];
      round(0, 0, view.getInt32(at, true), view.getInt32(at + 4, true));
      xor(hashLow, hashHigh);
      rotate(27);
      times(1);
      add(low, high, PRIMES[4][0], PRIMES[4][1]);
    }
    if (at + 4 <= this.#leftCount) {
      const [hashLow, hashHigh] = [low, high];
      [low, high] = [view.getInt32(at, true), 0];
      times(1);
      xor(hashLow, hashHigh);
      rotate(23);
      times(2);
      add(low, high, PRIMES[3][0], PRIMES[3][1]);
      at += 4;
    }
    for (; at < this.#leftCount; at++) {
      const [hashLow, hashHigh] = [low, high];
      [low, high] = [left[at]!, 0];
      times(5);
      xor(hashLow, hashHigh);
      rotate(11);
      times(1);
    }
    avalanche();
    return low >>> 0;
  }

  #stripes(bytes: Uint8Array, from: number, to: number): void {
    const lanes = this.#lanes;
    for (let at = from; at < to; at += STRIPE) {
      for (let lane = 0; lane < 4; lane++) {
        const i = at + lane * 8;
        const wordLow =
          bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
        const wordHigh =
          bytes[i + 4]! | (bytes[i + 5]! << 8) | (bytes[i + 6]! << 16) | (bytes[i + 7]! << 24);
        round(lanes[lane * 2]!, lanes[lane * 2 + 1]!, wordLow, wordHigh);
        lanes[lane * 2] = low;
        lanes[lane * 2 + 1] = high;
      }
    }
  }

  #merge(): void {
    if (this.#length < STRIPE) {
      [low, high] = PRIMES[5];
      return;
    }
    let [sumLow, sumHigh] = [0, 0];
    [1, 7, 12, 18].forEach((bits, lane) => {
      this.#get(lane);
      rotate(bits);
      add(low, high, sumLow, sumHigh);
      [sumLow, sumHigh] = [low, high];
    });
    for (let lane = 0; lane < 4; lane++) {
      round(0, 0, this.#lanes[lane * 2]!, this.#lanes[lane * 2 + 1]!);
      xor(sumLow, sumHigh);
      times(1);
      add(low, high, PRIMES[4][0], PRIMES[4][1]);
      [sumLow, sumHigh] = [low, high];
    }
  }

  #get(lane: number): void {
    low = this.#lanes[lane * 2]!;
    high = this.#lanes[lane * 2 + 1]!;
  }

  #set(lane: number): void {
    this.#lanes[lane * 2] = low;
    this.#lanes[lane * 2 + 1] = high;
  }
}

type Halves = readonly [low: number, high: number];
const STRIPE = 32;
const PRIMES: Readonly<Record<1 | 2 | 3 | 4 | 5, Halves>> = {
  1: [0x85ebca87 | 0, 0x9e3779b1 | 0],
  2: [0x27d4eb4f | 0, 0xc2b2ae3d | 0],
  3: [0x9e3779f9 | 0, 0x165667b1 | 0],
  4: [0xc2b2ae63 | 0, 0x85ebca77 | 0],
  5: [0x165667c5 | 0, 0x27d4eb2f | 0],
};

/** The result of every operation below, so that none allocates. */
let low = 0;
let high = 0;

function add(aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  const sum = (aLow >>> 0) + (bLow >>> 0);
  low = sum | 0;
  high = (aHigh + bHigh + (sum > 0xffffffff ? 1 : 0)) | 0;
}

function xor(otherLow: number, otherHigh: number): void {
  low ^= otherLow;
  high ^= otherHigh;
}

function rotate(bits: number): void {
  const [a, b] = [low, high];
  low = (a << bits) | (b >>> (32 - bits));
  high = (b << bits) | (a >>> (32 - bits));
}

function times(prime: keyof typeof PRIMES): void {
  const [pLow, pHigh] = PRIMES[prime];
  const cross = (Math.imul(high, pLow) + Math.imul(low, pHigh)) | 0;
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = pLow & 0xffff;
  const b1 = pLow >>> 16;
  const p00 = Math.imul(a0, b0) >>> 0;
  const t = (Math.imul(a1, b0) >>> 0) + (p00 >>> 16);
  const u = (Math.imul(a0, b1) >>> 0) + (t & 0xffff);
  low = (u << 16) | (p00 & 0xffff);
  high = (Math.imul(a1, b1) + (t >>> 16) + (u >>> 16) + cross) | 0;
}

function round(accLow: number, accHigh: number, wordLow: number, wordHigh: number): void {
  low = wordLow;
  high = wordHigh;
  times(2);
  add(low, high, accLow, accHigh);
  rotate(31);
  times(1);
}

function avalanche(): void {
  shiftXor(33);
  times(2);
  shiftXor(29);
  times(3);
  shiftXor(32);
}

function shiftXor(bits: number): void {
  if (bits >= 32) low ^= high >>> (bits - 32);
  else xor((low >>> bits) | (high << (32 - bits)), high >>> bits);
}
