import { classesOf } from '../../table/classes';
import type { Metric } from '../../metric';
import { columnWith } from '../../roles/roles';
import { chiSquareTest } from '../../statistics/chi-square';
import { discrepancyWeights, labelDistance, type DistanceName } from '../../statistics/discrepancy';
import { sumOf } from '../../statistics/sum';
import { listed, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { tieTo } from '../fairness/parts/label-ties';
import { labelOf } from '../label';
import { crossCounts } from './parts/cross-counts';
import { t } from '../../language';

/** How far each source's label mix is from the target mix. */
export interface SourceLabelDiscrepancy {
  readonly column: string;
  readonly label: string;
  readonly target: 'pooled' | 'uniform';
  readonly distance: DistanceName;
  readonly classes: readonly string[];
  readonly targetShares: readonly number[];
  /** Farthest first. */
  readonly sources: readonly {
    readonly value: string;
    readonly rows: number;
    readonly distance: number;
    /** Total variation: half the sum of absolute differences of shares. */
    readonly totalVariation: number;
    /** Weight that plays down sources far from the target; sums to 1. */
    readonly weight: number;
    readonly shares: readonly number[];
  }[];
  /** Chance of such differences when all sources had the same mix (chi-square). */
  readonly p: number;
}

const FAR = 0.3;
const FEWEST = 30;
const MOST_SOURCES = 200;
const MOST_CLASSES = 200;

/** How far each source's label mix is from the target mix. */
export const sourceLabelDiscrepancy: Metric<SourceLabelDiscrepancy> = {
  id: 'source-label-discrepancy',
  family: 'imbalance',
  title: 'Sources and labels',
  summary:
    'How far the label mix of each source is from that of all rows, and a weight that plays it down.',
  cites: ['Ye et al. 2023: FedDisco, federated learning with discrepancy-aware collaboration'],
  needs: { required: ['domain', 'label'] },
  params: [
    {
      kind: 'choice',
      id: 'target',
      title: 'Target',
      summary: 'The mix that sources are compared with.',
      default: 'pooled',
      options: [
        { value: 'pooled', title: 'All rows' },
        { value: 'uniform', title: 'Even classes' },
      ],
    },
    {
      kind: 'choice',
      id: 'distance',
      title: 'Distance',
      summary: 'How the distance between two mixes is measured.',
      default: 'l2',
      options: [
        { value: 'l2', title: 'Euclidean' },
        { value: 'l1', title: 'Sum of differences' },
        { value: 'kl', title: 'Kullback-Leibler' },
        { value: 'cosine', title: 'Cosine' },
      ],
      advanced: true,
    },
    {
      kind: 'number',
      id: 'a',
      title: 'Strength',
      summary: 'How much a distance takes from a source.',
      default: 0.5,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'b',
      title: 'Allowance',
      summary: 'What every source is given before.',
      default: 0.1,
      min: 0,
      advanced: true,
    },
  ],
  measure(table, values, context) {
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    const index = columnWith(context.roles, 'domain')!;
    const column = table.columns[index]!;
    const classes = classesOf(column, context.profiles[index]!);
    const k = label.classes.codes.length;
    if (classes.codes.length < 2 || k < 2) {
      return { applicable: false, reason: t('There is only one source or one class.') };
    }
    if (classes.codes.length > MOST_SOURCES || k > MOST_CLASSES) {
      return { applicable: false, reason: t('There are more than 200 sources or classes.') };
    }
    const cross = crossCounts(
      { codes: column.codes, classes },
      { codes: label.column.codes, classes: label.classes },
      context.tick,
    );
    const tables = classes.values.map((_, s) => [...cross.subarray(s * k, (s + 1) * k)]);
    const target = values['target'] as 'pooled' | 'uniform';
    const numbers: SourceLabelDiscrepancy = {
      column: column.name,
      label: label.name,
      classes: label.classes.values,
      ...discrepancies(tables, {
        target,
        distance: values['distance'] as DistanceName,
        a: values['a'] as number,
        b: values['b'] as number,
        names: classes.values,
      }),
      p: chiSquareTest([...cross], k).p,
    };
    return {
      applicable: true,
      numbers,
      alerts: tieTo(table, index, label, context)
        ? []
        : alertsOf(this.id, [far(numbers, [index, label.column.index])]),
      evidence: {},
    };
  },
};

/** What the comparison needs to know. */
interface Comparison {
  readonly target: 'pooled' | 'uniform';
  readonly distance: DistanceName;
  readonly a: number;
  readonly b: number;
  readonly names: readonly string[];
}

/** Distances and weights of sources from their counts per class. */
export function discrepancies(
  tables: readonly (readonly number[])[],
  { target, distance, a, b, names }: Comparison,
): Pick<SourceLabelDiscrepancy, 'target' | 'distance' | 'targetShares' | 'sources'> {
  const k = tables[0]!.length;
  const filled = tables
    .map((counts, i) => ({
      counts,
      name: names[i]!,
      rows: sumOf(k, (of) => counts[of]!),
    }))
    .filter(({ rows }) => rows > 0);
  const n = sumOf(filled.length, (i) => filled[i]!.rows);
  const targetShares = Array.from({ length: k }, (_, of) =>
    target === 'uniform' ? 1 / k : sumOf(filled.length, (i) => filled[i]!.counts[of]!) / n,
  );
  const distances = filled.map(({ counts }) => labelDistance(counts, targetShares, distance));
  const sum = sumOf(distances.length, (i) => distances[i]!);
  const scaled = distance === 'kl' && sum > 0 ? distances.map((d) => d / sum) : distances;
  const weights = discrepancyWeights(
    filled.map(({ rows }) => rows),
    scaled,
    a,
    b,
  );
  const sources = filled.map(({ name, counts, rows }, i) => ({
    value: name,
    rows,
    distance: distances[i]!,
    totalVariation: labelDistance(counts, targetShares, 'l1') / 2,
    weight: weights[i]!,
    shares: counts.map((c) => c / rows),
  }));
  return {
    target,
    distance,
    targetShares,
    sources: sources.sort((x, y) => y.totalVariation - x.totalVariation),
  };
}

function far(
  { sources, column, label, p }: SourceLabelDiscrepancy,
  columns: readonly number[],
): AlertDraft | undefined {
  const found = sources.filter(
    ({ totalVariation, rows, weight }) => (totalVariation > FAR || weight === 0) && rows >= FEWEST,
  );
  const worst = found[0];
  if (!worst || p >= 0.05) return undefined;
  const none = sources.filter(({ weight }) => weight === 0);
  return {
    code: 'other-label-mix',
    severity: 'info',
    title: t`${quoted(worst.value)} has another mix of ${quoted(label)} than the rest of ${quoted(column)}`,
    message: t`${percent(worst.totalVariation)} of its rows would need another label to match.${found.length > 1 ? t` Likewise ${listed(found.slice(1).map(({ value }) => quoted(value)))}.` : ''}${withoutWeight(none.map(({ value }) => quoted(value)))} Compare scores per source.`,
    columns,
    value: worst.totalVariation,
    threshold: FAR,
    rowCount: sumOf(found.length, (i) => found[i]!.rows),
    remedies: [{ method: 'source-weights', why: t('Plays sources down by their distance.') }],
  };
}

function withoutWeight(names: readonly string[]): string {
  if (names.length === 0) return '';
  return names.length === 1
    ? t` ${names[0]!} mostly adds a different mix and would get no weight at all.`
    : t` ${listed(names)} mostly add a different mix and would get no weight at all.`;
}
