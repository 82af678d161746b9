import { classesOf, type Classes } from '../../table/classes';
import type { Metric, MetricContext } from '../../metric';
import { columnsWith } from '../../roles/roles';
import { entropy } from '../../statistics/evenness';
import { largestInOrder } from '../../statistics/extremes';
import { sumOf } from '../../statistics/sum';
import { temperature } from '../../statistics/temperature';
import { wilson } from '../../statistics/wilson';
import type { Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { groupAlerts } from './parts/group-alerts';
import { t } from '../../language';

/** How unequal the groups of one column are, and how the label is spread over them. */
export interface GroupImbalanceEntry {
  readonly column: number;
  readonly name: string;
  readonly role: 'group' | 'domain';
  readonly missing: number;
  /** By count, largest first, at most 50; `others` holds the rest. */
  readonly groups: readonly {
    readonly value: string;
    readonly count: number;
    readonly share: number;
    /** Rows per class of the label, in the order of `classes`. */
    readonly byClass: readonly number[];
    /** Share of each class within the group with its Wilson 95 % interval. */
    readonly rates: readonly {
      readonly share: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
  readonly others: number;
  readonly groupCount: number;
  readonly effectiveGroups: number;
  readonly imbalanceRatio: number;
  readonly topShare: number;
  /** tau 1, 2, 3.33, 5, Infinity (as null): shares, repeats and variance factor, in the order of `groups`. */
  readonly temperatures: readonly {
    readonly tau: number | null;
    readonly shares: readonly number[];
    readonly repeats: readonly number[];
    readonly varianceFactor: number;
  }[];
  /** Weighted total variation between each group's label shares and the pool's; null without a label. */
  readonly labelDiscrepancy: number | null;
}

/** One entry per group or domain column. */
export interface GroupImbalance {
  /** Classes of the label in class order (at most 20); empty without a label. */
  readonly classes: readonly string[];
  readonly columns: readonly GroupImbalanceEntry[];
}

/** Groups and classes listed. */
const GROUPS = 50;
const CLASSES = 20;
/** Cells of a table of groups and classes; beyond, the label is not crossed. */
const CELLS = 2_000_000;
const TAUS = [1, 2, 3.33, 5, Infinity];

/** How unequal groups, domains and sources are, and how the label is spread over them. */
export const groupImbalance: Metric<GroupImbalance> = {
  id: 'group-imbalance',
  family: 'imbalance',
  title: 'Group imbalance',
  summary:
    'How unequal groups and sources are, how the label is spread over them, and what sampling at a temperature would do.',
  cites: [
    'Arivazhagan et al. 2019: Massively multilingual neural machine translation (temperature sampling)',
    'Wilson 1927: Probable inference',
  ],
  needs: { optional: ['group', 'domain', 'label'] },
  params: [
    {
      kind: 'number',
      id: 'temperature',
      title: 'Temperature',
      summary: 'Temperature at which you mean to draw from the groups; 1 takes them as they are.',
      default: 1,
      min: 1,
      advanced: true,
    },
  ],
  measure(table, values, context) {
    const columns = [
      ...columnsWith(context.roles, 'group'),
      ...columnsWith(context.roles, 'domain'),
    ]
      .filter((index) => context.profiles[index]!.distinct > 0)
      .sort((a, b) => a - b);
    if (columns.length === 0) {
      return { applicable: false, reason: t('No column has the role group or domain.') };
    }
    const label = labelIfAny(table, context);
    const shown = label ? largestInOrder(label.classes.counts, CLASSES) : [];
    const parts = columns.map((index) => groupsOf(table, index, context, label));
    const numbers: GroupImbalance = {
      classes: label ? shown.map((i) => label.classes.values[i]!) : [],
      columns: parts.map((part) => entryOf(part, context, shown)),
    };
    const alerts = groupAlerts(parts, numbers, values['temperature'] as number, label);
    return { applicable: true, numbers, alerts: alertsOf(this.id, alerts), evidence: {} };
  },
};

/** One column's groups in full: counts, and rows per group and class of the label. */
export interface GroupCounts {
  readonly column: number;
  readonly name: string;
  readonly groups: Classes;
  /** Group indices by count, largest first, ties in class order. */
  readonly order: readonly number[];
  /** Row-major groups x classes of the label; empty without a label. */
  readonly cross: Float64Array;
  readonly classCount: number;
}

function groupsOf(
  table: Table,
  index: number,
  { profiles, tick }: MetricContext,
  label: Label | undefined,
): GroupCounts {
  const column = table.columns[index]!;
  const groups = classesOf(column, profiles[index]!);
  const classes = label?.classes.codes.length ?? 0;
  const classCount = groups.values.length * classes <= CELLS ? classes : 0;
  const cross = new Float64Array(groups.values.length * classCount);
  if (label && classCount > 0) {
    for (let row = 0; row < table.rowCount; row++) {
      if (row % 8192 === 0) tick(row, table.rowCount);
      const group = groups.indexOf[column.codes[row]!]!;
      const of = label.classes.indexOf[label.column.codes[row]!]!;
      if (group >= 0 && of >= 0) cross[group * classCount + of]!++;
    }
  }
  const order = groups.counts
    .map((_, i) => i)
    .sort((a, b) => groups.counts[b]! - groups.counts[a]! || a - b);
  return { column: index, name: column.name, groups, order, cross, classCount };
}

function entryOf(
  part: GroupCounts,
  { roles }: MetricContext,
  shown: readonly number[],
): GroupImbalanceEntry {
  const { groups, order, cross, classCount } = part;
  const rows = sumOf(groups.counts.length, (i) => groups.counts[i]!);
  const listed = order.slice(0, GROUPS);
  const crossed = classCount > 0 ? shown : [];
  const counts = order.map((i) => groups.counts[i]!);
  return {
    column: part.column,
    name: part.name,
    role: roles[part.column] === 'domain' ? 'domain' : 'group',
    missing: groups.missing,
    groups: listed.map((group) => {
      const perClass = cross.subarray(group * classCount, (group + 1) * classCount);
      const labelled = perClass.reduce((sum, n) => sum + n, 0);
      return {
        value: groups.values[group]!,
        count: groups.counts[group]!,
        share: groups.counts[group]! / rows,
        byClass: crossed.map((i) => perClass[i]!),
        rates: crossed.map((i) => ({
          share: labelled === 0 ? 0 : perClass[i]! / labelled,
          ...wilson(perClass[i]!, labelled),
        })),
      };
    }),
    others: rows - listed.reduce((sum, i) => sum + groups.counts[i]!, 0),
    groupCount: counts.length,
    effectiveGroups: Math.exp(entropy(counts)),
    imbalanceRatio: counts[0]! / counts.at(-1)!,
    topShare: counts[0]! / rows,
    temperatures: TAUS.map((tau) => {
      const { shares, repeats, varianceFactor } = temperature(counts, tau);
      return {
        tau: tau === Infinity ? null : tau,
        shares: shares.slice(0, GROUPS),
        repeats: repeats.slice(0, GROUPS),
        varianceFactor,
      };
    }),
    labelDiscrepancy: classCount > 0 ? discrepancy(part) : null,
  };
}

/** Total variation between each group's label shares and the pool's, weighted by group size; rows with both. */
function discrepancy({ cross, classCount, groups }: GroupCounts): number {
  const pool = new Float64Array(classCount);
  cross.forEach((n, i) => (pool[i % classCount]! += n));
  const all = pool.reduce((sum, n) => sum + n, 0);
  return sumOf(groups.values.length, (group) => {
    const perClass = cross.subarray(group * classCount, (group + 1) * classCount);
    const rows = perClass.reduce((sum, n) => sum + n, 0);
    if (rows === 0) return 0;
    const distance = sumOf(classCount, (i) => Math.abs(perClass[i]! / rows - pool[i]! / all)) / 2;
    return (rows / all) * distance;
  });
}
