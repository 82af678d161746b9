import type { Encoding, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { ByteSource } from '../bytes';
import { ChunkBytes } from './chunk-bytes';
import { decompress } from './decompress';
import { Damage, guarded, type ChunkPlace } from './failure';
import type { Chunk, RowGroup } from './footer';
import { isOneRun, readHybrid, widthOf } from './hybrid';
import { readPlain, readValues, type PageValues, type PlainValues } from './page-values';
import type { Leaf } from './schema';
import { t } from '../../engine/language';

/** One decoded page. It may point into buffers that the next page overwrites. */
export interface Page {
  /** Values, null ones and empty lists included. */
  readonly entries: number;
  /** Per entry; absent when the schema has no such level, or when no value can be or is null. */
  readonly definition: Uint8Array | undefined;
  readonly repetition: Uint8Array | undefined;
  /** The values that are not null. */
  readonly values: PageValues;
}

const HEADER = 1 << 13;
const LONGEST_HEADER = 1 << 24;
/** Bytes of one page, uncompressed, and entries of one page: far beyond what writers make. */
const MOST_BYTES = 1 << 29;
const MOST_ENTRIES = 1 << 27;

/** The pages of one column chunk, one after the other, with the dictionary that they share. */
export class ChunkPages {
  readonly leaf: Leaf;
  /** The distinct values that pages of indices point into. */
  dictionary: PlainValues | undefined;
  readonly #chunk: Chunk;
  readonly #group: number;
  readonly #bytes: ChunkBytes;
  #at: number;
  #done = 0;

  constructor(source: ByteSource, group: RowGroup, leaf: Leaf) {
    this.leaf = leaf;
    this.#group = group.index;
    this.#chunk = group.chunks[leaf.index]!;
    this.#bytes = new ChunkBytes(source, this.#chunk.end);
    this.#at = this.#chunk.start;
  }

  /** Where reading has got to. */
  readonly place = (): ChunkPlace => ({
    group: this.#group,
    column: this.leaf.name,
    byte: this.#at,
  });

  /** The next page of values; undefined after the last. @throws EngineError unreadable, source-changed */
  next(): Page | undefined {
    return guarded(this.place, () => {
      while (this.#done < this.#chunk.entries) {
        const page = this.#page();
        if (page) return page;
      }
      return undefined;
    });
  }

  #page(): Page | undefined {
    const { header, length } = this.#header();
    const packed = header.compressed_page_size;
    const size = header.uncompressed_page_size;
    if (!Number.isInteger(packed) || !Number.isInteger(size) || !header.type) {
      throw new Damage(t('a page header is damaged'));
    }
    if (!(packed >= 0 && this.#at + length + packed <= this.#chunk.end)) {
      throw new Damage(t`a page of ${packed} bytes does not fit into its column`);
    }
    if (!(size >= 0 && size <= MOST_BYTES)) {
      throw new Damage(t`a page says it has ${size} bytes, more than a page may have`);
    }
    const bytes = this.#bytes.read(this.#at + length, packed);
    const page = this.#decode(header, bytes, size);
    this.#at += length + packed;
    if (page) this.#done += page.entries;
    return page;
  }

  #header(): { header: PageHeader; length: number } {
    for (let room = HEADER; ; room *= 16) {
      const bytes = this.#bytes.read(this.#at, room);
      if (bytes.length === 0) {
        throw new Damage(t`${this.#done} of ${this.#chunk.entries} values are there`);
      }
      const reader = {
        view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
        offset: 0,
      };
      try {
        return { header: parquetHeader(reader), length: reader.offset };
      } catch (error) {
        if (bytes.length < room || room >= LONGEST_HEADER) {
          throw new Damage(t('a page header is damaged'), { cause: error });
        }
      }
    }
  }

  #decode(header: PageHeader, bytes: Uint8Array, size: number): Page | undefined {
    const { codec } = this.#chunk;
    const { physical } = this.leaf;
    switch (header.type) {
      case 'DICTIONARY_PAGE': {
        const count = this.#count(header.dictionary_page_header?.num_values);
        // Uncompressed bytes lie in the block that the next page overwrites.
        const body = codec === 'UNCOMPRESSED' ? bytes.slice() : decompress(codec, bytes, size);
        this.dictionary = readPlain(physical, body, 0, count);
        return undefined;
      }
      case 'DATA_PAGE': {
        const about = header.data_page_header!;
        const entries = this.#entries(about.num_values);
        const body = codec === 'UNCOMPRESSED' ? bytes : decompress(codec, bytes, size);
        return this.#first(body, about.encoding, entries);
      }
      case 'DATA_PAGE_V2': {
        const about = header.data_page_header_v2!;
        const entries = this.#entries(about.num_values);
        const repetition = about.repetition_levels_byte_length;
        const levels = repetition + about.definition_levels_byte_length;
        if (!(
          repetition >= 0 &&
          levels >= repetition &&
          levels <= bytes.length &&
          levels <= size
        )) {
          throw new Damage(t('the levels do not fit into their page'));
        }
        const packed = bytes.subarray(levels);
        const body =
          about.is_compressed === false ? packed : decompress(codec, packed, size - levels);
        return this.#assemble(
          this.#levels(bytes, 0, repetition, this.leaf.repetition, entries),
          this.#levels(bytes, repetition, levels, this.leaf.definition, entries),
          { encoding: about.encoding, body, at: 0 },
          entries,
        );
      }
      default:
        return undefined;
    }
  }

  /** A page whose levels are compressed with its values, each kind with its length before it. */
  #first(body: Uint8Array, encoding: Encoding, entries: number): Page {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    let at = 0;
    const levels = (most: number): Uint8Array | undefined => {
      if (most === 0) return undefined;
      const from = at + 4;
      at = from + (from <= body.length ? view.getUint32(at, true) : Infinity);
      if (at > body.length) throw new Damage(t('the levels do not fit into their page'));
      return this.#levels(body, from, at, most, entries);
    };
    const repetition = levels(this.leaf.repetition);
    const definition = levels(this.leaf.definition);
    return this.#assemble(repetition, definition, { encoding, body, at }, entries);
  }

  #levels(
    bytes: Uint8Array,
    from: number,
    to: number,
    most: number,
    entries: number,
  ): Uint8Array | undefined {
    if (most === 0) return undefined;
    // Most pages have no nulls, and need no levels to say so.
    const isFull = this.leaf.repetition === 0 && isOneRun(bytes, from, to, most, entries);
    if (isFull) return undefined;
    const levels = new Uint8Array(entries);
    readHybrid(bytes, from, to, widthOf(most), levels, entries);
    return levels;
  }

  #assemble(
    repetition: Uint8Array | undefined,
    definition: Uint8Array | undefined,
    { encoding, body, at }: { encoding: Encoding; body: Uint8Array; at: number },
    entries: number,
  ): Page {
    const most = this.leaf.definition;
    let present = entries;
    if (definition) {
      for (let i = 0; i < entries; i++) if (definition[i]! < most) present--;
    }
    const values = readValues(this.leaf.physical, encoding, body, at, present);
    if (values.kind === 'index') this.#checkIndices(values.indices);
    const full = present === entries && repetition === undefined;
    return { entries, definition: full ? undefined : definition, repetition, values };
  }

  #checkIndices(indices: Uint32Array): void {
    const size = this.dictionary?.count ?? 0;
    let most = 0;
    for (let i = 0; i < indices.length; i++) if (indices[i]! > most) most = indices[i]!;
    if (indices.length > 0 && most >= size) {
      throw new Damage(t`a value points to entry ${most} of a dictionary of ${size}`);
    }
  }

  #entries(count: number): number {
    const left = this.#chunk.entries - this.#done;
    if (count > left) throw new Damage(t`a page has ${count} values where ${left} are left`);
    return this.#count(count);
  }

  #count(count: number | undefined): number {
    if (count === undefined || !(count >= 0 && count <= MOST_ENTRIES)) {
      throw new Damage(t`a page says it has ${count ?? t('no number of')} values`);
    }
    return count;
  }
}
