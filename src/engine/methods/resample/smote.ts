import { nearestNeighbours } from '../../kernels/nearest-neighbours';
import type { Method, MethodContext } from '../../method';
import type { Values } from '../../params';
import { NO_ROW } from '../../plan';
import { choose } from '../../random';
import { rowNumbers, select } from '../../row-numbers';
import { read } from '../../values';
import { many, quoted } from '../../words';
import { classesIn, type Levels } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { shuffled } from '../plans';
import { BASE_SAMPLING, drawBases, OVER_STRATEGY, overTargets, SHUFFLE } from './draw';
import { joinMakings, type ClassMaking } from './join-makings';
import { madeReports } from './made-report';
import { DECIMALS, madeRows, MARK_MADE, marksOf } from './made-rows';
import {
  MISSING_NUMBERS,
  numericFeatures,
  SCALE,
  scaledPoints,
  scalesOf,
  type NumericFeatures,
} from './numeric-features';
import { UNDERSAMPLE, underSample } from './under-sample';

/** Interpolates between a rare row and one of its nearest rows of the same class. */
export const smote: Method = {
  id: 'smote',
  family: 'resample',
  title: 'SMOTE',
  summary: 'New rows between rare neighbours.',
  cites: [
    'Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: [
    OVER_STRATEGY,
    {
      kind: 'number',
      id: 'k',
      title: 'Neighbours',
      summary: 'Among how many nearest rows of the class the second parent is drawn.',
      default: 5,
      min: 1,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'gapMode',
      title: 'Gap',
      summary: 'One random gap per row keeps made rows on the line; one per column fills the box.',
      default: 'row',
      options: [
        { value: 'row', title: 'One per row' },
        { value: 'attribute', title: 'One per column' },
      ],
      advanced: true,
    },
    UNDERSAMPLE,
    MARK_MADE,
    SCALE,
    MISSING_NUMBERS,
    MISSING_LABEL,
    DECIMALS,
    BASE_SAMPLING,
    SHUFFLE,
  ],
  guards: [
    'G-SPLIT',
    'G-CALIB',
    'G-DUP',
    'G-SMALL',
    'G-DIM',
    'G-TYPE',
    'G-MISS',
    'G-OVERLAP',
    'G-REPEAT',
    'G-TAIL',
    'G-EVIDENCE',
  ],
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const features = numericFeatures(table, context, read.text(values, 'missing'));
    const targets = overTargets(classes, values);
    const usable = select(context.scope, (row) => features.usable(row));
    const scales = scalesOf(features, usable, read.text(values, 'scale'), (done, total) =>
      context.tick(done, total),
    );
    const makings = targets.map(({ index, rows }) =>
      interpolate(classes, index, rows, { values, context, features, scales }),
    );
    const made = madeRows(table, context, values, features, {
      operation: 'smote',
      ...joinMakings(makings, features.columns.length),
    });
    const smoteReport = madeReports(classes, targets, makings, 'smote/report', {
      context,
      features,
      scales,
    });
    const under = underSample(classes, targets, values, context, table.rowCount);
    const rows = under.rows ?? rowNumbers(table.rowCount);
    return withoutUnlabelled(table, values, context, {
      rows,
      ...(made.count ? { made } : {}),
      ...shuffled(values, context, rows.length + made.count),
      columns: marksOf(values, { rows, made }, 'made'),
      removed: under.removed,
      notices: [...makings.flatMap((making) => making.notices), ...under.notices],
      tables: {
        strategy: targets.map(({ index, rows: count }, i) => ({
          class: classes.values[index]!,
          rows: classes.counts[index]!,
          added: count,
          k: makings[i]!.k,
        })),
        smote: smoteReport,
        ...under.tables,
      },
    });
  },
};

interface Ground {
  readonly values: Values;
  readonly context: MethodContext;
  readonly features: NumericFeatures;
  readonly scales: Float64Array;
}

/** The rows made for one class, from its original rows only. */
function interpolate(
  classes: Levels,
  index: number,
  count: number,
  { values, context, features, scales }: Ground,
): ClassMaking {
  const name = classes.values[index]!;
  const bases = select(classes.rows[index]!, (row) => features.usable(row));
  const wanted = read.number(values, 'k')!;
  const k = Math.max(0, Math.min(wanted, bases.length - 1));
  const notices: string[] = [];
  if (count && !bases.length) {
    notices.push(`No row of ${quoted(name)} has all its numbers, so none was made.`);
    count = 0;
  } else if (count && k === 0) {
    notices.push(`${quoted(name)} has one usable row, so the made rows are copies of it.`);
  } else if (count && k < wanted) {
    notices.push(
      `${quoted(name)} has ${many(bases.length, 'usable row')}: ${k} neighbours are used instead of ${wanted}.`,
    );
  }
  const parents = count
    ? drawBases(
        context.random,
        `smote/base/${name}`,
        bases,
        count,
        read.text(values, 'baseSampling'),
      )
    : new Uint32Array(0);
  const neighbours = new Uint32Array(count).fill(NO_ROW);
  const distances = new Float64Array(count);
  if (count && k > 0) {
    const near = nearestNeighbours(scaledPoints(features, bases, scales), k, (done, total) =>
      context.tick(done, total),
    );
    const placeOf = new Map(Array.from(bases, (row, place) => [row, place]));
    const stream = context.random.stream(`smote/neighbour/${name}`);
    for (let draw = 0; draw < count; draw++) {
      const at = placeOf.get(parents[draw]!)! * k + choose(stream, draw, k);
      neighbours[draw] = bases[near.points[at]!]!;
      distances[draw] = near.distances[at]!;
    }
  }
  return {
    parents,
    neighbours,
    ...gaps(name, parents, neighbours, read.text(values, 'gapMode'), context, features),
    k,
    copies: distances.reduce((sum, distance) => sum + (distance === 0 ? 1 : 0), 0),
    unused: count ? bases.length - new Set(parents).size : bases.length,
    notices,
  };
}

/** parent + u (neighbour - parent): one u per row, or one per column and no lambda. */
function gaps(
  name: string,
  parents: Uint32Array,
  neighbours: Uint32Array,
  mode: string,
  context: MethodContext,
  features: NumericFeatures,
): Pick<ClassMaking, 'lambdas' | 'values'> {
  const stream = context.random.stream(`smote/gap/${name}`);
  const d = features.columns.length;
  const perColumn = mode === 'attribute';
  const lambdas = new Float64Array(parents.length).fill(NaN);
  const values = features.columns.map(() => new Float64Array(parents.length));
  for (let draw = 0; draw < parents.length; draw++) {
    if (draw % 4096 === 0) context.tick(draw, parents.length);
    const parent = parents[draw]!;
    const alone = neighbours[draw] === NO_ROW;
    const neighbour = alone ? parent : neighbours[draw]!;
    if (!perColumn && !alone) lambdas[draw] = stream.uniform(draw);
    for (let place = 0; place < d; place++) {
      const u = perColumn ? stream.uniform(draw * d + place) : alone ? 0 : lambdas[draw]!;
      const from = features.value(place, parent);
      const to = features.value(place, neighbour);
      // Where only the parent has a number there is nothing to go towards; where it has none the cell stays empty.
      values[place]![draw] = from + u * ((Number.isNaN(to) ? from : to) - from);
    }
  }
  return { lambdas, values };
}
