import { UTF8 } from '../encodings/charset';
import { Interner } from '../columns/intern';
import { ByteList } from './byte-list';
import type { PlainValues } from './page-values';
import type { Leaf } from './schema';
import type { SourceChunk } from './source-chunk';

const UNKNOWN = 0xffffffff;
/** Dictionaries beyond this many bytes save nothing. */
const MOST_DICTIONARY = 4 << 20;
const MOST_DISTINCT = 1 << 20;

/** One column of one row group, ready to be encoded. */
export interface GatheredChunk {
  readonly leaf: Leaf;
  /** Values, null ones and empty lists included. */
  readonly entries: number;
  /** Per entry; empty when the schema has no such level. */
  readonly definition: Uint8Array;
  readonly repetition: Uint8Array;
  /** Positions among the values, one per entry that is not null; absent when the values are those of the entries. */
  readonly indices: Uint32Array | undefined;
  /** Values one after the other, as PLAIN holds them but without lengths; value i ends at `ends[i]`. */
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** One column of one written row group, while its rows are gathered. Values are copied bit for bit. */
export class OutputChunk {
  readonly leaf: Leaf;
  entries = 0;
  rows = 0;
  #definition = new Uint8Array(0);
  #repetition = new Uint8Array(0);
  /** Positions in the dictionary; absent once values are written plainly. */
  #indices: Uint32Array | undefined;
  #values = 0;
  readonly #distinct = new Interner();
  #distinctBytes = 0;
  readonly #plain = new ByteList();
  /** Where each plain value ends, for values of any length. */
  #ends = new Uint32Array(0);
  readonly #known = new Map<PlainValues, Uint32Array>();

  /** `dictionary`: begin with one, as the source did. */
  constructor(leaf: Leaf, rows: number, dictionary: boolean) {
    this.leaf = leaf;
    if (leaf.definition > 0) this.#definition = new Uint8Array(rows);
    if (leaf.repetition > 0) this.#repetition = new Uint8Array(rows);
    if (dictionary) this.#indices = new Uint32Array(rows);
  }

  /** Copies a row; null parents above the leaf are raised to level `least`, for rows that get a value beside it. */
  copy(source: SourceChunk, row: number, least = 0): void {
    const { definition, repetition, indices, values } = source.chunk;
    const from = source.firstEntry(row);
    const to = source.firstEntry(row + 1);
    let value = source.firstValue(from);
    const most = this.leaf.definition;
    for (let entry = from; entry < to; entry++) {
      const level = definition ? definition[entry]! : most;
      this.#level(Math.max(level, least), repetition ? repetition[entry]! : 0);
      if (level < most) continue;
      const at = indices ? indices[value]! : value;
      value++;
      if (indices && this.#indices) this.#copyIndex(values, at);
      else if (values.kind === 'variable') {
        this.#value(values.bytes, values.starts[at]!, values.ends[at]!);
      } else this.#value(values.bytes, at * values.width, (at + 1) * values.width);
    }
    this.rows++;
  }

  /** Adds a row with one value, or with a null just below the level of a value. */
  add(value: Uint8Array | undefined): void {
    this.#level(value ? this.leaf.definition : this.leaf.definition - 1, 0);
    if (value) this.#value(value, 0, value.length);
    this.rows++;
  }

  /** What was gathered; nothing more can be added. */
  finish(): GatheredChunk {
    const { leaf, entries } = this;
    const levels = {
      leaf,
      entries,
      definition: this.#definition.subarray(0, entries),
      repetition: this.#repetition.subarray(0, entries),
    };
    if (!this.#indices) {
      const bytes = this.#plain.view();
      return { ...levels, indices: undefined, bytes, ends: this.#ends, count: this.#values };
    }
    return { ...levels, indices: this.#indices.subarray(0, this.#values), ...this.#dictionary() };
  }

  /** The distinct values so far. */
  #dictionary(): Pick<GatheredChunk, 'bytes' | 'ends' | 'count'> {
    const { size, bytes } = this.#distinct.dictionary(UTF8);
    const { arena, offsets } = bytes!;
    // Code 0 is the missing cell, which no value has.
    return { bytes: arena, ends: offsets.subarray(2, size + 1), count: size - 1 };
  }

  #level(definition: number, repetition: number): void {
    const at = this.entries++;
    if (this.leaf.definition > 0) {
      if (at >= this.#definition.length) this.#definition = larger(this.#definition, Uint8Array);
      this.#definition[at] = definition;
    }
    if (this.leaf.repetition > 0) {
      if (at >= this.#repetition.length) this.#repetition = larger(this.#repetition, Uint8Array);
      this.#repetition[at] = repetition;
    }
  }

  #copyIndex(dictionary: PlainValues, at: number): void {
    let known = this.#known.get(dictionary);
    if (!known) {
      known = new Uint32Array(dictionary.count).fill(UNKNOWN);
      this.#known.set(dictionary, known);
    }
    const index = known[at]!;
    if (index !== UNKNOWN) this.#index(index);
    else {
      const variable = dictionary.kind === 'variable';
      const start = variable ? dictionary.starts[at]! : at * dictionary.width;
      const end = variable ? dictionary.ends[at]! : start + dictionary.width;
      known[at] = this.#value(dictionary.bytes, start, end);
    }
  }

  /** Adds a value and returns its position in the dictionary, meaningless when there is none. */
  #value(bytes: Uint8Array, start: number, end: number): number {
    if (this.#indices) {
      const before = this.#distinct.size;
      const index = this.#distinct.intern(bytes, start, end) - 1;
      this.#index(index);
      if (this.#distinct.size > before) this.#distinctBytes += end - start;
      const full = this.#distinctBytes > MOST_DICTIONARY || this.#distinct.size > MOST_DISTINCT;
      if (full) this.#spill();
      return index;
    }
    this.#plain.append(bytes, start, end);
    const at = this.#values++;
    if (at >= this.#ends.length) this.#ends = larger(this.#ends, Uint32Array);
    this.#ends[at] = this.#plain.length;
    return 0;
  }

  #index(index: number): void {
    const at = this.#values++;
    if (at >= this.#indices!.length) this.#indices = larger(this.#indices!, Uint32Array);
    this.#indices![at] = index;
  }

  /** Writes out what the dictionary stood for so far; from here on values are plain. */
  #spill(): void {
    const indices = this.#indices!.subarray(0, this.#values);
    const { bytes, ends } = this.#dictionary();
    this.#indices = undefined;
    this.#known.clear();
    this.#values = 0;
    for (const index of indices) this.#value(bytes, index > 0 ? ends[index - 1]! : 0, ends[index]!);
  }
}

function larger<T extends Uint8Array | Uint32Array>(array: T, make: new (length: number) => T): T {
  const grown = new make(Math.max(64, array.length * 2));
  grown.set(array);
  return grown;
}
