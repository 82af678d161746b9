import { nearestNeighbours } from '../../../kernels/nearest-neighbours';
import type { MetricContext } from '../../../metric';
import { auditStream } from '../../../sampling/audit-random';
import { sampledColumns, sampleAmong, type SampledColumn } from '../../../sampling/sampled-columns';
import { pearson } from '../../../statistics/correlations';
import { indexTest, type IndexTest } from '../../../statistics/index-distance';
import type { Table } from '../../../table/table';
import { pointSource, reduced } from '../../imbalance/parts/feature-space';

/** Whether rows that resemble each other stand near each other in the file. */
export interface IndexNeighbours extends IndexTest {
  /** Rows that were compared, of all; `first`: the first ones of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  /** Numeric columns, a column of vectors, or the words of a text. */
  readonly features: 'numbers' | 'vectors' | 'words';
  readonly columns: number;
  /** The numeric column in which rows are most like the next ones that were compared; null without one. */
  readonly closest: {
    readonly column: number;
    readonly name: string;
    readonly correlation: number;
  } | null;
}

/** Rows that are compared, neighbours of each, times their places are dealt anew. */
const ROWS = 1000;
const FEWEST = 100;
const K = 10;
const PERMUTATIONS = 99;
const MOST_COLUMNS = 256;

/**
 * The index test on a sample of rows (of all, or of those `among`) by their features; columns that number the rows are `apart`. Null without features
 * or with too few rows. Points are searched in a random order, so that rows at equal distance are not taken by their
 * place. @throws Cancelled
 */
export function indexNeighbours(
  table: Table,
  apart: ReadonlySet<number>,
  among: Uint32Array | undefined,
  context: MetricContext,
): IndexNeighbours | null {
  const source = pointSource(table, context);
  const columns = (source?.columns ?? []).filter((index) => !apart.has(index));
  if (!source || columns.length === 0) return null;
  const used = columns.slice(0, MOST_COLUMNS);
  const sample = sampleAmong(table, used, among, ROWS);
  const m = sample.rows.length;
  if (m < FEWEST) return null;
  const dealt = shuffled(m);
  const inOrder = sampledColumns(table, used, sample, context);
  const cells = inOrder.map((column) => ({
    ...column,
    levels: Int32Array.from(dealt, (place) => column.levels[place]!),
    ...(column.numbers && {
      numbers: Float64Array.from(dealt, (place) => column.numbers![place]!),
    }),
  }));
  const raw = source.make(cells, () => 1, context.tick);
  if (raw.dimensions === 0) return null;
  const { points } = nearestNeighbours(reduced(raw, context), K, context.tick);
  const test = indexTest(
    points,
    K,
    dealt,
    { permutations: PERMUTATIONS, stream: auditStream('row-order/places') },
    context.tick,
  );
  return {
    ...{
      ...test,
      rows: m,
      of: among?.length ?? table.rowCount,
      first: sample.first && m < table.rowCount,
    },
    ...{ features: source.of, columns: used.length, closest: closestOf(inOrder) },
  };
}

function closestOf(columns: readonly SampledColumn[]): IndexNeighbours['closest'] {
  const found = columns.flatMap(({ index, name, numbers }) => {
    const correlation = numbers ? pearson(numbers.subarray(1), numbers.subarray(0, -1)) : NaN;
    return Number.isNaN(correlation) ? [] : [{ column: index, name, correlation }];
  });
  return found.reduce<IndexNeighbours['closest']>(
    (best, each) => (best === null || each.correlation > best.correlation ? each : best),
    null,
  );
}

/** 0 .. count - 1 in random order. */
function shuffled(count: number): Uint32Array {
  const stream = auditStream('row-order/points');
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform(i) * (i + 1));
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}
