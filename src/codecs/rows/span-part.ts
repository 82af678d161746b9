/**
 * Where a stretch of rows lay, in blocks of 64 rows (fewer in the last one): flat arrays, so that a worker can send the
 * rows it read. Lines count from the part's first line, bytes from the start of the file.
 *
 * A block is a list in `cells`: 65 distances from the block's first byte, the start of each row and of what follows the
 * last; then the rows' lengths, unless the same gap follows each row; then the rows' lines, unless each is one below
 * the one before. The block has one width, the narrowest that fits: two bytes for most files, so that a row takes about
 * 2.5 bytes.
 */
export interface SpanPart {
  /** Rows. */
  readonly count: number;
  /** Byte of each block's first row. */
  readonly starts: Float64Array;
  /** Line of each block's first row. */
  readonly lines: Float64Array;
  /** Where each block begins in `cells`, in units of 8 bytes. */
  readonly places: Uint32Array;
  /** Bits of `BlockKind` per block. */
  readonly kinds: Uint8Array;
  /** Bytes between two rows of a block; 0 where lengths are listed. */
  readonly gaps: Uint8Array;
  /** The blocks' lists, a multiple of 8 bytes. */
  readonly cells: Uint8Array;
}

/** Rows per block: the lower bits of a row number are its place within the block. */
export const BLOCK_BITS = 6;
export const BLOCK_ROWS = 1 << BLOCK_BITS;

/** What a block lists, and how wide: the lower two bits are 0 .. 3 for 1, 2, 4 bytes and for doubles. */
export const BlockKind = { width: 3, lengths: 4, lines: 8 } as const;

/** The buffers of a part, to be transferred with it. */
export function buffersOf(part: SpanPart): ArrayBuffer[] {
  const { starts, lines, places, kinds, gaps, cells } = part;
  return [starts, lines, places, kinds, gaps, cells].map(({ buffer }) => buffer as ArrayBuffer);
}

/** Bytes that a part holds. */
export function bytesOf(part: SpanPart): number {
  return buffersOf(part).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
