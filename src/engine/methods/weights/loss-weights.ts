import type { Method, MethodContext } from '../../method';
import type { ColumnParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import { MISSING, type Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { cellsOf } from '../cells';
import { columnNamed } from '../columns';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { LOSS, lossColumn, MODEL } from './parts/loss-column';
import { CURVES, type Curve } from './parts/loss-curves';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

const WITHIN: ColumnParam = {
  kind: 'column',
  id: 'within',
  title: 'Within',
  summary:
    'Losses are compared within each value of this column only, so that groups keep their weight.',
  default: null,
};

/** Row weights from the losses of a model: redundant, well learnt rows count less. */
export const lossWeights: Method = {
  id: 'loss-weights',
  family: 'weights',
  title: 'Loss weights',
  summary: 'A weight per row from its loss: what a model knows well already counts less.',
  cites: ['Sow et al. 2025, Dynamic Loss-Based Sample Reweighting'],
  needs: { required: ['loss'], optional: ['label', 'group', 'weight', 'split'] },
  changes: 'weights',
  params: [
    LOSS,
    {
      kind: 'choice',
      id: 'strategy',
      title: 'Strategy',
      summary: 'Which losses count most.',
      default: 'linupper',
      options: [
        { value: 'linupper', title: 'All but the lowest' },
        { value: 'quadratic', title: 'The middle' },
        { value: 'extremes', title: 'Lowest and highest' },
        { value: 'upper', title: 'The highest' },
      ],
    },
    WITHIN,
    {
      kind: 'number',
      id: 'delta',
      title: 'Range',
      summary: 'Losses are scaled to minus this up to this.',
      default: 1,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'r',
      title: 'Temperature',
      summary:
        'Lower is stronger: the largest weight is at most exp(range / temperature) times the smallest.',
      default: 1,
      min: 0.01,
    },
    {
      kind: 'number',
      id: 'winsorLow',
      title: 'Lower quantile',
      summary: 'Lower losses count as this quantile of them.',
      default: 0.01,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'winsorHigh',
      title: 'Upper quantile',
      summary: 'Higher losses count as this quantile of them.',
      default: 0.99,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'floorEasy',
      title: 'Least weight of easy rows',
      summary: 'No row weighs less than this times the mean: well learnt rows still teach.',
      default: 0,
      min: 0,
      max: 0.99,
      advanced: true,
    },
    MODEL,
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-STALE', 'G-ESS', 'G-DUP', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const [low, high] = [read.number(values, 'winsorLow')!, read.number(values, 'winsorHigh')!];
    if (low >= high) {
      throw new EngineError('bad-parameter', t('`winsorLow` must be below `winsorHigh`.'));
    }
    const losses = lossColumn(table, values, context);
    const base = baseWeights(table, values, context);
    const parts = partsOf(table, values, context);
    const raw = new Float64Array(losses.length).fill(NaN);
    const curve: Curve = {
      shape: CURVES[read.text(values, 'strategy')]!,
      delta: read.number(values, 'delta')!,
      r: read.number(values, 'r')!,
    };
    const floor = read.number(values, 'floorEasy')!;
    for (const places of parts) {
      const own = Float64Array.from(places, (i) => losses[i]!);
      const weights = softWeights(winsorised(own, low, high), curve, floor);
      places.forEach((place, i) => (raw[place] = weights[i]!));
    }
    const none = new Int32Array(losses.length).fill(-1);
    return weightPlan(table, { raw, base, cellOf: none, cellNames: [] }, values, context, {
      notices: losersAmong(table, raw, base, context),
      tables: () => ({ losses: lossTable(losses, raw) }),
    });
  },
};

/** Places in the scope per value of the column `within`; rows without a value are one part. */
function partsOf(table: Table, values: Values, context: MethodContext): Uint32Array[] {
  const name = read.textOrNull(values, WITHIN.id);
  const count = context.scope.length;
  if (name === null) return [Uint32Array.from({ length: count }, (_, i) => i)];
  const { cells, cellOf } = cellsOf(table, [columnNamed(table, name)], context);
  const parts = [...cells.map(() => [] as number[]), []];
  cellOf.forEach((cell, i) => parts.at(cell)!.push(i));
  return parts.map((part) => Uint32Array.from(part));
}

function winsorised(losses: Float64Array, low: number, high: number): Float64Array {
  const sorted = weightedValues(losses, new Float64Array(losses.length).fill(1));
  if (!sorted.n) return losses;
  const [least, most] = [quantile(sorted, low), quantile(sorted, high)];
  return losses.map((loss) => Math.min(Math.max(loss, least), most));
}

/** softmax(f(h) / r) to mean 1, no less than `floor` and mean 1 again; NaN where there is no loss. */
function softWeights(
  losses: Float64Array,
  { shape, delta, r }: Curve,
  floor: number,
): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const loss of losses) {
    if (loss < least) least = loss;
    if (loss > most) most = loss;
  }
  const range = Math.max(most - least, 1e-6);
  const weights = losses.map((loss) => {
    const h = (2 * delta * loss) / range - (delta * (most + least)) / range;
    // The largest value is taken off, which softmax does not feel and exp does.
    return Math.exp((shape(h, delta) - Math.max(delta, 1)) / r);
  });
  if (most === least) weights.fill(1);
  const scaled = toMeanOne(losses.map((loss, i) => (Number.isNaN(loss) ? NaN : weights[i]!)));
  return floor > 0 ? toMeanOne(scaled.map((weight) => Math.max(weight, floor))) : scaled;
}

function toMeanOne(weights: Float64Array): Float64Array {
  let [sum, n] = [0, 0];
  for (const weight of weights) {
    if (Number.isNaN(weight)) continue;
    sum += weight;
    n++;
  }
  return sum > 0 ? weights.map((weight) => (weight * n) / sum) : weights;
}

/** Classes that lose more than half of their weight. */
function losersAmong(
  table: Table,
  raw: Float64Array,
  base: Float64Array,
  context: MethodContext,
): string[] {
  const label = columnWith(context.roles, 'label');
  if (label === undefined) return [];
  const { codes, dictionary } = table.columns[label]!;
  const missing = new Set([MISSING, ...context.profiles[label]!.missingCodes]);
  const sums = new Map<number, [number, number]>();
  let [before, after] = [0, 0];
  context.scope.forEach((row, i) => {
    const [b, a] = [base[i]!, base[i]! * raw[i]!];
    if (Number.isNaN(a)) return;
    before += b;
    after += a;
    const [was, is] = sums.get(codes[row]!) ?? [0, 0];
    sums.set(codes[row]!, [was + b, is + a]);
  });
  const losers = [...sums].filter(
    ([code, [was, is]]) => !missing.has(code) && is / after < (0.5 * was) / before,
  );
  if (!losers.length) return [];
  const names = listed(losers.map(([code]) => quoted(dictionary.text(code))));
  return [
    t`${many(losers.length, 'class', 'classes')} would lose more than half of the weight: ${names}. Well learnt rows matter too; a \`floorEasy\` of 0.3 holds them.`,
  ];
}

/** Mean loss and mean weight in each tenth of the rows by loss: the curve as it came out. */
function lossTable(losses: Float64Array, raw: Float64Array) {
  const known = Uint32Array.from({ length: losses.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(losses[i]!),
  );
  known.sort((a, b) => losses[a]! - losses[b]! || a - b);
  const parts = Math.min(10, known.length);
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * known.length) / parts);
    const own = known.subarray(from, Math.floor(((part + 1) * known.length) / parts));
    const mean = (of: Float64Array) => own.reduce((sum, i) => sum + of[i]!, 0) / own.length;
    return { part: part + 1, rows: own.length, loss: mean(losses), raw: mean(raw) };
  });
}
