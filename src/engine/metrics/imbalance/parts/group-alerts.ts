import { temperature } from '../../../statistics/temperature';
import { count, listed, many, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { GroupCounts, GroupImbalance } from '../group-imbalance';
import { t } from '../../../language';

/** Share of one group from which it is said. */
const DOMINANT = 0.8;
/** Reads of a row per epoch that are harmless, and that are far too many (after Muennighoff et al. 2023). */
const MANY_REPEATS = 4;
const VERY_MANY_REPEATS = 16;
/** Variance of weights instead of sampling from which sampling is the better way. */
const COSTLY_WEIGHTS = 4;
/** Rows of a class, and rows expected elsewhere, for "all in one group" to mean something. */
const CLASS_ROWS = 10;
const EXPECTED_ELSEWHERE = 5;

/** The findings about groups, one per kind over all group and domain columns. */
export function groupAlerts(
  parts: readonly GroupCounts[],
  numbers: GroupImbalance,
  tau: number,
  label: Label | undefined,
): (AlertDraft | undefined)[] {
  return [
    boundClasses(parts, label),
    repeated(parts, tau),
    dominant(numbers),
    costlyWeights(parts, tau),
  ];
}

function dominant({ columns }: GroupImbalance): AlertDraft | undefined {
  const found = columns
    .filter((entry) => entry.topShare > DOMINANT && entry.groupCount > 1)
    .sort((a, b) => b.topShare - a.topShare);
  const worst = found[0];
  if (!worst) return undefined;
  const top = worst.groups[0]!;
  const others =
    found.length === 1
      ? ''
      : t` Likewise ${listed(
          found
            .slice(1)
            .map((entry) => t`${quoted(entry.groups[0]!.value)} in ${quoted(entry.name)}`),
        )}.`;
  const rest =
    worst.groupCount === 2
      ? quoted(worst.groups[1]!.value)
      : t`the other ${many(worst.groupCount - 1, 'group')}`;
  return {
    code: 'dominant-group',
    severity: 'info',
    title: t`${quoted(top.value)} makes up ${percent(top.share)} of ${quoted(worst.name)}`,
    message: t`A score over all rows says little about ${rest}: report it per group.${others}`,
    columns: found.map((entry) => entry.column),
    value: worst.topShare,
    threshold: DOMINANT,
    rowCount: top.count,
    remedies: [{ method: 'group-weights', why: t('Gives small groups more weight.') }],
  };
}

interface Bound {
  readonly part: GroupCounts;
  readonly value: string;
  readonly group: string;
  readonly rows: number;
}

/** Classes that occur in one group only although chance would have put some elsewhere. */
function boundClasses(
  parts: readonly GroupCounts[],
  label: Label | undefined,
): AlertDraft | undefined {
  if (!label) return undefined;
  const found = parts.flatMap((part): Bound[] => {
    const { groups, cross, classCount } = part;
    if (classCount === 0) return [];
    const perGroup = groups.values.map((_, g) =>
      cross.subarray(g * classCount, (g + 1) * classCount).reduce((sum, n) => sum + n, 0),
    );
    const all = perGroup.reduce((sum, n) => sum + n, 0);
    return label.classes.values.flatMap((value, of): Bound[] => {
      const within = groups.values.map((_, g) => cross[g * classCount + of]!);
      const rows = within.reduce((sum, n) => sum + n, 0);
      const only = within.findIndex((n) => n > 0);
      if (only < 0 || rows < CLASS_ROWS || within[only] !== rows) return [];
      const elsewhere = rows * (1 - perGroup[only]! / all);
      return elsewhere >= EXPECTED_ELSEWHERE
        ? [{ part, value, group: groups.values[only]!, rows }]
        : [];
    });
  });
  found.sort((a, b) => b.rows - a.rows);
  const worst = found[0];
  if (!worst) return undefined;
  const where = (b: Bound) => t`${quoted(b.value)} in ${quoted(b.group)}`;
  const others = found.length === 1 ? '' : t` Likewise ${listed(found.slice(1).map(where))}.`;
  return {
    code: 'class-in-one-group',
    severity: 'warning',
    title: t`${quoted(worst.value)} occurs only where ${quoted(worst.part.name)} is ${quoted(worst.group)}`,
    message: t`All ${many(worst.rows, 'row')} of it, so a model can learn ${quoted(worst.part.name)} instead.${others}`,
    columns: [...new Set([label.column.index, ...found.map(({ part }) => part.column)])],
    rowCount: found.reduce((sum, { rows }) => sum + rows, 0),
    remedies: [{ method: 'collection-plan', why: t('Rows of this class from other groups.') }],
  };
}

/** Rows of small groups would be read too often at the temperature the user means to draw with. */
function repeated(parts: readonly GroupCounts[], tau: number): AlertDraft | undefined {
  const found = parts
    .map((part) => {
      const smallest = part.order.at(-1)!;
      const repeats = temperature(
        part.order.map((i) => part.groups.counts[i]!),
        tau,
      ).repeats.at(-1)!;
      return { part, repeats, value: part.groups.values[smallest]! };
    })
    .filter(({ repeats }) => repeats > MANY_REPEATS)
    .sort((a, b) => b.repeats - a.repeats);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'group-repeats',
    severity: 'warning',
    title: t`Rows of ${quoted(worst.value)} would be read ${times(worst.repeats)} times`,
    message: t`At temperature ${String(tau)} each row of this group of ${quoted(worst.part.name)} comes that often in one epoch.${worst.repeats > VERY_MANY_REPEATS ? t(' Beyond 16 times a row teaches nothing new.') : ''} Cap the repeats or choose a lower temperature.`,
    columns: found.map(({ part }) => part.column),
    value: worst.repeats,
    threshold: MANY_REPEATS,
    remedies: [
      { method: 'temperature-mixture', why: t('Draws at a temperature with a cap.') },
      ...(worst.repeats > VERY_MANY_REPEATS
        ? [
            {
              method: 'cooldown-schedule',
              why: t('Keeps the small groups for the end of training.'),
            },
          ]
        : []),
    ],
  };
}

function costlyWeights(parts: readonly GroupCounts[], tau: number): AlertDraft | undefined {
  const found = parts
    .map((part) => ({
      part,
      factor: temperature(
        part.order.map((i) => part.groups.counts[i]!),
        tau,
      ).varianceFactor,
    }))
    .filter(({ factor }) => factor > COSTLY_WEIGHTS)
    .sort((a, b) => b.factor - a.factor);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'sample-rather-than-weight',
    severity: 'info',
    title: t`Weights on ${quoted(worst.part.name)} would make training ${times(worst.factor)} times noisier`,
    message: t`At temperature ${String(tau)} over ${count(worst.part.order.length)} groups: sample the rows rather than weight them.`,
    columns: found.map(({ part }) => part.column),
    value: worst.factor,
    threshold: COSTLY_WEIGHTS,
  };
}
