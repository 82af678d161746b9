import { sourceChanged, type ByteSource } from '../bytes';

const BLOCK = 1 << 14;
const BLOCKS = 1 << 12;

/**
 * Reads ranges of a source through a cache of 16 KiB blocks, 64 MiB at most, the least recently used leaving first.
 * Ascending ranges read the file once; ranges in random order mostly find their block in memory.
 */
export class BlockReader {
  readonly #source: ByteSource;
  readonly #blocks = new Map<number, Uint8Array>();
  #last: Uint8Array = new Uint8Array(0);
  #lastIndex = -1;
  #scratch = new Uint8Array(BLOCK);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The bytes [start, start + length), valid until the next call. @throws EngineError unreadable, source-changed */
  read(start: number, length: number): Uint8Array {
    const first = Math.floor(start / BLOCK);
    const offset = start - first * BLOCK;
    if (offset + length <= BLOCK) return this.#part(this.#block(first), offset, length);
    if (length > this.#scratch.length) this.#scratch = new Uint8Array(length * 2);
    let filled = 0;
    while (filled < length) {
      const at = start + filled;
      const index = Math.floor(at / BLOCK);
      const from = at - index * BLOCK;
      const part = this.#part(this.#block(index), from, Math.min(BLOCK - from, length - filled));
      this.#scratch.set(part, filled);
      filled += part.length;
    }
    return this.#scratch.subarray(0, length);
  }

  #part(block: Uint8Array, from: number, length: number): Uint8Array {
    if (from + length > block.length) throw sourceChanged(this.#source.name);
    return block.subarray(from, from + length);
  }

  #block(index: number): Uint8Array {
    if (index === this.#lastIndex) return this.#last;
    const held = this.#blocks.get(index);
    const block = held ?? this.#load(index);
    if (held) this.#blocks.delete(index);
    this.#blocks.set(index, block);
    this.#last = block;
    this.#lastIndex = index;
    return block;
  }

  #load(index: number): Uint8Array {
    let room: Uint8Array | undefined;
    if (this.#blocks.size >= BLOCKS) {
      const [oldest] = this.#blocks.keys();
      room = this.#blocks.get(oldest!);
      this.#blocks.delete(oldest!);
    }
    const whole = new Uint8Array(room?.buffer ?? new ArrayBuffer(BLOCK));
    let length = 0;
    while (length < BLOCK) {
      const count = this.#source.read(index * BLOCK + length, whole.subarray(length));
      if (count === 0) break;
      length += count;
    }
    return whole.subarray(0, length);
  }
}
