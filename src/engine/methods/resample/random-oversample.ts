import type { Method, MethodContext } from '../../method';
import type { Values } from '../../params';
import { NO_ROW } from '../../plan';
import { EngineError } from '../../problems';
import { normal } from '../../random';
import { rowNumbers, select } from '../../row-numbers';
import type { Table } from '../../table';
import { read } from '../../values';
import { quoted } from '../../words';
import { classesIn, type Levels } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { concatenate, keepEverything, shuffled } from '../plans';
import { BASE_SAMPLING, drawBases, OVER_STRATEGY, overTargets, SHUFFLE } from './draw';
import { joinMakings } from './join-makings';
import { DECIMALS, madeRows, MARK_ROWS, marksOf, type Making } from './made-rows';
import {
  MISSING_NUMBERS,
  numericFeatures,
  standardDeviation,
  type NumericFeatures,
} from './numeric-features';
import type { Target } from './strategy';

/** Repeats rows of small classes; with `shrinkage` each copy is moved a little (smoothed bootstrap). */
export const randomOversample: Method = {
  id: 'random-oversample',
  family: 'resample',
  title: 'Repeat rare rows',
  summary: 'Copies of what is there.',
  cites: [
    'Menardi and Torelli 2014, ROSE (smoothed bootstrap)',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label'], optional: ['feature', 'id', 'split'] },
  changes: 'adds-rows',
  params: [
    OVER_STRATEGY,
    {
      kind: 'number',
      id: 'shrinkage',
      title: 'Shrinkage',
      summary:
        'Moves numbers of the copies by this many bandwidths of random noise; none makes plain copies.',
      default: null,
      min: 0,
      advanced: true,
    },
    {
      kind: 'table',
      of: 'classes',
      min: 0,
      id: 'shrinkageByClass',
      title: 'Shrinkage per class',
      summary:
        'Shrinkage of single classes, as in `yes=0.5, no=1`; classes that are not named have the one above, or 0.',
      default: {},
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'perturbIntegers',
      title: 'Move whole numbers too',
      summary: 'With shrinkage, whole-number columns are moved and rounded as well.',
      default: false,
      advanced: true,
    },
    MARK_ROWS,
    MISSING_NUMBERS,
    MISSING_LABEL,
    DECIMALS,
    BASE_SAMPLING,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-DUP', 'G-SMALL', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const targets = overTargets(classes, values);
    const sampling = read.text(values, 'baseSampling');
    const shrinkage = shrinkages(values, classes);
    const features = shrinkage && movedFeatures(table, values, context);
    const parents = targets.map(({ index, rows }) => {
      const own = classes.rows[index]!;
      const bases = features ? select(own, (row) => features.usable(row), context.tick) : own;
      const stream = `random-oversample/base/${classes.values[index]!}`;
      return drawBases(
        context.random,
        stream,
        bases,
        bases.length ? rows : 0,
        sampling,
        context.tick,
      );
    });
    const tables = {
      strategy: targets.map(({ index }, i) => ({
        class: classes.values[index]!,
        rows: classes.counts[index]!,
        added: parents[i]!.length,
      })),
    };
    if (!features) {
      const rows = concatenate([rowNumbers(table.rowCount), ...parents]);
      const draft = keepEverything(table.rowCount, {
        rows,
        ...shuffled(values, context, rows.length),
        columns: marksOf(values, { rows }, 'rows'),
        tables,
      });
      return withoutUnlabelled(table, values, context, draft);
    }
    const makings = targets.map(({ index }, i) =>
      moved(classes, index, parents[i]!, shrinkage[index]!, features, context),
    );
    const moving = { numeric: features };
    const made = madeRows(table, context, values, moving, {
      operation: 'random-oversample',
      ...joinMakings(makings, moving),
    });
    const rows = rowNumbers(table.rowCount);
    const draft = keepEverything(table.rowCount, {
      ...(made.count ? { made } : {}),
      ...shuffled(values, context, rows.length + made.count),
      columns: marksOf(values, { rows, made }, 'made'),
      notices: shortfalls(classes, targets, parents),
      tables,
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** Shrinkage per class in class order; undefined when copies are not moved. @throws EngineError bad-parameter, unknown-class */
function shrinkages(values: Values, classes: Levels): number[] | undefined {
  const common = read.number(values, 'shrinkage');
  const byClass = read.table(values, 'shrinkageByClass');
  for (const name of Object.keys(byClass)) {
    if (!classes.values.includes(name)) {
      throw new EngineError(
        'unknown-class',
        `\`shrinkageByClass\` names ${quoted(name)}, which is no class in scope.`,
      );
    }
  }
  if (common === null && !Object.keys(byClass).length) return undefined;
  return classes.values.map((name) =>
    Object.hasOwn(byClass, name) ? byClass[name]! : (common ?? 0),
  );
}

/** Numeric features that are moved: whole numbers only on request. @throws EngineError no-numeric-feature */
function movedFeatures(table: Table, values: Values, context: MethodContext): NumericFeatures {
  const missing = read.text(values, 'missing');
  if (read.flag(values, 'perturbIntegers')) return numericFeatures(table, context, missing);
  const roles = context.roles.map((role, index) =>
    context.profiles[index]!.type === 'integer' ? 'ignored' : role,
  );
  return numericFeatures(table, { ...context, roles }, missing);
}

/** Bandwidth of Silverman's rule for d features and n rows: (4 / ((d + 2) n))^(1 / (d + 4)). */
export function bandwidth(d: number, n: number): number {
  return (4 / ((d + 2) * n)) ** (1 / (d + 4));
}

/** x + shrinkage * h * sd of the class * z, z standard normal per draw and feature; n is all rows in scope. */
function moved(
  classes: Levels,
  index: number,
  parents: Uint32Array,
  shrinkage: number,
  features: NumericFeatures,
  context: MethodContext,
): Omit<Making, 'operation'> {
  const name = classes.values[index]!;
  const d = features.columns.length;
  const h = bandwidth(d, context.scope.length);
  const radius = context.random.stream(`random-oversample/noise/${name}/a`);
  const angle = context.random.stream(`random-oversample/noise/${name}/b`);
  const rows = select(classes.rows[index]!, (row) => features.usable(row), context.tick);
  const values = features.columns.map((_, place) => {
    const own = Float64Array.from(rows, (row) => features.value(place, row));
    const sd = standardDeviation(own.filter(Number.isFinite));
    return Float64Array.from(parents, (parent, draw) => {
      if (draw % 4096 === 0) context.tick(draw, parents.length);
      const noise = normal(radius, angle, draw * d + place);
      return features.value(place, parent) + shrinkage * h * sd * noise;
    });
  });
  return {
    parents,
    neighbours: new Uint32Array(parents.length).fill(NO_ROW),
    lambdas: new Float64Array(parents.length).fill(NaN),
    values,
  };
}

function shortfalls(
  classes: Levels,
  targets: readonly Target[],
  parents: readonly Uint32Array[],
): string[] {
  return targets
    .filter(({ rows }, i) => parents[i]!.length < rows)
    .map(({ index }) => {
      const name = quoted(classes.values[index]!);
      return `No row of ${name} has all its numbers, so none was made.`;
    });
}
