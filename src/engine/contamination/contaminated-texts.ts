import { addBit, eachRow, hasBit, noBits, rowsOf, type BitSet } from '../kernels/bit-sets';
import { documentsOf, NO_DOCUMENT, type Documents } from '../near-text/documents';
import { wordsOf } from '../ngram/words-of';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { Benchmark } from './benchmark';
import { containedIn, type Contained } from './compare-text';

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
  /** Runs of words that are common phrases and were not looked at. */
  readonly commonRuns: number;
}

/**
 * Which texts hold texts to evaluate on: whole, by a run of `n` words, by half of the runs of eight words, or by much of
 * the second half. Words are compared without case, punctuation and numbers; phrases of more than ten texts, and of more
 * than one in a thousand, are ignored. Texts are read twice, those of the benchmark are held as hashes. @throws Cancelled
 */
export function contaminatedTexts(
  table: Table,
  column: number,
  benchmarkRows: BitSet,
  searchedRows: BitSet,
  n: number,
  tick: TableTick,
): ContaminatedTexts {
  const documents = documentsOf(table, column);
  const benchmark = new Benchmark(n);
  const phase = (from: number, to: number): TableTick => {
    return (done, total) => {
      tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
    };
  };
  const words = new Map<number, Uint32Array>();
  const inBenchmark = documentsIn(benchmarkRows, documents, table.rowCount, phase(0, 0));
  documents.each(
    (document, bytes, start, end) => {
      if (!hasBit(inBenchmark, document)) return;
      words.set(document, wordsOf(bytes, start, end, Infinity, 'n3'));
    },
    phase(0, 0.25),
  );
  for (const [document, own] of words) benchmark.add(document, own);
  words.clear();
  const searched = documentsIn(searchedRows, documents, table.rowCount, phase(0.25, 0.25));
  const long = new TextCounts(benchmark.long.size);
  const short = new TextCounts(benchmark.short.size);
  const touched = noBits(documents.count);
  let texts = 0;
  documents.each(
    (document, bytes, start, end) => {
      if (!hasBit(searched, document)) return;
      texts++;
      const own = wordsOf(bytes, start, end, Infinity, 'n3');
      let any = benchmark.equalTo(own) >= 0;
      benchmark.short.hits(own, (gram) => {
        any = true;
        short.count(gram, document);
      });
      benchmark.long.hits(own, (gram) => {
        long.count(gram, document);
      });
      if (any) addBit(touched, document);
    },
    phase(0.25, 0.9),
  );
  const common = Math.max(COMMON_TEXTS, COMMON_SHARE * texts);
  const found = new Map<number, Contained>();
  const items = new Set<number>();
  const last = phase(0.9, 1);
  let looked = 0;
  documents.pick(
    rowsOf(touched),
    (document, bytes, start, end) => {
      if (looked++ % STRIDE === 0) last(0, 1);
      const own = wordsOf(bytes, start, end, Infinity, 'n3');
      const held = containedIn(
        benchmark,
        own,
        (gram) => long.of(gram) > common,
        (gram) => short.of(gram) > common,
      );
      if (!held) return;
      found.set(document, held);
      for (const item of held.items) items.add(item);
    },
    last,
  );
  return { documents, benchmark, found, items, commonRuns: long.above(common) };
}

/** In how many texts each run is. */
class TextCounts {
  readonly #counts: Uint32Array;
  readonly #last: Uint32Array;

  constructor(runs: number) {
    this.#counts = new Uint32Array(runs);
    this.#last = new Uint32Array(runs);
  }

  count(run: number, document: number): void {
    if (this.#last[run] === document + 1) return;
    this.#last[run] = document + 1;
    this.#counts[run]!++;
  }

  of(run: number): number {
    return this.#counts[run]!;
  }

  above(limit: number): number {
    return this.#counts.reduce((n, count) => n + (count > limit ? 1 : 0), 0);
  }
}

/** The documents of some rows. */
function documentsIn(
  rows: BitSet,
  documents: Documents,
  rowCount: number,
  tick: TableTick,
): BitSet {
  const found = noBits(documents.count);
  const ticked = everyRow(tick);
  eachRow(rows, (row) => {
    ticked(row, rowCount);
    const document = documents.of(row);
    if (document !== NO_DOCUMENT) addBit(found, document);
  });
  return found;
}
