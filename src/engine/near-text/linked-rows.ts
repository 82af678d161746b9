import { addBit, hasBit, noBits, type BitSet } from '../kernels/bit-sets';
import { PairTable } from '../kernels/pair-table';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { NO_DOCUMENT, type Documents } from './documents';

/** Which rows may be linked. */
export interface LinkedRows {
  /** Only these rows; all when absent. */
  readonly only?: BitSet;
  /** Only rows of the same group are linked: a number per row. */
  readonly groups?: Uint32Array;
}

/** The nodes that links between documents join: a document, or the rows of a document in one group. */
export interface Nodes {
  readonly count: number;
  /** Rows that are looked at and have a text. */
  readonly rows: number;
  /** The node of a row; NO_DOCUMENT where it has none. */
  of(row: number): number;
  /** The nodes of two documents that may be joined, two by two. */
  join(a: number, b: number, unite: (one: number, other: number) => void): void;
}

/** @throws Cancelled */
export function nodesOf(
  documents: Pick<Documents, 'count' | 'of'>,
  rowCount: number,
  { only, groups }: LinkedRows,
  tick: TableTick,
): Nodes {
  const looked = (row: number) => !only || hasBit(only, row);
  const document = (row: number) => (looked(row) ? documents.of(row) : NO_DOCUMENT);
  return groups
    ? groupedNodes(documents, groups, document, rowCount, tick)
    : documentNodes(documents, document, rowCount, tick);
}

type DocumentOf = (row: number) => number;

function documentNodes(
  documents: Pick<Documents, 'count' | 'of'>,
  document: DocumentOf,
  rowCount: number,
  tick: TableTick,
): Nodes {
  const there = noBits(documents.count);
  let rows = 0;
  const ticked = everyRow(tick);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const own = document(row);
    if (own === NO_DOCUMENT) continue;
    addBit(there, own);
    rows++;
  }
  return {
    count: documents.count,
    rows,
    of: document,
    join(a, b, unite) {
      if (hasBit(there, a) && hasBit(there, b)) unite(a, b);
    },
  };
}

function groupedNodes(
  documents: Pick<Documents, 'count' | 'of'>,
  groups: Uint32Array,
  document: DocumentOf,
  rowCount: number,
  tick: TableTick,
): Nodes {
  const table = new PairTable();
  /** Nodes of a document as a chain: its last node + 1, and per node the one before + 1. */
  const last = new Uint32Array(documents.count);
  const before: number[] = [];
  const groupOf: number[] = [];
  let rows = 0;
  const ticked = everyRow(tick);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const own = document(row);
    if (own === NO_DOCUMENT) continue;
    rows++;
    const node = table.entryOf(own, groups[row]!);
    if (node < before.length) continue;
    before.push(last[own]!);
    groupOf.push(groups[row]!);
    last[own] = node + 1;
  }
  return {
    count: table.size,
    rows,
    of(row) {
      const own = document(row);
      return own === NO_DOCUMENT ? NO_DOCUMENT : table.entryOf(own, groups[row]!);
    },
    join(a, b, unite) {
      for (let one = last[a]!; one > 0; one = before[one - 1]!) {
        for (let other = last[b]!; other > 0; other = before[other - 1]!) {
          if (groupOf[one - 1] === groupOf[other - 1]) unite(one - 1, other - 1);
        }
      }
    },
  };
}
