import type { Method, MethodContext } from '../../method';
import type { Values } from '../../params/params';
import { NO_ROW } from '../../plan/plan';
import { EngineError } from '../../problems';
import { normal } from '../../random';
import { rowNumbers, select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { quoted } from '../../words';
import { classesIn, type Levels } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { keepEverything, shuffled } from '../plans';
import { BASE_SAMPLING, drawBases, OVER_STRATEGY, overTargets, SHUFFLE } from './parts/draw';
import { inGroups, WITHIN, type GroupScope } from './parts/groups-within';
import { joinMakings } from './parts/join-makings';
import { DECIMALS, madeRows, MARK_ROWS, marksOf, type Making } from './parts/made-rows';
import { MISSING_NUMBERS, numericFeatures, type NumericFeatures } from './parts/numeric-features';
import { standardDeviation } from './parts/spread';
import { REPEAT_OUTPUT, repeatedPlan } from './parts/repeated-rows';
import { t } from '../../language';

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
    WITHIN,
    REPEAT_OUTPUT,
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
    const shrinkage = shrinkages(values, classes);
    const features = shrinkage && movedFeatures(table, values, context);
    const { done, notices } = inGroups(table, values, context, (group) => {
      const parts = repeatedParts(table, values, group, features);
      return { done: { group, parts }, notices: parts.flatMap((part) => part.notices) };
    });
    const tables = {
      strategy: done.flatMap(({ group, parts }) =>
        parts.map(({ name, rows, parents }) => ({
          ...(group.name === undefined ? {} : { group: group.name }),
          class: name,
          rows: rows.length,
          added: parents.length,
        })),
      ),
    };
    const added = done.flatMap(({ parts }) => parts);
    if (!features) {
      const copies = added.map((part) => part.parents);
      const draft = repeatedPlan(table.rowCount, copies, values, context, { notices, tables });
      return withoutUnlabelled(table, values, context, draft);
    }
    const shrinkageOf = new Map(classes.values.map((name, index) => [name, shrinkage[index]!]));
    const makings = done.flatMap(({ group, parts }) =>
      parts.map((part) => moved(part, shrinkageOf.get(part.name)!, features, group.context)),
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
      notices,
      tables,
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** The rows of one class, in one group, and those of them that are repeated. */
interface RepeatedPart {
  readonly name: string;
  readonly rows: Uint32Array;
  readonly parents: Uint32Array;
  readonly notices: readonly string[];
}

function repeatedParts(
  table: Table,
  values: Values,
  { context }: GroupScope,
  features: NumericFeatures | undefined,
): RepeatedPart[] {
  const classes = classesIn(table, context);
  const sampling = read.text(values, 'baseSampling');
  return overTargets(classes, values).map(({ index, rows: count }) => {
    const name = classes.values[index]!;
    const rows = classes.rows[index]!;
    const bases = features ? select(rows, (row) => features.usable(row), context.tick) : rows;
    const parents = drawBases(
      context.random,
      `random-oversample/base/${name}`,
      bases,
      bases.length ? count : 0,
      sampling,
      context.tick,
    );
    const notices =
      parents.length < count
        ? [t`No row of ${quoted(name)} has all its numbers, so none was made.`]
        : [];
    return { name, rows, parents, notices };
  });
}

/** Shrinkage per class in class order; undefined when copies are not moved. @throws EngineError bad-parameter, unknown-class */
function shrinkages(values: Values, classes: Levels): number[] | undefined {
  const common = read.number(values, 'shrinkage');
  const byClass = read.table(values, 'shrinkageByClass');
  for (const name of Object.keys(byClass)) {
    if (!classes.values.includes(name)) {
      throw new EngineError(
        'unknown-class',
        t`\`shrinkageByClass\` names ${quoted(name)}, which is no class in scope.`,
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
  { name, rows: all, parents }: RepeatedPart,
  shrinkage: number,
  features: NumericFeatures,
  context: MethodContext,
): Omit<Making, 'operation'> {
  const d = features.columns.length;
  const h = bandwidth(d, context.scope.length);
  const radius = context.random.stream(`random-oversample/noise/${name}/a`);
  const angle = context.random.stream(`random-oversample/noise/${name}/b`);
  const rows = select(all, (row) => features.usable(row), context.tick);
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
