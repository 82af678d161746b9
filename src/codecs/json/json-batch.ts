import type { CellTag } from '../../engine/table/table';

/** What a row holds, and flags about it. */
export const RowKind = {
  object: 0,
  /** JSON, but no object. */
  otherValue: 1,
  broken: 2,
  /** Brackets nest deeper than MOST_DEPTH. */
  tooDeep: 3,
  /** The bits that tell the kind; the rest are flags. */
  mask: 3,
  /** An object of it has a key twice. */
  repeatedKey: 4,
  /** A key is longer than LONGEST_KEY and has no path. */
  longKey: 8,
  /** A string has half of a surrogate pair, which stands for no character. */
  loneSurrogate: 16,
  /** An object lies deeper than MOST_PATH keys, and is one cell. */
  deepObject: 32,
} as const;

/** Kinds of leaves: a CellTag (`text` is null), and flags. */
export const LeafKind = {
  tag: 7,
  /** An integer of so many digits that it may be beyond 2^53. */
  longInteger: 8,
} as const;

/** A leaf that counts for nothing: its path is one of no column, or a later one of the same key replaced it. */
export const NO_PATH = 0xffffffff;
/** The path of a row's own object. */
export const ROOT = 0;
/** Keys up to an object whose members have paths of their own; one that lies deeper is one cell. */
export const MOST_PATH = 8;
/** Bytes of a key, as written, up to which it has a path. */
export const LONGEST_KEY = 4096;
/** Characters of an integer from which it may be beyond 2^53. */
export const LONG_INTEGER = 16;

/** What stands before a position in a list: its opening bracket, a row or a comma. */
export const Before = { open: 0, row: 1, comma: 2 } as const;

/** Why a scan stopped. */
export type Stop =
  /** All that was loaded is scanned, but for a row whose end is not there. */
  | 'end'
  /** The batch is full; with no row found, it is too small for the next row. */
  | 'full'
  /** The list is closed: the position is behind its bracket. */
  | 'closed'
  /** At the position lies neither a row nor what may stand between two: only in lists and in a row of values. */
  | 'odd'
  /** There is no room for another path. */
  | 'crowded';

/**
 * What one scan found, in flat arrays, so that a scanner in another language can fill the same memory. A leaf is a
 * value that is a cell: whatever is no object, objects without members, and objects that are one cell. Row r has the
 * leaves rowLeaves[r] .. rowLeaves[r + 1] - 1, in their order.
 */
export interface JsonBatch {
  /** Leaves per path; NO_PATH leaves count for nothing. */
  readonly leafPaths: Uint32Array;
  /** Where the value lies in `bytes`: a string without quotes, its escapes resolved; anything else as written. */
  readonly leafStarts: Uint32Array;
  readonly leafEnds: Uint32Array;
  /** See LeafKind. */
  readonly leafKinds: Uint8Array;
  readonly rowLeaves: Uint32Array;
  /** Where rows lie in the bytes that were loaded; lines without their ends. */
  readonly rowStarts: Uint32Array;
  readonly rowEnds: Uint32Array;
  /** 0-based line of the file on which the row starts. */
  readonly rowLines: Uint32Array;
  /** See RowKind. */
  readonly rowKinds: Uint8Array;
  /** A copy of what was loaded, in which strings were changed; its first byte is the first that was loaded. */
  bytes: Uint8Array;
  rows: number;
  /** In: the line at the position where the scan starts. Out: the line at the position where it ended. */
  line: number;
  /** Lines of white space, which are no rows. */
  blankLines: number;
  /** In and out: what stands before the position where the scan starts or ended; see Before. In lists only. */
  before: number;
  stop: Stop;
}

/** A batch for up to so many rows and leaves. */
export function jsonBatch(rows: number, leaves: number): JsonBatch {
  return {
    leafPaths: new Uint32Array(leaves),
    leafStarts: new Uint32Array(leaves),
    leafEnds: new Uint32Array(leaves),
    leafKinds: new Uint8Array(leaves),
    rowLeaves: new Uint32Array(rows + 1),
    rowStarts: new Uint32Array(rows),
    rowEnds: new Uint32Array(rows),
    rowLines: new Uint32Array(rows),
    rowKinds: new Uint8Array(rows),
    bytes: new Uint8Array(0),
    rows: 0,
    line: 0,
    blankLines: 0,
    before: Before.open,
    stop: 'end',
  };
}

/** The tag of a leaf's cell. */
export function leafTag(kind: number): CellTag {
  return (kind & LeafKind.tag) as CellTag;
}

/** How the rows of a file follow each other: one per line, as elements of a list, or one after the other. */
export type Arrangement = 'lines' | 'list' | 'sequence';
