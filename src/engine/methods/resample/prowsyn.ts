import type { Method } from '../../method';
import type { Json } from '../../metric';
import { NO_ROW } from '../../plan/plan';
import { choose, weightedDraws } from '../../random';
import { read } from '../../params/values';
import { classMaking, interpolated, nothingMade, reachOf } from './parts/class-making';
import { proximityLevels } from './parts/proximity-levels';
import { Space } from './parts/space';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';

/** Makes rows in levels of nearness to other classes, most in the nearest. */
export const prowsyn: Method = {
  id: 'prowsyn',
  family: 'resample',
  title: 'ProWSyn',
  summary: 'New rows among rare rows alike in their nearness to others, most among the nearest.',
  cites: [
    'Barua, Islam and Murase 2013, ProWSyn: Proximity weighted synthetic oversampling technique',
    'Kovács 2019, smote-variants',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    {
      kind: 'number',
      id: 'levels',
      title: 'Levels',
      summary: 'Into how many levels of nearness the rare rows are parted at most.',
      default: 5,
      min: 1,
      integer: true,
    },
    {
      ...NEIGHBOURS,
      summary: 'How many rare rows nearest to each row of other classes make up a level.',
    },
    {
      kind: 'number',
      id: 'theta',
      title: 'Decay',
      summary: 'How fast the share of made rows falls from level to level: exp(-theta) each.',
      default: 1,
      min: 0,
      advanced: true,
    },
  ]).filter(({ id }) => id !== 'baseSampling'),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, byProximity()),
};

/** Made anew for each run, because it records levels. */
function byProximity(): Synthesis {
  const levels: Json[] = [];
  return {
    id: 'prowsyn',
    ground: (ground) => fromLevels(ground, levels),
    tables: () => ({ levels }),
  };
}

function fromLevels(ground: Ground, table: Json[]): MakeClass {
  const space = new Space(ground.features, ground.scales);
  const { values } = ground;
  const theta = read.number(values, 'theta')!;
  return (target) => {
    const { index } = target;
    const own = ground.usableOf(index);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    const levels = proximityLevels(
      ground,
      space,
      index,
      read.number(values, 'k')!,
      read.number(values, 'levels')!,
    );
    const weights = levels.map((_, level) => Math.exp(-theta * level));
    const pairs = drawPairs(ground, index, levels, weights, count);
    table.push({
      class: ground.classes.values[index]!,
      levels: levels.map((rows, level) => ({ rows: rows.length, weight: weights[level]! })),
    });
    const numbers = interpolated(ground, index, pairs);
    // No distance is searched for here: a copy is a row without a second parent.
    const distances = Float64Array.from(pairs.neighbours, (row) => (row === NO_ROW ? 0 : NaN));
    return classMaking(space, { ...pairs, distances, k }, numbers, own.length, notices);
  };
}

/**
 * A level by weight, then two different rows of it; a level of one row gives copies. Streams
 * `prowsyn/level|base|neighbour/<class>`, by draw.
 */
function drawPairs(
  { context, classes }: Ground,
  index: number,
  levels: readonly Uint32Array[],
  weights: readonly number[],
  count: number,
): { parents: Uint32Array; neighbours: Uint32Array } {
  const stream = (use: string) => context.random.stream(`prowsyn/${use}/${classes.values[index]!}`);
  const levelOf = weightedDraws(stream('level'), weights, count);
  const [bases, seconds] = [stream('base'), stream('neighbour')];
  const parents = new Uint32Array(count);
  const neighbours = new Uint32Array(count).fill(NO_ROW);
  for (let draw = 0; draw < count; draw++) {
    const rows = levels[levelOf[draw]!]!;
    const first = choose(bases, draw, rows.length);
    parents[draw] = rows[first]!;
    if (rows.length < 2) continue;
    const second = choose(seconds, draw, rows.length - 1);
    neighbours[draw] = rows[second < first ? second : second + 1]!;
  }
  return { parents, neighbours };
}
