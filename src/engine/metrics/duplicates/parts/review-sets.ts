import type { RowClusters } from '../../../kernels/row-clusters';
import { NO_DOCUMENT } from '../../../near-text/documents';
import type { NearTexts } from '../../../near-text/near-texts';
import { rowSimilarity } from '../../../near-text/row-similarity';
import type { RandomStream } from '../../../random';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** A text to be compared with that of a drawn row. */
export interface AskedText {
  /** The first row with it, and how many rows have it. */
  readonly row: number;
  readonly rows: number;
  readonly similarity: number;
  /** Rows of the found set that it is in; 1 when it is in none. */
  readonly found: number;
  /** The first row of that set, its own when it is in none: texts of one set have it in common. */
  readonly set: number;
}

/** A row that was drawn, and the texts to judge: is each the same text as its own? */
export interface ReviewSet {
  readonly row: number;
  /** Rows with its very text, itself among them, and rows of its found set. */
  readonly equal: number;
  readonly found: number;
  /** Some of the other texts of its found set; all of them are on `othersRows` rows. */
  readonly others: readonly AskedText[];
  readonly othersRows: number;
  /** Some of the texts that are at least half like its own and were not found with it; all are on `missedRows` rows. */
  readonly missed: readonly AskedText[];
  readonly missedRows: number;
}

/** Sets to judge, and the rows from which they were drawn: those with a text half like theirs, or more. */
export interface DrawnSets {
  readonly rows: number;
  readonly sets: readonly ReviewSet[];
}

/** Texts asked for of each drawn row, of its set and beside it. */
const OTHERS = 6;
const MISSED = 4;

/**
 * Rows drawn at random, each with texts of its found set and beside it: a set is drawn in proportion to its size. Rows
 * without a text that is half like theirs are not drawn; they are right in any case. @throws Cancelled
 */
export function drawnSets(
  near: NearTexts,
  clusters: RowClusters,
  wanted: number,
  stream: RandomStream,
  tick: TableTick,
): DrawnSets {
  const { documents, pairs } = near;
  const { tableRows } = clusters;
  const ticked = everyRow(tick);
  const first = new Uint32Array(documents.count);
  const rowsOf = new Uint32Array(documents.count);
  const linked = new Uint8Array(documents.count);
  for (const side of [pairs.first, pairs.second]) for (const own of side) linked[own] = 1;
  const isDrawn = (row: number, own: number) =>
    own !== NO_DOCUMENT && (linked[own] === 1 || clusters.clusterOf(row) >= 0);
  const lot: { readonly row: number; readonly number: number }[] = [];
  let population = 0;
  for (let row = 0; row < tableRows; row++) {
    ticked(row, tableRows);
    const own = documents.of(row);
    if (own === NO_DOCUMENT) continue;
    if (rowsOf[own]!++ === 0) first[own] = row;
    if (!isDrawn(row, own)) continue;
    population++;
    const number = stream.uniform(row);
    if (lot.length === wanted && number >= lot.at(-1)!.number) continue;
    const at = lot.findIndex((each) => each.number > number);
    lot.splice(at < 0 ? lot.length : at, 0, { row, number });
    if (lot.length > wanted) lot.pop();
  }
  const similarity = rowSimilarity(near);
  const askedOf = (row: number, document: number): AskedText => {
    const own = first[document]!;
    const set = clusters.clusterOf(own);
    return {
      row: own,
      rows: rowsOf[document]!,
      similarity: similarity(row, own),
      found: set < 0 ? 1 : clusters.rows(set).length,
      set: set < 0 ? own : clusters.rows(set)[0]!,
    };
  };
  const beside = neighbours(near, new Set(lot.map(({ row }) => documents.of(row))));
  const drawnOf = (own: ReadonlySet<number>, most: number) =>
    [...own]
      .sort((a, b) => stream.uniform(first[a]!) - stream.uniform(first[b]!) || a - b)
      .slice(0, most);
  const rowsWith = (own: ReadonlySet<number>) => [...own].reduce((sum, d) => sum + rowsOf[d]!, 0);
  const sets = lot.map(({ row }): ReviewSet => {
    const own = documents.of(row);
    const set = clusters.clusterOf(row);
    const members = set < 0 ? Uint32Array.of(row) : clusters.rows(set);
    const within = new Set([...members].map((member) => documents.of(member)));
    const missed = new Set(beside.get(own)!.filter((other) => !within.has(other)));
    within.delete(own);
    return {
      row,
      equal: rowsOf[own]!,
      found: members.length,
      others: drawnOf(within, OTHERS).map((other) => askedOf(row, other)),
      othersRows: rowsWith(within),
      missed: drawnOf(missed, MISSED).map((other) => askedOf(row, other)),
      missedRows: rowsWith(missed),
    };
  });
  return { rows: population, sets };
}

/** The documents that are in a pair with each of some. */
function neighbours(
  { pairs }: NearTexts,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map([...wanted].map((own) => [own, [] as number[]]));
  pairs.first.forEach((one, i) => {
    const other = pairs.second[i]!;
    found.get(one)?.push(other);
    found.get(other)?.push(one);
  });
  return found;
}
