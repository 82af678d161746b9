import { EngineError } from '../engine/problems';
import { CellTag, MISSING } from '../engine/table';
import type { Dictionary, DictionaryBytes } from '../engine/table';
import type { Charset } from './charset';

const LARGEST_ARENA = 0xffffffff;

/**
 * Numbers distinct byte strings in order of first appearance, from 1 (0 is the missing cell). All bytes lie in one
 * growing arena; the hash table holds codes. Open addressing, FNV-1a with a final mix, at most half full.
 */
export class Interner {
  #arena = new Uint8Array(64);
  /** Code c lies at offsets[c] .. offsets[c + 1]. */
  #offsets = new Uint32Array(16);
  #hashes = new Uint32Array(15);
  #table = new Uint32Array(32);
  #tags: Uint8Array | undefined;
  #size = 1;

  /** Number of codes, the missing one included. */
  get size(): number {
    return this.#size;
  }

  /** The code of the bytes [start, end) with a tag; the same bytes under two tags are two values. @throws EngineError too-large */
  intern(bytes: Uint8Array, start: number, end: number, tag: CellTag = CellTag.text): number {
    let hash = 0x811c9dc5 ^ tag;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 13)) >>> 0;
    const table = this.#table;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = table[slot]!;
      if (code === MISSING) break;
      if (this.#hashes[code] === hash && this.#holds(code, bytes, start, end, tag)) return code;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, hash, bytes, start, end, tag);
  }

  /** A dictionary over what was interned; the interner must not be used afterwards. */
  dictionary(charset: Charset): Dictionary {
    return new InternedDictionary(this.#arena, this.#offsets, this.#tags, this.#size, charset);
  }

  #holds(code: number, bytes: Uint8Array, start: number, end: number, tag: CellTag): boolean {
    const arena = this.#arena;
    const from = this.#offsets[code]!;
    const length = end - start;
    if (this.#offsets[code + 1]! - from !== length) return false;
    if (this.#tags !== undefined && this.#tags[code] !== tag) return false;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #add(
    slot: number,
    hash: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    tag: CellTag,
  ): number {
    const code = this.#size++;
    if (code + 1 >= this.#offsets.length) this.#growCodes();
    const from = this.#offsets[code]!;
    const to = from + end - start;
    if (to > this.#arena.length) this.#growArena(to);
    const arena = this.#arena;
    for (let at = start, into = from; at < end; at++, into++) arena[into] = bytes[at]!;
    this.#offsets[code + 1] = to;
    this.#hashes[code] = hash;
    if (tag !== CellTag.text) this.#tags ??= new Uint8Array(this.#hashes.length);
    if (this.#tags !== undefined) this.#tags[code] = tag;
    this.#table[slot] = code;
    if (this.#size * 2 > this.#table.length) this.#rehash();
    return code;
  }

  #growCodes(): void {
    const length = this.#hashes.length * 2;
    this.#offsets = grown(this.#offsets, length + 1);
    this.#hashes = grown(this.#hashes, length);
    if (this.#tags !== undefined) {
      const tags = new Uint8Array(length);
      tags.set(this.#tags);
      this.#tags = tags;
    }
  }

  #growArena(needed: number): void {
    if (needed > LARGEST_ARENA) {
      throw new EngineError(
        'too-large',
        'One column holds more than 4 GB of distinct text: split the file and audit the parts.',
      );
    }
    const arena = new Uint8Array(Math.min(LARGEST_ARENA, Math.max(needed, this.#arena.length * 2)));
    arena.set(this.#arena);
    this.#arena = arena;
  }

  #rehash(): void {
    const table = new Uint32Array(this.#table.length * 4);
    const mask = table.length - 1;
    for (let code = 1; code < this.#size; code++) {
      let slot = this.#hashes[code]! & mask;
      while (table[slot] !== MISSING) slot = (slot + 1) & mask;
      table[slot] = code;
    }
    this.#table = table;
  }
}

function grown(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}

/** Distinct values as bytes; a text is decoded when it is asked for. */
class InternedDictionary implements Dictionary {
  readonly size: number;
  readonly #arena: Uint8Array;
  readonly #offsets: Uint32Array;
  readonly #tags: Uint8Array | undefined;
  readonly #charset: Charset;

  constructor(
    arena: Uint8Array,
    offsets: Uint32Array,
    tags: Uint8Array | undefined,
    size: number,
    charset: Charset,
  ) {
    this.#arena = arena;
    this.#offsets = offsets;
    this.#tags = tags;
    this.size = size;
    this.#charset = charset;
  }

  get bytes(): DictionaryBytes {
    return { arena: this.#arena, offsets: this.#offsets, utf8: this.#charset.name === 'utf-8' };
  }

  text(code: number): string {
    if (code === MISSING) return '';
    return this.#charset.decode(
      this.#arena.subarray(this.#offsets[code]!, this.#offsets[code + 1]!),
    );
  }

  tag(code: number): CellTag {
    return (this.#tags?.[code] ?? CellTag.text) as CellTag;
  }
}
