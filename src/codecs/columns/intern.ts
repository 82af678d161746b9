import { EngineError } from '../../engine/problems';
import { CellTag, MISSING } from '../../engine/table/table';
import type { Dictionary, DictionaryBytes } from '../../engine/table/table';
import type { Charset } from '../encodings/charset';
import { t } from '../../engine/language';

/** Distinct values as flat arrays; `tags`, a CellTag per code, is there when some value is more than text. */
export interface InternedValues {
  readonly size: number;
  readonly arena: Uint8Array;
  readonly offsets: Uint32Array;
  readonly tags?: Uint8Array;
}

const LARGEST_ARENA = 0xffffffff;
/** Fields interned at a time by `internMany`. */
export const INTERN_BLOCK = 1024;

/**
 * Numbers distinct byte strings in order of first appearance, from 1 (0 is the missing cell). All bytes lie in one
 * growing arena. The hash table holds pairs of hash and code, so that most probes touch one cache line; open
 * addressing, at most half full. The hash is MurmurHash3's for 32 bits (Appleby), and any will do: it is never stored.
 */
export class Interner {
  #arena = new Uint8Array(64);
  /** Code c lies at offsets[c] .. offsets[c + 1]. */
  #offsets = new Uint32Array(16);
  /** Slot s: hash at 2 s, code at 2 s + 1; code 0 is a free slot. */
  #table = new Uint32Array(64);
  #tags: Uint8Array | undefined;
  #size = 1;
  readonly #hashes = new Uint32Array(INTERN_BLOCK);

  /** Number of codes, the missing one included. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of the distinct values. */
  get bytes(): number {
    return this.#offsets[this.#size]!;
  }

  /** Value c lies at arena[offsets[c]] .. arena[offsets[c + 1]]; views that the next new value may leave behind. */
  get values(): InternedValues {
    return {
      size: this.#size,
      arena: this.#arena.subarray(0, this.bytes),
      offsets: this.#offsets.subarray(0, this.#size + 1),
      ...(this.#tags && { tags: this.#tags.subarray(0, this.#size) }),
    };
  }

  /** The code of the bytes [start, end) with a tag; the same bytes under two tags are two values. @throws EngineError too-large */
  intern(bytes: Uint8Array, start: number, end: number, tag: CellTag = CellTag.text): number {
    return this.#codeOf(hashOf(bytes, start, end, tag), bytes, start, end, tag);
  }

  /**
   * Writes the codes of `count` fields (at most INTERN_BLOCK) to `codes`, from `into`: field i is bytes
   * [starts[i], ends[i]), and an empty one is missing. Slots of a large table lie far apart in memory: they are asked
   * for all at once, by a loop in which no step waits for the one before. @throws EngineError too-large
   */
  internMany(
    bytes: Uint8Array,
    starts: Uint32Array,
    ends: Uint32Array,
    count: number,
    codes: Uint32Array,
    into: number,
  ): void {
    const hashes = this.#hashes;
    for (let i = 0; i < count; i++) {
      hashes[i] = hashOf(bytes, starts[i]!, ends[i]!, CellTag.text);
    }
    const table = this.#table;
    const mask = table.length - 2;
    for (let i = 0; i < count; i++) codes[into + i] = table[((hashes[i]! << 1) & mask) + 1]!;
    for (let i = 0; i < count; i++) {
      const start = starts[i]!;
      const end = ends[i]!;
      codes[into + i] =
        start === end ? MISSING : this.#codeOf(hashes[i]!, bytes, start, end, CellTag.text);
    }
  }

  #codeOf(hash: number, bytes: Uint8Array, start: number, end: number, tag: CellTag): number {
    const table = this.#table;
    const offsets = this.#offsets;
    const mask = table.length - 2;
    const length = end - start;
    let slot = (hash << 1) & mask;
    for (;;) {
      const code = table[slot + 1]!;
      if (code === MISSING) break;
      if (table[slot] === hash) {
        const from = offsets[code]!;
        // Every step of the hash of one word can be undone: equal hashes of equal length are equal bytes.
        if (
          offsets[code + 1]! - from === length &&
          (this.#tags === undefined || this.#tags[code] === tag) &&
          (length <= 4 || areEqual(this.#arena, from, bytes, start, length))
        ) {
          return code;
        }
      }
      slot = (slot + 2) & mask;
    }
    return this.#add(slot, hash, bytes, start, end, tag);
  }

  /** A dictionary over what was interned; the interner must not be used afterwards. */
  dictionary(charset: Charset): Dictionary {
    return new InternedDictionary(this.#arena, this.#offsets, this.#tags, this.#size, charset);
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
    if (tag !== CellTag.text) this.#tags ??= new Uint8Array(this.#offsets.length);
    if (this.#tags !== undefined) this.#tags[code] = tag;
    this.#table[slot] = hash;
    this.#table[slot + 1] = code;
    if (this.#size * 4 > this.#table.length) this.#rehash();
    return code;
  }

  #growCodes(): void {
    const length = this.#offsets.length * 2;
    const offsets = new Uint32Array(length);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
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
        t('One column holds more than 4 GB of distinct text: split the file and audit the parts.'),
      );
    }
    const arena = new Uint8Array(Math.min(LARGEST_ARENA, Math.max(needed, this.#arena.length * 2)));
    arena.set(this.#arena);
    this.#arena = arena;
  }

  /** Doubles the table; slots are taken in their order, so that memory is read and written in order. */
  #rehash(): void {
    const old = this.#table;
    const table = new Uint32Array(old.length * 2);
    const mask = table.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      const code = old[from + 1]!;
      if (code === MISSING) continue;
      const hash = old[from]!;
      let slot = (hash << 1) & mask;
      while (table[slot + 1] !== MISSING) slot = (slot + 2) & mask;
      table[slot] = hash;
      table[slot + 1] = code;
    }
    this.#table = table;
  }
}

function areEqual(
  a: Uint8Array,
  from: number,
  b: Uint8Array,
  start: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i++) if (a[from + i] !== b[start + i]) return false;
  return true;
}

function hashOf(bytes: Uint8Array, start: number, end: number, tag: CellTag): number {
  let hash: number = tag;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word =
      bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash ^= scrambled(word);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (; at < end; at++) rest = (rest << 8) | bytes[at]!;
  hash ^= scrambled(rest) ^ (end - start);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scrambled(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** Distinct values as bytes; a text is decoded when it is asked for. */
export class InternedDictionary implements Dictionary {
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
