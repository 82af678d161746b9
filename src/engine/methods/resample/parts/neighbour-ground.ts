import { eachRow } from '../../../kernels/bit-sets';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { GuardCode } from '../../../guards/guard';
import type {
  NumberParam,
  Param,
  StrategyParam,
  StrategyValue,
  Values,
} from '../../../params/params';
import type { Draft } from '../../../plan/plan';
import { EngineError } from '../../../problems';
import { select } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { many } from '../../../words';
import { classesIn, type Levels } from '../../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../../missing-label';
import { shuffled, type Leaving } from '../../plans';
import { distanceSpace, METRIC, MISSING_VALUES } from './distance-space';
import { SHUFFLE } from './draw';
import { SCALE } from './numeric-features';
import { resolveStrategy } from './strategy';
import { t } from '../../../language';

/** Which classes lose rows, as a parameter of every cleaning method. */
export const CLEAN_STRATEGY: StrategyParam = {
  kind: 'strategy',
  id: 'strategy',
  title: 'Strategy',
  summary:
    'Which classes may lose rows: all but the smallest (`auto`), `all`, `majority`, `not majority`, or a list of classes.',
  default: 'auto',
  sampling: 'clean',
};

/** How many neighbours are asked. */
export const neighbourCount = (count: number, summary: string): NumberParam => ({
  kind: 'number',
  id: 'k',
  title: 'Neighbours',
  summary,
  default: count,
  min: 1,
  max: 1000,
  integer: true,
});

/** What every method that drops rows by their neighbours asks besides. */
export const NEIGHBOUR_PARAMS: readonly Param[] = [
  SCALE,
  METRIC,
  MISSING_VALUES,
  MISSING_LABEL,
  SHUFFLE,
];

/** The guards of such methods. */
export const NEIGHBOUR_GUARDS: readonly GuardCode[] = [
  'G-SPLIT',
  'G-CALIB',
  'G-TAIL',
  'G-SMALL',
  'G-DUP',
  'G-DIM',
  'G-MISS',
  'G-EVIDENCE',
];

/** Rows in scope that have a class and lie in the space of distances, as points in row order. */
export interface NeighbourGround {
  readonly classes: Levels;
  /** Row per point, ascending. */
  readonly rows: Uint32Array;
  /** Class index per point. */
  readonly classOf: Uint32Array;
  readonly points: Points;
  readonly notices: readonly string[];
  readonly tick: (done: number, total: number) => void;
}

/**
 * @throws EngineError missing-role, one-class, too-few-rows (fewer than two rows to compare), no-numeric-feature
 * (nothing to compare by, or all rows are equal), missing-values; Cancelled
 */
export function neighbourGround(
  table: Table,
  values: Values,
  context: MethodContext,
): NeighbourGround {
  const classes = classesIn(table, context);
  const space = distanceSpace(table, values, context);
  const { codes } = table.columns[classes.column]!;
  const rows = select(space.rows, (row) => classes.indexOf[codes[row]!]! >= 0);
  if (rows.length < 2) {
    throw new EngineError(
      'too-few-rows',
      t`${rows.length ? t('One row in scope has') : t('No row in scope has')} a class and all its features, so there is nothing to compare. Set \`missing\` to \`impute\`, or choose other features.`,
    );
  }
  const points = space.pointsOf(rows);
  refuseEqual(points);
  const labelled = classes.counts.reduce((sum, count) => sum + count, 0);
  return {
    classes,
    rows,
    classOf: rows.map((row) => classes.indexOf[codes[row]!]!),
    points,
    notices: [
      ...space.notices,
      ...(rows.length < labelled
        ? [
            t`${many(labelled - rows.length, 'row')} with empty features are not compared, and stay.`,
          ]
        : []),
    ],
    tick: (done, total) => {
      context.tick(done, total);
    },
  };
}

/** Where every row is equal in every feature, the order of the file alone would decide who is near. */
function refuseEqual({ count, dimensions, values, nominal }: Points): void {
  for (let point = 1; point < count; point++) {
    for (let d = 0; d < dimensions; d++) {
      if (values[point * dimensions + d] !== values[d]) return;
    }
    for (let d = 0; d < (nominal?.dimensions ?? 0); d++) {
      if (nominal!.codes[point * nominal!.dimensions + d] !== nominal!.codes[d]) return;
    }
  }
  throw new EngineError(
    'no-numeric-feature',
    t('Every feature has one value in scope, so there is no distance between rows.'),
  );
}

/** Per class 1 if it may lose rows, by the parameter `strategy`. @throws EngineError bad-strategy, unknown-class */
export function cleanedClasses(classes: Levels, values: Values): Uint8Array {
  const cleaned = new Uint8Array(classes.values.length);
  const strategy = values['strategy'] as StrategyValue;
  for (const { index } of resolveStrategy(classes, strategy, 'clean')) cleaned[index] = 1;
  return cleaned;
}

/** The smallest class, of equals the first in class order. */
export function smallestClass(counts: readonly number[]): number {
  return counts.reduce((least, count, index) => (count < counts[least]! ? index : least), 0);
}

/** A sentence when fewer neighbours exist than were asked for. */
export function fewerNeighbours(asked: number, there: number): string[] {
  return there < asked
    ? [t`There are ${many(there, 'other row')} to compare with: k is ${there} instead of ${asked}.`]
    : [];
}

/** Classes that lost most, as the side table lists them. */
const MOST_CLASSES = 50;

/** The plan that drops `leaving`, with the rows before and after per class. */
export function cleanedPlan(
  table: Table,
  values: Values,
  context: MethodContext,
  { classes, notices }: Pick<NeighbourGround, 'classes' | 'notices'>,
  leaving: Leaving,
  parts: Partial<Pick<Draft, 'columns'>> & {
    notices?: readonly string[];
    tables?: Readonly<Record<string, Json>>;
  } = {},
): Draft {
  const removed = leaving.removed();
  const { codes } = table.columns[classes.column]!;
  const gone = new Uint32Array(classes.values.length);
  eachRow(removed.bits, (row) => {
    gone[classes.indexOf[codes[row]!]!]!++;
  });
  const rows = leaving.staying();
  const losses = classes.values
    .map((value, index) => ({
      class: value,
      rows: classes.counts[index]!,
      kept: classes.counts[index]! - gone[index]!,
    }))
    .sort((a, b) => b.rows - b.kept - (a.rows - a.kept))
    .slice(0, MOST_CLASSES);
  return withoutUnlabelled(table, values, context, {
    rows,
    ...shuffled(values, context, rows.length),
    columns: parts.columns ?? [],
    removed,
    notices: [...notices, ...(parts.notices ?? [])],
    tables: { cleaned: losses, ...parts.tables },
  });
}
