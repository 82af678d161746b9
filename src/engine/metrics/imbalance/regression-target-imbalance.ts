import type { Evidence, Metric, MetricContext } from '../../metric';
import { columnValues } from '../../table/column-values';
import { holdsNumbers } from '../../table/profile';
import { columnWith } from '../../roles/roles';
import { moments } from '../../statistics/describe';
import { gini } from '../../statistics/evenness';
import { sumOf } from '../../statistics/sum';
import {
  binOf,
  relativeWeights,
  smoothed,
  smoothingWindow,
  targetBins,
  type TargetBins,
} from '../../statistics/target-bins';
import type { WeightedValues } from '../../statistics/weighted-values';
import type { Table } from '../../table/table';
import { count, many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { isQuantity } from '../label';
import { t } from '../../language';

/** Which ranges of a numeric target have few rows. */
export interface RegressionTargetImbalance {
  readonly target: string;
  /** Rows with a finite number. */
  readonly rows: number;
  /** The target's cells are not held: counts per range are within 1 %. */
  readonly estimated?: true;
  /** Each range is one whole number. */
  readonly single: boolean;
  /** Ascending; the first and the last are open at their outer end. */
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly band: 'many' | 'medium' | 'few';
    /** Smoothed rows, and a weight per row with mean 1. */
    readonly smoothed: number;
    readonly weight: number;
  }[];
  readonly many: number;
  readonly medium: number;
  readonly few: number;
  /** Share of the range with fewer than 20 rows per bin; with none, between the first and last filled bin. */
  readonly fewShare: number;
  readonly emptyInner: number;
  /** Divergence of the bins from even filling, in nats. */
  readonly klUniform: number;
  readonly gini: number;
  readonly skewness: number | null;
}

/** Bands of rows per bin (Yang et al. 2021). */
const MANY = 100;
const FEW = 20;
const SPARSE = 0.3;
const GAP = 0.1;
/** Fewer rows leave every range sparse, which is no news. */
const ENOUGH = 100;

/** Which ranges of a numeric target have too few rows. */
export const regressionTargetImbalance: Metric<RegressionTargetImbalance> = {
  id: 'regression-target-imbalance',
  family: 'imbalance',
  title: 'Target ranges',
  summary: 'Which ranges of a numeric target have too few rows.',
  cites: [
    'Yang et al. 2021: Delving into deep imbalanced regression (bands, label distribution smoothing)',
    'Stocksieker et al. 2023, RegMix: mixup for regression',
  ],
  needs: { optional: ['label'] },
  params: [],
  measure(table, _values, context) {
    const index = columnWith(context.roles, 'label');
    if (index === undefined)
      return { applicable: false, reason: t('No column has the role label.') };
    const profile = context.profiles[index]!;
    const name = quoted(table.columns[index]!.name);
    if (!holdsNumbers(profile) || !isQuantity(profile, table.rowCount)) {
      return { applicable: false, reason: t`${name} holds classes, not amounts.` };
    }
    const found = columnValues(table, profile);
    const bins = found && found.of.n > 0 ? targetBins(found.of) : undefined;
    if (!found || !bins) {
      return { applicable: false, reason: t`Nearly all numbers of ${name} are the same.` };
    }
    const { of, estimated } = found;
    const numbers = figuresOf(table.columns[index]!.name, of, bins, estimated);
    const alerts = alertsOf(this.id, [sparse(numbers, index, estimated), gap(numbers, index)]);
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: alerts.some(({ evidence }) => evidence !== undefined)
        ? { sparse: rowsIn(table, index, bins, context) }
        : {},
    };
  },
};

function figuresOf(
  target: string,
  of: WeightedValues,
  { edges, counts, single }: TargetBins,
  estimated: boolean,
): RegressionTargetImbalance {
  const density = smoothed(counts, smoothingWindow());
  const weights = relativeWeights(counts, density);
  const n = of.n;
  const band = (c: number) => (c > MANY ? 'many' : c >= FEW ? 'medium' : 'few');
  const bins = counts.map((c, i) => ({
    from: edges[i]!,
    to: edges[i + 1]!,
    count: c,
    band: band(c) as 'many' | 'medium' | 'few',
    smoothed: density[i]!,
    weight: weights[i]!,
  }));
  const within = (wanted: string) => bins.filter((bin) => bin.band === wanted).length;
  const first = counts.findIndex((c) => c > 0);
  const last = counts.findLastIndex((c) => c > 0);
  const empty = counts.filter((c, i) => c === 0 && i > first && i < last).length;
  return {
    target,
    rows: n,
    ...(estimated && { estimated: true }),
    single,
    bins,
    many: within('many'),
    medium: within('medium'),
    few: within('few'),
    fewShare: within('few') / bins.length,
    emptyInner: empty / bins.length,
    klUniform: sumOf(bins.length, (i) => {
      const p = counts[i]! / n;
      return p > 0 ? p * Math.log(p * bins.length) : 0;
    }),
    gini: gini(counts),
    skewness: moments(of).skewness,
  };
}

const short = (value: number) => String(Number(value.toPrecision(4)));

/** The longest run of bins that pass, as a range: "above 80", "between 40 and 55". */
function longest(
  { bins }: RegressionTargetImbalance,
  passes: (bin: RegressionTargetImbalance['bins'][number]) => boolean,
): string {
  let best = { from: 0, to: 0 };
  let from = 0;
  bins.forEach((bin, i) => {
    if (!passes(bin)) from = i + 1;
    else if (i + 1 - from > best.to - best.from) best = { from, to: i + 1 };
  });
  if (best.to === bins.length) return t`above ${short(bins[best.from]!.from)}`;
  if (best.from === 0) return t`below ${short(bins[best.to - 1]!.to)}`;
  return t`between ${short(bins[best.from]!.from)} and ${short(bins[best.to - 1]!.to)}`;
}

function sparse(
  numbers: RegressionTargetImbalance,
  column: number,
  estimated: boolean,
): AlertDraft | undefined {
  const { fewShare, bins, rows, target } = numbers;
  if (rows < ENOUGH || fewShare <= SPARSE) return undefined;
  const held = sumOf(bins.length, (i) => (bins[i]!.band === 'few' ? bins[i]!.count : 0));
  return {
    code: 'sparse-ranges',
    severity: 'warning',
    title: t`${percent(fewShare)} of the range of ${quoted(target)} has fewer than ${String(FEW)} rows per bin`,
    message: t`Mostly ${longest(numbers, ({ band }) => band === 'few')}: ${estimated ? t('about ') : ''}${many(held, 'row')} in ${many(numbers.few, 'bin')} of ${count(bins.length)}. Errors there are large and hardly seen in the mean. Weight or repeat rows of sparse ranges, predict the bin beside the number, and report the error per range.`,
    columns: [column],
    value: fewShare,
    threshold: SPARSE,
    rowCount: held,
    ...(!estimated && held > 0 && { evidence: 'sparse' }),
    remedies: [
      { method: 'regression-resample', why: t('Repeats or weights rows of sparse ranges.') },
      { method: 'regression-mixup', why: t('Mixes rows of neighbouring targets.') },
    ],
  };
}

function gap(numbers: RegressionTargetImbalance, column: number): AlertDraft | undefined {
  if (numbers.rows < ENOUGH || numbers.emptyInner <= GAP) return undefined;
  return {
    code: 'empty-range',
    severity: 'info',
    title: t`No row of ${quoted(numbers.target)} lies ${longest(numbers, (bin) => bin.count === 0)}`,
    message: t`${percent(numbers.emptyInner)} of the range is empty: what a model says there is a guess.`,
    columns: [column],
    value: numbers.emptyInner,
    threshold: GAP,
  };
}

function rowsIn(
  table: Table,
  index: number,
  { edges, counts }: TargetBins,
  { profiles, tick }: MetricContext,
): Evidence {
  const { codes } = table.columns[index]!;
  const numbers = profiles[index]!.numbers!;
  const isSparse = Uint8Array.from(numbers, (value) =>
    Number.isFinite(value) && counts[binOf(edges, value)]! < FEW ? 1 : 0,
  );
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    if (isSparse[codes[row]!] === 1) rows.push(row);
  }
  return {
    rows: Uint32Array.from(rows),
    columns: [index],
    reason: t`Rows in ranges with fewer than ${String(FEW)} rows.`,
  };
}
