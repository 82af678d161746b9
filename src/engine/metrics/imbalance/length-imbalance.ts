import type { Metric, MetricContext } from '../../metric';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { quantile, type WeightedValues } from '../../statistics/weighted-values';
import { randomWaste, sortedWaste, truncation } from '../../statistics/padding';
import { findColumn, type Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { lengthAlerts } from './parts/length-alerts';
import { lengthsBy, lengthsOf, type LengthByClass } from './parts/lengths';
import { t } from '../../language';

/** How token cost is spread over rows. */
export interface LengthImbalance {
  readonly column: string;
  /** `column`: token counts of the file; `estimate`: characters / 4. */
  readonly tokens: 'column' | 'estimate';
  readonly rows: number;
  readonly total: number;
  /** Minimum, median, 95 %, 99 %, maximum. */
  readonly spread: readonly [number, number, number, number, number];
  /** Shares of the longest 1 % of rows: of tokens, and of the sum of squared lengths. */
  readonly longest: { readonly tokens: number; readonly squares: number };
  readonly context: number;
  readonly truncatedRows: number;
  readonly lostTokens: number;
  readonly batchSize: number;
  /** Padding in random batches, as expected, and in batches sorted by length. */
  readonly paddingRandom: number;
  readonly paddingSorted: number;
  /** Share of the work l + l^2 / context that grows with the square. */
  readonly quadraticShare: number;
  /** Rows per power of two of tokens: from (included), to (excluded). */
  readonly histogram: readonly {
    readonly from: number;
    readonly to: number;
    readonly rows: number;
  }[];
  /** By class of the label, from a sample; null without classes. */
  readonly byClass: LengthByClass | null;
  /** The same by domain. */
  readonly bySource: LengthByClass | null;
}

const LONGEST = 0.01;

/** How token cost is spread over rows, and what truncation, padding and packing will do. */
export const lengthImbalance: Metric<LengthImbalance> = {
  id: 'length-imbalance',
  family: 'imbalance',
  title: 'Text lengths',
  summary:
    'How token cost is spread over rows, what truncation and padding will do, and whether length tells the label.',
  cites: [
    'Ge et al. 2025: ByteScale (cost of long sequences)',
    'Cliff 1993: Dominance statistics',
    'Mann, Whitney 1947: On a test of whether one of two random variables is stochastically larger',
  ],
  needs: { optional: ['text', 'label', 'domain'] },
  params: [
    {
      kind: 'column',
      id: 'tokens',
      title: 'Token Counts',
      summary: 'Column of token counts; when not set, a quarter of the characters of the text.',
      default: null,
    },
    {
      kind: 'number',
      id: 'context',
      title: 'Context Length',
      summary: 'Tokens beyond which a row is cut off.',
      default: 2048,
      min: 1,
      integer: true,
    },
    {
      kind: 'number',
      id: 'batchSize',
      title: 'Batch Size',
      summary: 'Rows per batch.',
      default: 32,
      min: 1,
      integer: true,
    },
  ],
  measure(table, values, context) {
    const chosen = chosenColumn(table, values['tokens'] as string | null, context);
    if (!chosen) return { applicable: false, reason: t('No column has the role text.') };
    const { index, counted } = chosen;
    const of = lengthsOf(table, index, counted, context);
    if (of.n === 0) return { applicable: false, reason: t('No row has a text.') };
    const limit = values['context'] as number;
    const batchSize = values['batchSize'] as number;
    const [total, squares] = sums(of);
    const numbers: LengthImbalance = {
      column: table.columns[index]!.name,
      tokens: counted ? 'column' : 'estimate',
      rows: of.n,
      total,
      spread: [0, 0.5, 0.95, 0.99, 1].map((p) =>
        quantile(of, p),
      ) as unknown as LengthImbalance['spread'],
      longest: longest(of, total, squares),
      context: limit,
      ...truncation(of, limit),
      batchSize,
      paddingRandom: randomWaste(of, batchSize),
      paddingSorted: sortedWaste(of, batchSize),
      quadraticShare: squares === 0 ? 0 : squares / limit / (total + squares / limit),
      histogram: histogram(of),
      byClass: lengthsBy(table, index, counted, 'label', context),
      bySource: lengthsBy(table, index, counted, 'domain', context),
    };
    const alerts = alertsOf(this.id, lengthAlerts(numbers, index));
    return { applicable: true, numbers, alerts, evidence: {} };
  },
};

/** The column of token counts, or the text. @throws EngineError unknown-column, bad-parameter */
function chosenColumn(
  table: Table,
  tokens: string | null,
  { roles, profiles }: MetricContext,
): { readonly index: number; readonly counted: boolean } | undefined {
  if (tokens === null) {
    const index = columnWith(roles, 'text');
    return index === undefined ? undefined : { index, counted: false };
  }
  const index = findColumn(table.columns, tokens);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${tokens}'.`);
  if (profiles[index]!.semantic !== 'numeric') {
    throw new EngineError('bad-parameter', t`'${tokens}' does not hold token counts.`);
  }
  return { index, counted: true };
}

function sums({ values, counts }: WeightedValues): [number, number] {
  let total = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    total += values[i]! * counts[i]!;
    squares += values[i]! * values[i]! * counts[i]!;
  }
  return [total, squares];
}

/** What the longest 1 % of rows hold; a value that straddles the border counts in part. */
function longest(
  { values, counts, n }: WeightedValues,
  total: number,
  squares: number,
): LengthImbalance['longest'] {
  let left = Math.max(1, Math.round(LONGEST * n));
  let [tokens, squared] = [0, 0];
  for (let i = values.length - 1; i >= 0 && left > 0; i--) {
    const taken = Math.min(left, counts[i]!);
    tokens += taken * values[i]!;
    squared += taken * values[i]! * values[i]!;
    left -= taken;
  }
  return { tokens: total > 0 ? tokens / total : 0, squares: squares > 0 ? squared / squares : 0 };
}

function histogram({ values, counts }: WeightedValues): LengthImbalance['histogram'] {
  const rows = new Map<number, number>();
  values.forEach((v, i) => {
    const power = v < 1 ? -1 : Math.floor(Math.log2(v));
    rows.set(power, (rows.get(power) ?? 0) + counts[i]!);
  });
  const last = Math.max(...rows.keys());
  const first = Math.min(...rows.keys());
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const power = first + i;
    return {
      from: power < 0 ? 0 : 2 ** power,
      to: power < 0 ? 1 : 2 ** (power + 1),
      rows: rows.get(power) ?? 0,
    };
  });
}
