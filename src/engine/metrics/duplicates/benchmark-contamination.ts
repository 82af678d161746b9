import { contaminatedTexts, type ContaminatedTexts } from '../../contamination/contaminated-texts';
import type { Likeness } from '../../contamination/compare-text';
import { CONTAMINATION_PARAMS, lookOf } from '../../contamination/settings';
import { partColumnOf, REFERENCE, sidesOf, type Sides } from '../../contamination/sides';
import { addBit, countBoth, eachRow, noBits, rowsOf, type BitSet } from '../../kernels/bit-sets';
import type { Metric } from '../../metric';
import { searchedColumn } from '../../near-text/settings';
import type { Table, TableTick } from '../../table/table';
import { everyRow } from '../../ticks';
import { alertsOf } from '../alerts';
import { contaminationAlerts } from './parts/contamination-alerts';
import { t } from '../../language';

/** What texts hold of texts to evaluate on. */
export interface BenchmarkContamination {
  readonly column: string;
  /** Words of a run of which one is enough. */
  readonly n: number;
  /** Parts or files, on either side. */
  readonly searched: readonly string[];
  readonly searchedRows: number;
  /** Rows that hold an item, and their share. */
  readonly rows: number;
  readonly share: number;
  readonly benchmarks: readonly BenchmarkFigures[];
  /** Rows by why they are taken to hold an item. */
  readonly by: Readonly<Record<Likeness, number>>;
  /** Items of fewer words than a run, which are found only where a text is the same. */
  readonly shortItems: number;
  /** Runs that are common phrases or were named as such, and were not looked at. */
  readonly commonRuns: number;
  /** The rows that hold most of an item, at most 50. */
  readonly examples: readonly ContaminationExample[];
}

/** One part or file to evaluate on. */
export interface BenchmarkFigures {
  readonly name: string;
  /** Rows with words. */
  readonly items: number;
  /** Of these, rows that some text holds. */
  readonly hit: number;
}

/** A row and the item it holds. */
export interface ContaminationExample {
  readonly row: number;
  readonly item: number;
  readonly likeness: Likeness;
  /** Words of the longest run in both, and its share of the item. */
  readonly run: number;
  readonly score: number;
}

const EXAMPLES = 50;

/** Whether train texts hold texts of a benchmark. */
export const benchmarkContamination: Metric<BenchmarkContamination> = {
  id: 'benchmark-contamination',
  family: 'duplicates',
  title: 'Benchmark texts within train',
  summary: 'Train texts that hold a text to evaluate on, whole or by a long run of its words.',
  cites: [
    'Brown et al. 2020: Language models are few-shot learners (13-grams)',
    'Lin 2004: ROUGE',
    'Penedo et al. 2024: datatrove (n-gram decontamination)',
  ],
  needs: { required: ['text'], optional: ['split'] },
  params: CONTAMINATION_PARAMS,
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const part = partColumnOf(table, context.roles, values);
    if (part === undefined) {
      return {
        applicable: false,
        reason: t('There is one file, and no column has the role split.'),
      };
    }
    const sides = sidesOf(table, part, values, context.tick);
    if (sides.names.reference.length === 0 || sides.names.others.length === 0) {
      const reason = t`No part is to evaluate on beside others: name those that are in \`${REFERENCE.id}\`.`;
      return { applicable: false, reason };
    }
    const look = lookOf(table, searched.index, values);
    const { reference, others } = sides;
    const texts = contaminatedTexts(table, look, reference, others, context.tick);
    const rows = rowsHolding(table, texts, others, context.tick);
    const numbers: BenchmarkContamination = {
      column: table.columns[searched.index]!.name,
      n: look.n,
      searched: sides.names.others,
      searchedRows: countBoth(others, others),
      rows: countBoth(rows, rows),
      share: countBoth(rows, rows) / Math.max(1, countBoth(others, others)),
      benchmarks: perBenchmark(texts, sides, context.tick),
      by: byLikeness(texts, rows),
      shortItems: texts.benchmark.shortItems,
      commonRuns: texts.commonRuns,
      examples: examplesOf(texts, rows),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, contaminationAlerts(numbers, searched.index)),
      evidence: {
        contaminated: {
          rows: rowsOf(rows),
          columns: [searched.index],
          reason: t('Rows whose text holds a text to evaluate on.'),
        },
      },
    };
  },
};

/** The rows of a side whose text holds an item. @throws Cancelled (from tick) */
export function rowsHolding(
  table: Table,
  { documents, found }: ContaminatedTexts,
  side: BitSet,
  tick: TableTick,
): BitSet {
  const rows = noBits(table.rowCount);
  const ticked = everyRow(tick);
  eachRow(side, (row) => {
    ticked(row, table.rowCount);
    if (found.has(documents.of(row))) addBit(rows, row);
  });
  return rows;
}

function perBenchmark(
  { itemOf, items }: ContaminatedTexts,
  { names, reference, nameOf }: Sides,
  tick: TableTick,
): BenchmarkFigures[] {
  const counts = new Map(names.reference.map((name) => [name, { items: 0, hit: 0 }]));
  const ticked = everyRow(tick);
  eachRow(reference, (row) => {
    ticked(row, 32 * reference.length);
    const item = itemOf(row);
    if (item < 0) return;
    const own = counts.get(nameOf(row))!;
    own.items++;
    if (items.has(item)) own.hit++;
  });
  return Array.from(counts, ([name, own]) => ({ name, ...own }));
}

function byLikeness({ documents, found }: ContaminatedTexts, rows: BitSet) {
  const by = { whole: 0, run: 0, half: 0, passage: 0 };
  eachRow(rows, (row) => {
    by[found.get(documents.of(row))!.likeness]++;
  });
  return by;
}

/** The rows that hold most of an item, one for each text. */
function examplesOf(
  { documents, benchmark, found }: ContaminatedTexts,
  rows: BitSet,
): ContaminationExample[] {
  const firstRow = new Map<number, number>();
  eachRow(rows, (row) => {
    const document = documents.of(row);
    if (!firstRow.has(document)) firstRow.set(document, row);
  });
  return [...firstRow]
    .map(([document, row]): ContaminationExample => {
      const { item, likeness, run, score } = found.get(document)!;
      return { row, item: benchmark.items[item]!.row, likeness, run, score };
    })
    .sort((a, b) => b.score * b.run - a.score * a.run || a.row - b.row)
    .slice(0, EXAMPLES);
}
