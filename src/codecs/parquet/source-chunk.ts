import type { ByteSource } from '../bytes';
import { Damage } from './failure';
import type { Footer, RowGroup } from './footer';
import { readChunk, type LeafChunk } from './leaf-chunk';
import type { Leaf } from './schema';
import { t } from '../../engine/language';

/** A decoded column chunk of the source, by row of its group. */
export class SourceChunk {
  readonly chunk: LeafChunk;
  /** Entry of each row, where rows may have several; one more than there are rows. */
  readonly #entries: Uint32Array | undefined;
  /** Values before each entry, where some are null. */
  readonly #values: Uint32Array | undefined;

  /** @throws Damage when the entries are not those of `rows` rows */
  constructor(chunk: LeafChunk, rows: number) {
    this.chunk = chunk;
    const { repetition, definition, entries, leaf } = chunk;
    if (repetition) this.#entries = rowStarts(repetition, rows);
    else if (entries !== rows) throw new Damage(t`${entries} values stand for ${rows} rows`);
    if (definition) {
      const before = new Uint32Array(entries + 1);
      for (let i = 0; i < entries; i++) {
        before[i + 1] = before[i]! + (definition[i] === leaf.definition ? 1 : 0);
      }
      if (before[entries]! < entries) this.#values = before;
    }
  }

  firstEntry(row: number): number {
    return this.#entries ? this.#entries[row]! : row;
  }

  firstValue(entry: number): number {
    return this.#values ? this.#values[entry]! : entry;
  }

  /** Bytes in memory, roughly. */
  get size(): number {
    const { indices, values, entries } = this.chunk;
    const ends = values.kind === 'variable' ? values.count * 8 : 0;
    return values.bytes.length + ends + (indices?.length ?? 0) * 4 + entries * 2;
  }
}

function rowStarts(repetition: Uint8Array, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  let row = 0;
  for (let entry = 0; entry < repetition.length; entry++) {
    if (repetition[entry] !== 0) continue;
    if (row === rows) throw new Damage(t`there are more than ${rows} rows`);
    starts[row++] = entry;
  }
  if (row !== rows) throw new Damage(t`${row} of ${rows} rows are there`);
  starts[rows] = repetition.length;
  return starts;
}

/** Bytes of decoded chunks that are kept for rows that are asked for again. */
const KEPT = 768 << 20;

/** Decoded chunks of a file, the last ones kept. */
export class SourceChunks {
  readonly #source: ByteSource;
  readonly #groups: readonly RowGroup[];
  readonly #kept = new Map<string, SourceChunk>();
  #size = 0;
  #last: RowGroup | undefined;

  constructor(source: ByteSource, { groups }: Footer) {
    this.#source = source;
    this.#groups = groups;
  }

  /** The group that a row of the file lies in. */
  groupOf(row: number): RowGroup {
    const last = this.#last;
    if (last && row >= last.firstRow && row < last.firstRow + last.rows) return last;
    let low = 0;
    let high = this.#groups.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#groups[middle]!.firstRow <= row) low = middle;
      else high = middle - 1;
    }
    return (this.#last = this.#groups[low]!);
  }

  /** @throws EngineError unreadable, source-changed */
  get(group: RowGroup, leaf: Leaf): SourceChunk {
    const key = `${leaf.index} ${group.index}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const chunk = new SourceChunk(readChunk(this.#source, group, leaf), group.rows);
    this.#kept.set(key, chunk);
    this.#size += chunk.size;
    for (const [oldest, { size }] of this.#kept) {
      if (this.#size <= KEPT || oldest === key) break;
      this.#kept.delete(oldest);
      this.#size -= size;
    }
    return chunk;
  }

  /** Lets go of the chunks of a leaf. */
  drop(leaf: Leaf): void {
    for (const [key, { chunk, size }] of this.#kept) {
      if (chunk.leaf !== leaf) continue;
      this.#kept.delete(key);
      this.#size -= size;
    }
  }
}
