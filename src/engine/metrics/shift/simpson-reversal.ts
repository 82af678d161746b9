import { classesOf } from '../../table/classes';
import type { Metric, MetricContext } from '../../metric';
import { sketchOf } from '../../table/open-columns';
import { holdsNumbers } from '../../table/profile';
import { EngineError } from '../../problems';
import type { Values } from '../../params/params';
import { columnsWith, columnWith } from '../../roles/roles';
import { largestInOrder } from '../../statistics/extremes';
import { isSketched } from '../../sampling/sampled-columns';
import { findColumn, type Table } from '../../table/table';
import { quoted } from '../../words';
import { alertsOf } from '../alerts';
import { isQuantity, labelOf, type Label } from '../label';
import { reversalAlerts, verdicts, type PairVerdict } from './parts/reversal-alerts';
import { heldFixed, type Contrast, type HeldFixed } from './parts/strata-pairs';
import { t } from '../../language';

/** One contrast with one column held fixed. */
export interface SimpsonPair extends HeldFixed {
  /** Column of the contrast, and the two of its values that are compared. */
  readonly column: number;
  readonly name: string;
  readonly first: string;
  readonly second: string;
  /** The column that is held fixed. */
  readonly heldColumn: number;
  readonly held: string;
  readonly verdict: PairVerdict;
}

/** Whether differences in the label reverse or vanish once another column is held fixed. */
export interface SimpsonReversal {
  readonly label: string;
  /** The class whose rate is compared; null where the label is a number, and effects are differences of means. */
  readonly positive: string | null;
  /** Contrasts by held columns that were looked at, and columns that could have been held and were not. */
  readonly looked: number;
  readonly leftOut: number;
  /** Those with a verdict first, then by how far the held column moves the difference; at most 50. */
  readonly pairs: readonly SimpsonPair[];
}

/** Contrasts by default; values of a column that is held; pairs listed, and strata listed of each. */
const CONTRASTS = 10;
const MOST_VALUES = 50;
const LISTED = 50;
const STRATA = 20;
/** Whole numbers are held up to so many values, with so many rows of each. */
const MOST_NUMBERS = 20;
const ROWS_PER_NUMBER = 10;
/** Cells that are looked at in all. */
const WORK = 300_000_000;
const HELD_ROLES = new Set(['feature', 'group', 'domain']);

/** Whether a difference between groups reverses, vanishes or changes its sign once another column is held fixed. */
export const simpsonReversal: Metric<SimpsonReversal> = {
  id: 'simpson-reversal',
  family: 'shift',
  title: "Simpson's paradox",
  summary:
    'Whether a difference in the label between two groups reverses or vanishes once another column is held fixed.',
  cites: [
    'Simpson 1951: The interpretation of interaction in contingency tables',
    'Mantel and Haenszel 1959: Statistical aspects of the analysis of data from retrospective studies',
    'Robins, Breslow and Greenland 1986: Estimators of the Mantel-Haenszel variance',
    'Breslow and Day 1980: Statistical methods in cancer research',
  ],
  needs: { optional: ['label', 'group', 'domain'] },
  params: [
    {
      kind: 'column',
      id: 'contrast',
      title: 'Contrast',
      summary:
        'The column whose two most frequent values are compared; none means each group and domain.',
      default: null,
    },
    {
      kind: 'text',
      id: 'levels',
      title: 'Levels',
      summary: 'Two values of the contrast to compare, as in `a|b`; empty takes the most frequent.',
      default: '',
      advanced: true,
    },
    {
      kind: 'columns',
      id: 'held',
      title: 'Held Fixed',
      summary: 'Columns to hold fixed, one at a time; none means each of 2 to 50 values.',
      default: [],
    },
    {
      kind: 'text',
      id: 'positive',
      title: 'Positive Class',
      summary: 'The class of the label whose rate is compared; empty takes the rarer of two.',
      default: '',
    },
  ],
  measure(table, values, context) {
    const contrasted = contrastColumns(table, values, context);
    if (contrasted.length === 0) {
      return { applicable: false, reason: t('No column has the role group or domain.') };
    }
    const outcome = outcomeOf(table, values, context);
    if ('reason' in outcome) return { applicable: false, reason: outcome.reason };
    const contrasts = contrasted.flatMap((index) =>
      contrastOf(table, index, outcome, values, context),
    );
    const holdable = heldColumns(table, values, outcome.index, context);
    const most = Math.max(1, Math.floor(WORK / Math.max(1, contrasts.length * table.rowCount)));
    const held = holdable.slice(0, most);
    const pairs = contrasts.flatMap((contrast) =>
      held.flatMap((index): Omit<SimpsonPair, 'verdict'>[] => {
        if (index === contrast.column) return [];
        const { codes, name } = table.columns[index]!;
        const classes = classesOf(table.columns[index]!, context.profiles[index]!);
        const found = heldFixed(contrast, { codes, classes }, context.tick);
        const { column, name: contrastName, first, second } = contrast;
        const named = { column, name: contrastName, first, second, heldColumn: index, held: name };
        return found ? [{ ...named, ...found }] : [];
      }),
    );
    if (pairs.length === 0) {
      return {
        applicable: false,
        reason: t('There is no column of 2 to 50 values to hold fixed beside a contrast.'),
      };
    }
    const judged = verdicts(pairs);
    const strength = ({ p, verdict }: SimpsonPair) => (verdict === 'same' ? p : -1);
    const sorted = judged
      .map((pair, i) => ({ pair, i }))
      .sort((a, b) => strength(a.pair) - strength(b.pair) || a.i - b.i)
      .map(({ pair }) => pair);
    const { name, positive } = outcome;
    return {
      applicable: true,
      numbers: {
        ...{ label: name, positive, looked: pairs.length, leftOut: holdable.length - held.length },
        pairs: sorted.slice(0, LISTED).map((pair) => ({
          ...pair,
          strata: pair.verdict === 'same' ? [] : pair.strata.slice(0, STRATA),
        })),
      },
      alerts: alertsOf(this.id, reversalAlerts(judged, outcome)),
      evidence: {},
    };
  },
};

/** What is compared: a class of the label, or its numbers. */
export interface Outcome {
  readonly index: number;
  readonly name: string;
  readonly positive: string | null;
  readonly label?: Label;
}

function contrastColumns(table: Table, values: Values, context: MetricContext): number[] {
  const chosen = values['contrast'] as string | null;
  if (chosen !== null) return [columnNamed(table, chosen)];
  return [...columnsWith(context.roles, 'group'), ...columnsWith(context.roles, 'domain')]
    .sort((a, b) => a - b)
    .slice(0, CONTRASTS);
}

/** @throws EngineError unknown-column */
function columnNamed(table: Table, name: string): number {
  const index = findColumn(table.columns, name);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
  return index;
}

function outcomeOf(
  table: Table,
  values: Values,
  context: MetricContext,
): Outcome | { readonly reason: string } {
  const label = labelOf(table, context);
  const index = columnWith(context.roles, 'label');
  if (index === undefined) return { reason: t('No column has the role label.') };
  if ('reason' in label) {
    const profile = context.profiles[index]!;
    const column = table.columns[index]!;
    if (!isQuantity(profile, table.rowCount) || !holdsNumbers(profile)) return label;
    if (!sketchOf(column, profile)) return { index, name: column.name, positive: null };
    return {
      reason: t`The cells of ${quoted(column.name)} are not held in memory, so its means by group were not measured.`,
    };
  }
  const { classes, name } = label;
  const chosen = values['positive'] as string;
  if (chosen !== '' && !classes.values.includes(chosen)) {
    throw new EngineError('bad-parameter', t`No row of ${quoted(name)} is '${chosen}'.`);
  }
  if (classes.values.length === 1) return { reason: t`Every row has the same ${quoted(name)}.` };
  if (chosen === '' && classes.values.length > 2) {
    return { reason: t`${quoted(name)} has more than two classes: name the one to compare.` };
  }
  const rarer = classes.counts[0]! <= classes.counts[1]! ? 0 : 1;
  return { index, name, label, positive: chosen === '' ? classes.values[rarer]! : chosen };
}

/** The two values that are compared, row by row. @throws EngineError bad-parameter */
function contrastOf(
  table: Table,
  index: number,
  { index: of, label, positive }: Outcome,
  values: Values,
  { profiles, tick }: MetricContext,
): Contrast[] {
  const column = table.columns[index]!;
  const groups = classesOf(column, profiles[index]!);
  const chosen = values['levels'] as string;
  const wanted =
    chosen === ''
      ? largestInOrder(groups.counts, 2)
      : chosen.split('|').map((value) => groups.values.indexOf(value));
  if (chosen !== '' && (wanted.length !== 2 || wanted.includes(-1) || wanted[0] === wanted[1])) {
    throw new EngineError(
      'bad-parameter',
      t`Name two values of ${quoted(column.name)} to compare, as in \`a|b\`.`,
    );
  }
  if (wanted.length < 2 || index === of) return [];
  const [first, second] = wanted as [number, number];
  const rows = table.rowCount;
  const cells = new Uint8Array(rows).fill(4);
  const outcome = table.columns[of]!.codes;
  const numbers = label ? undefined : profiles[of]!.numbers!;
  const origin = numbers?.find((value) => Number.isFinite(value)) ?? 0;
  const levelOf = groups.indexOf.map((g) => (g === first ? 0 : g === second ? 1 : 2));
  const isPositive = label && label.classes.values.indexOf(positive!);
  for (let row = 0; row < rows; row++) {
    if (row % 8192 === 0) tick(row, rows);
    const level = levelOf[column.codes[row]!]!;
    if (level > 1) continue;
    if (numbers) {
      if (Number.isFinite(numbers[outcome[row]!]!)) cells[row] = level;
    } else {
      const y = label!.classes.indexOf[outcome[row]!]!;
      if (y >= 0) cells[row] = 2 * level + (y === isPositive ? 0 : 1);
    }
  }
  return [
    {
      ...{ column: index, name: column.name, of: cells },
      ...{ first: groups.values[first]!, second: groups.values[second]! },
      ...(numbers && { origin, numbers: (row: number) => numbers[outcome[row]!]! - origin }),
    },
  ];
}

/** Columns that are held fixed, one at a time: chosen ones, or all of a few values whose cells are at hand. */
function heldColumns(
  table: Table,
  values: Values,
  label: number,
  { roles, profiles }: MetricContext,
): number[] {
  const chosen = values['held'] as readonly string[];
  if (chosen.length > 0) return chosen.map((name) => columnNamed(table, name));
  return table.columns.flatMap(({ index }) => {
    const { semantic, type, distinct, missing } = profiles[index]!;
    const few =
      semantic === 'categorical'
        ? distinct <= MOST_VALUES
        : type === 'integer' &&
          distinct <= MOST_NUMBERS &&
          table.rowCount - missing >= ROWS_PER_NUMBER * distinct;
    const usable = HELD_ROLES.has(roles[index]!) && index !== label && !isSketched(table, index);
    return usable && few && distinct > 1 ? [index] : [];
  });
}
