import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { t } from '../../engine/language';

const BLOCK = 1 << 22;

/** The bytes of one column chunk, read in blocks from front to back. */
export class ChunkBytes {
  readonly #source: ByteSource;
  readonly #end: number;
  #held = new Uint8Array(0);
  /** Byte of the file at which the held bytes begin. */
  #at = 0;

  constructor(source: ByteSource, end: number) {
    this.#source = source;
    this.#end = end;
  }

  /**
   * Up to `length` bytes from byte `position` of the file, fewer at the chunk's end; valid until the next call.
   * @throws EngineError unreadable, source-changed
   */
  read(position: number, length: number): Uint8Array {
    const to = Math.min(this.#end, position + length);
    const held = position >= this.#at && to <= this.#at + this.#held.length;
    if (!held) this.#fill(position, to);
    return this.#held.subarray(position - this.#at, to - this.#at);
  }

  #fill(from: number, to: number): void {
    const size = Math.min(this.#end - from, Math.max(BLOCK, to - from));
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size;) {
      const count = this.#source.read(from + done, bytes.subarray(done));
      if (count === 0) {
        throw new EngineError(
          'source-changed',
          t`\`${this.#source.name}\` became shorter while it was read: audit it again.`,
        );
      }
      done += count;
    }
    this.#held = bytes;
    this.#at = from;
  }
}
