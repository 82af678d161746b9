import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, StrategyValue, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { numbersByGroup, select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { quoted } from '../../words';
import { columnsFor } from '../columns';
import { Leaving } from '../plans';
import {
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourGround,
  type NeighbourGround,
} from './parts/neighbour-ground';
import { byLogistic, byNeighbours, foldsOf, linearWork } from './parts/out-of-fold';
import { resolveStrategy } from './parts/strategy';
import { UNDER_STRATEGY } from './parts/under-sample';
import { t } from '../../language';

const PROBABILITIES: ColumnsParam = {
  kind: 'columns',
  id: 'probabilities',
  title: 'Probabilities',
  summary:
    'Columns of the file instead of a model: one with the probability of the class of the row, or one per class, in class order.',
  default: [],
  advanced: true,
};

/** Up to these a logistic regression takes seconds; `MOST_WORK` are products of one of its hundred steps in all folds. */
const MOST_CLASSES = 100;
const MOST_WORK = 50_000_000;
const TOO_MUCH = t(
  'A logistic regression of so many rows and classes would take minutes: five neighbours say instead how likely a row is of its class.',
);

/** Keeps the rows of common classes that a model finds easy (imbalanced-learn's InstanceHardnessThreshold). */
export const instanceHardnessThreshold: Method = {
  id: 'instance-hardness-threshold',
  family: 'resample',
  title: 'Hard rows leave',
  summary: 'Common rows that a model takes for another class leave.',
  cites: [
    'Smith, Martinez and Giraud-Carrier 2014, An instance level analysis of data complexity',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['entity', 'split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    UNDER_STRATEGY,
    {
      kind: 'choice',
      id: 'model',
      title: 'Model',
      summary: 'What says how likely a row is of its class.',
      default: 'linear',
      options: [
        { value: 'linear', title: 'Logistic regression' },
        { value: 'knn', title: 'Five neighbours' },
      ],
    },
    {
      kind: 'number',
      id: 'folds',
      title: 'Folds',
      summary: 'A row is judged by a model that has not seen the fold it is in.',
      default: 5,
      min: 2,
      max: 50,
      integer: true,
      advanced: true,
    },
    PROBABILITIES,
    ...NEIGHBOUR_PARAMS,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const { classes, classOf, rows } = ground;
    const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
    const { easy, notices } = ownProbabilities(table, values, context, ground);
    const leaving = new Leaving(table.rowCount, context.tick);
    const pointsOf = numbersByGroup(classOf, classes.values.length, context.tick);
    const limits = targets.map(({ index, rows: wanted }) => {
      const own = select(pointsOf[index]!, (point) => !Number.isNaN(easy[point]!));
      // Rows that are not compared stay, and count among those to keep.
      const left = wanted - (classes.counts[index]! - own.length);
      const limit = easyLimit(
        own.length ? Float64Array.from(own, (point) => easy[point]!) : new Float64Array(1),
        Math.max(0, left) / Math.max(1, own.length),
      );
      for (const point of own) {
        if (left <= 0 || easy[point]! < limit) leaving.add(rows[point]!, 'hard');
      }
      return { class: classes.values[index]!, wanted, limit };
    });
    return cleanedPlan(table, values, context, ground, leaving, {
      notices: [t('Hard rows may be rare ones that are right: look at who leaves.'), ...notices],
      tables: { limits },
    });
  },
};

/** The percentile 100 (1 - share) of probabilities, with linear interpolation: rows from it on stay. */
export function easyLimit(probabilities: Float64Array, share: number): number {
  const sorted = probabilities.slice().sort();
  const place = (1 - share) * (sorted.length - 1);
  const lower = sorted[Math.floor(place)]!;
  return lower + (sorted[Math.ceil(place)]! - lower) * (place - Math.floor(place));
}

/** Per point how likely its own class is; NaN where a given probability is missing. */
function ownProbabilities(
  table: Table,
  values: Values,
  context: MethodContext,
  ground: NeighbourGround,
): { readonly easy: Float64Array; readonly notices: readonly string[] } {
  const named = read.texts(values, PROBABILITIES.id);
  if (named.length) return { easy: givenProbabilities(table, named, context, ground), notices: [] };
  const folds = foldsOf(
    table,
    ground,
    read.number(values, 'folds')!,
    context,
    'instance-hardness-threshold/fold',
  );
  const linear = read.text(values, 'model') === 'linear';
  const few = ground.classes.values.length <= MOST_CLASSES;
  if (linear && few && linearWork(ground, folds) <= MOST_WORK) {
    return { easy: byLogistic(ground, folds), notices: [] };
  }
  return { easy: byNeighbours(ground, folds), notices: linear ? [TOO_MUCH] : [] };
}

/** @throws EngineError unknown-column, bad-parameter */
function givenProbabilities(
  table: Table,
  named: readonly string[],
  context: MethodContext,
  { classes, classOf, rows }: NeighbourGround,
): Float64Array {
  const columns = columnsFor(table, context.roles, PROBABILITIES, named);
  if (columns.length !== 1 && columns.length !== classes.values.length) {
    throw new EngineError(
      'bad-parameter',
      t`\`${PROBABILITIES.id}\` names ${columns.length} columns: name one, or one for each of the ${classes.values.length} classes.`,
    );
  }
  const numbers = columns.map((column) => {
    const own = context.profiles[column]!.numbers;
    if (own) return own;
    const name = quoted(table.columns[column]!.name);
    throw new EngineError('bad-parameter', t`${name} holds no numbers, so no probabilities.`);
  });
  return Float64Array.from(rows, (row, point) => {
    const place = columns.length === 1 ? 0 : classOf[point]!;
    return numbers[place]![table.columns[columns[place]!]!.codes[row]!]!;
  });
}
