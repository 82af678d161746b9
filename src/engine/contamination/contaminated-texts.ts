import { addBit, hasBit, noBits, rowsOf, type BitSet } from '../kernels/bit-sets';
import { documentsOf, type Documents } from '../near-text/documents';
import { wordsOf } from '../ngram/words-of';
import type { Table, TableTick } from '../table/table';
import type { Benchmark } from './benchmark';
import { benchmarkTexts } from './benchmark-texts';
import { containedIn, wordsHeld, type Contained } from './compare-text';
import { documentsIn } from './documents-in';
import { RunCounts } from './run-counts';
import type { Look } from './settings';

/** Share of texts, and number of texts, above which a run of words is a common phrase. */
const COMMON_SHARE = 0.001;
const COMMON_TEXTS = 10;
/** Texts between two calls of tick. */
const STRIDE = 64;

/** The texts that hold texts of a benchmark. */
export interface ContaminatedTexts {
  readonly documents: Documents;
  readonly benchmark: Benchmark;
  /** By document, ascending. */
  readonly found: ReadonlyMap<number, Contained>;
  /** Items of the benchmark that some text holds. */
  readonly items: ReadonlySet<number>;
  /** Runs of words that are common phrases, or were named as such, and were not looked at. */
  readonly commonRuns: number;
  /** The item of a row to evaluate on; -1 where it has none. */
  itemOf(row: number): number;
  /** Per word of a text, as `wordsOf` has them, whether it is part of an item that the text holds. */
  held(words: Uint32Array): Uint8Array;
}

/**
 * Which texts hold texts to evaluate on: whole, by a run of `n` words, by half of the runs of eight words, or by much of
 * the second half. Words are compared without case, punctuation and numbers; phrases of more than ten texts, and of more
 * than one in a thousand, are ignored. Texts are read twice, those of the benchmark are held as hashes. @throws Cancelled
 */
export function contaminatedTexts(
  table: Table,
  look: Look,
  benchmarkRows: BitSet,
  searchedRows: BitSet,
  tick: TableTick,
): ContaminatedTexts {
  const documents = documentsOf(table, look.column);
  const phase = (from: number, to: number): TableTick => {
    return (done, total) => {
      tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
    };
  };
  const { benchmark, itemOf } = benchmarkTexts(
    table,
    look,
    documents,
    benchmarkRows,
    phase(0, 0.25),
  );
  const searched = documentsIn(searchedRows, documents, table.rowCount, phase(0.25, 0.25));
  const counts = new RunCounts(benchmark, look.ignored);
  const touched = noBits(documents.count);
  let texts = 0;
  documents.each(
    (document, bytes, start, end) => {
      if (!hasBit(searched, document)) return;
      texts++;
      const own = wordsOf(bytes, start, end, Infinity, 'n3');
      if (counts.add(document, own)) addBit(touched, document);
    },
    phase(0.25, 0.9),
  );
  const ignored = counts.above(Math.max(COMMON_TEXTS, COMMON_SHARE * texts));
  const found = new Map<number, Contained>();
  const items = new Set<number>();
  const last = phase(0.9, 1);
  let looked = 0;
  documents.pick(
    rowsOf(touched),
    (document, bytes, start, end) => {
      if (looked++ % STRIDE === 0) last(0, 1);
      const held = containedIn(benchmark, wordsOf(bytes, start, end, Infinity, 'n3'), ignored);
      if (!held) return;
      found.set(document, held);
      for (const item of held.items) items.add(item);
    },
    last,
  );
  return {
    documents,
    benchmark,
    found,
    items,
    commonRuns: ignored.runs,
    itemOf,
    held: (words) => wordsHeld(benchmark, words, ignored),
  };
}
