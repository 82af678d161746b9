import { eachRow, hasBit, type BitSet } from '../kernels/bit-sets';
import { documentsOf, NO_DOCUMENT, type Documents } from '../near-text/documents';
import { wordsOf } from '../ngram/words-of';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { Benchmark } from './benchmark';
import { documentsIn } from './documents-in';
import type { Look } from './settings';

/** The texts to evaluate on. */
export interface BenchmarkTexts {
  readonly benchmark: Benchmark;
  /** The item of a row to evaluate on; -1 where it has no words. */
  itemOf(row: number): number;
}

const NONE: Uint32Array = new Uint32Array(0);

/** The items of the rows to evaluate on, in the column of texts, or put together from prompt and answer. @throws Cancelled */
export function benchmarkTexts(
  table: Table,
  look: Look,
  documents: Documents,
  rows: BitSet,
  tick: TableTick,
): BenchmarkTexts {
  const benchmark = new Benchmark(look.n);
  return look.prompt === undefined && look.answer === undefined
    ? fromTexts(table, benchmark, documents, rows, tick)
    : fromPairs(table, benchmark, look, rows, tick);
}

function fromTexts(
  table: Table,
  benchmark: Benchmark,
  documents: Documents,
  rows: BitSet,
  tick: TableTick,
): BenchmarkTexts {
  const words = wordsIn(documents, rows, table.rowCount, tick);
  const items = new Map<number, number>();
  const ticked = everyRow(tick);
  eachRow(rows, (row) => {
    ticked(row, table.rowCount);
    const document = documents.of(row);
    const own = words.get(document);
    if (own && !items.has(document)) items.set(document, benchmark.add(row, own));
  });
  return { benchmark, itemOf: (row) => items.get(documents.of(row)) ?? -1 };
}

function fromPairs(
  table: Table,
  benchmark: Benchmark,
  { prompt, answer, promptRuns }: Look,
  rows: BitSet,
  tick: TableTick,
): BenchmarkTexts {
  const read = (index: number | undefined): ((row: number) => Uint32Array) => {
    if (index === undefined) return () => NONE;
    const documents = documentsOf(table, index);
    const words = wordsIn(documents, rows, table.rowCount, tick);
    return (row) => words.get(documents.of(row)) ?? NONE;
  };
  const [prompts, answers] = [read(prompt), read(answer)];
  const items = new Map<number, number>();
  const ticked = everyRow(tick);
  eachRow(rows, (row) => {
    ticked(row, table.rowCount);
    const [asked, answered] = [prompts(row), answers(row)];
    const words = new Uint32Array(asked.length + answered.length);
    words.set(asked);
    words.set(answered, asked.length);
    const from = promptRuns || answered.length === 0 ? 0 : asked.length;
    items.set(row, benchmark.add(row, words, from));
  });
  return { benchmark, itemOf: (row) => items.get(row) ?? -1 };
}

/** The words of the texts of some rows, by document. */
function wordsIn(
  documents: Documents,
  rows: BitSet,
  rowCount: number,
  tick: TableTick,
): ReadonlyMap<number, Uint32Array> {
  const wanted = documentsIn(rows, documents, rowCount, tick);
  const words = new Map<number, Uint32Array>();
  documents.each((document, bytes, start, end) => {
    if (document === NO_DOCUMENT || !hasBit(wanted, document)) return;
    words.set(document, wordsOf(bytes, start, end, Infinity, 'n3'));
  }, tick);
  return words;
}
