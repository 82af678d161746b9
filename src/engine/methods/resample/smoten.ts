import type { Method } from '../../method';
import type { NumberParam } from '../../params/params';
import { NO_ROW } from '../../plan/plan';
import { read } from '../../params/values';
import { basesOf, nearestAmong, nothingMade, reachOf, type Near } from './parts/class-making';
import { NO_LEVEL } from './parts/nominal-features';
import { mostFrequentLevels } from './parts/modes';
import { Space, type LevelCosts } from './parts/space';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import {
  EMPTY_IS_VALUE,
  NEIGHBOURS,
  SYNTHESIS_GUARDS,
  synthesisParams,
} from './parts/synthesis-params';
import { valueDifferenceCosts } from './parts/value-difference';

const EXPONENT: NumberParam = {
  kind: 'number',
  id: 'r',
  title: 'Exponent',
  summary: 'The power to which the difference in one column is raised before columns are added up.',
  default: 2,
  min: 1,
  advanced: true,
};

/** SMOTE for categories alone, by the Value Difference Metric. */
export const smoten: Method = {
  id: 'smoten',
  family: 'resample',
  title: 'SMOTE for categories',
  summary: 'New rows by the majority of a rare row and its neighbours.',
  cites: [
    'Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE (section 6.2, SMOTE-N)',
    'Stanfill and Waltz 1986, Toward memory-based reasoning',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  compares: 'categories',
  params: synthesisParams([NEIGHBOURS, EXPONENT, EMPTY_IS_VALUE], false),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, smotenSynthesis()),
};

/** SMOTE-N; made anew for each run, because it counts what it makes. */
export function smotenSynthesis(): Synthesis {
  const made: { class: string; rows: number; distinct: number; distinctShare: number }[] = [];
  return {
    id: 'smoten',
    nominal: 'alone',
    ground: (ground) => {
      const make = byMajority(ground);
      return (target) => {
        const making = make(target);
        const rows = making.parents.length;
        if (rows) {
          const distinct = distinctRows(making.levels!, rows);
          const name = ground.classes.values[target.index]!;
          made.push({ class: name, rows, distinct, distinctShare: distinct / rows });
        }
        return making;
      };
    },
    tables: () => ({ smoten: made }),
  };
}

function byMajority(ground: Ground): MakeClass {
  const space = new Space(
    ground.features,
    new Float64Array(0),
    differenceCosts(ground, read.number(ground.values, 'r')!),
  );
  return (target) => {
    const { index } = target;
    const own = ground.usableOf(index);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    const parents = basesOf(ground, index, own, count);
    const near = nearestAmong(ground, space, own, parents, k);
    const levels = majorities(ground, parents, near);
    const { nominal } = ground.features;
    const equal = (parent: number, draw: number) =>
      levels.every((made, place) => made[draw] === nominal!.level(place, parent));
    return {
      parents,
      neighbours: new Uint32Array(count).fill(NO_ROW),
      lambdas: new Float64Array(count).fill(NaN),
      values: [],
      levels,
      k,
      copies: parents.reduce((sum, parent, draw) => sum + (equal(parent, draw) ? 1 : 0), 0),
      unused: own.length - new Set(parents).size,
      notices,
      space,
    };
  };
}

/** Costs per nominal column from the rows of all classes. */
export function differenceCosts(ground: Ground, r: number): LevelCosts[] {
  const { nominal } = ground.features;
  const classes = ground.classes.values.length;
  return nominal!.values.map((values, place) => {
    ground.context.tick(place, nominal!.columns.length);
    const counts = new Float64Array(values.length * classes);
    for (const row of ground.usable) {
      counts[nominal!.distanceLevel(place, row) * classes + ground.classOf(row)]!++;
    }
    return valueDifferenceCosts(counts, values.length, classes, r);
  });
}

/** Per column the most frequent level of a parent and its neighbours, of equals the first; empty cells stay empty. */
function majorities({ features, context }: Ground, parents: Uint32Array, near: Near) {
  const nominal = features.nominal!;
  const known = new Map<number, number[]>();
  const votes = nominal.values.map((values) => new Uint32Array(values.length));
  const rowOf = (parent: number) => {
    const rows = Uint32Array.of(parent, ...near.rows(parent));
    return nominal.columns.map((_, place) => {
      const levelOf = (row: number) => nominal.level(place, row);
      if (levelOf(parent) === NO_LEVEL) return NO_LEVEL;
      return mostFrequentLevels(rows, levelOf, votes[place]!)[0]!;
    });
  };
  const levels = nominal.columns.map(() => new Int32Array(parents.length));
  parents.forEach((parent, draw) => {
    if (draw % 1024 === 0) context.tick(draw, parents.length);
    let row = known.get(parent);
    if (!row) known.set(parent, (row = rowOf(parent)));
    for (let place = 0; place < row.length; place++) levels[place]![draw] = row[place]!;
  });
  return levels;
}

function distinctRows(levels: readonly Int32Array[], rows: number): number {
  const seen = new Set<string>();
  for (let draw = 0; draw < rows; draw++) {
    seen.add(levels.map((column) => column[draw]!).join());
  }
  return seen.size;
}
