import type { PartColumn } from '../columns/part-column';

/** Bytes that spans, keys and codes may take in memory. */
export interface PartMemory {
  /** Those of a part. */
  readonly part: number;
  /** Beyond this the part is refused. */
  readonly most: number;
  /** Those of all parts. */
  readonly all: number;
}

/** A file is not refused for so little, however little is allowed. */
const LEAST = 1 << 20;

/** The memory of a part that is `share` of a file, as a property of its task; none without a limit. */
export function memoryOf(all: number | undefined, share: number): { memory?: PartMemory } {
  if (all === undefined) return {};
  return { memory: { part: share * all, most: share * Math.max(LEAST, all), all } };
}

/** Bytes that the cells of columns take, and their sketches' long parts. */
export function bytesHeld(columns: readonly PartColumn[]): number {
  return columns.reduce((sum, column) => {
    if (column.kind === 'open') return sum + column.empty.byteLength;
    const { arena, offsets } = column;
    const rows = column.kind === 'held' ? column.codes : column.empty;
    return sum + arena.byteLength + offsets.byteLength + rows.byteLength;
  }, 0);
}
