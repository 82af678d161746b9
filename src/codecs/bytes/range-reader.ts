import { AscendingReader } from './ascending-reader';
import { BlockReader } from './block-reader';
import type { ByteSource } from '../bytes';

/** A range that begins this close behind the one before is part of a walk through the file. */
const NEAR = 1 << 16;

/** Reads ranges of a source: those that follow each other through a window, those in any order through a cache. */
export class RangeReader {
  readonly #ascending: AscendingReader;
  readonly #blocks: BlockReader;
  #end = 0;

  constructor(source: ByteSource) {
    this.#ascending = new AscendingReader(source);
    this.#blocks = new BlockReader(source);
  }

  /** The bytes [start, start + length), valid until the next call. @throws EngineError unreadable, source-changed */
  read(start: number, length: number): Uint8Array {
    const distance = start - this.#end;
    this.#end = start + length;
    const reader = distance >= 0 && distance < NEAR ? this.#ascending : this.#blocks;
    return reader.read(start, length);
  }
}
