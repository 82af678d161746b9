import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { largestRemainder } from '../shares';
import {
  classMaking,
  drawNeighbours,
  interpolated,
  nearestAmong,
  nothingMade,
  reachOf,
} from './parts/class-making';
import { roundHalfEven } from './parts/made-rows';
import { Space } from './parts/space';
import type { Target } from './parts/strategy';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { foreignNeighbours, Zones } from './parts/zones';
import { t } from '../../language';

/** More new rows where rare rows are surrounded by other classes. */
export const adasyn: Method = {
  id: 'adasyn',
  family: 'resample',
  title: 'ADASYN',
  summary: 'New rows where rare rows are hardest to tell from others.',
  cites: [
    'He, Bai, Garcia and Li 2008, ADASYN',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    {
      kind: 'flag',
      id: 'exactTotal',
      title: 'Exact number of rows',
      summary: 'Makes exactly as many rows as wanted; else each share is rounded on its own.',
      default: false,
      advanced: true,
    },
  ]).filter(({ id }) => id !== 'baseSampling'),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, adaptive()),
};

/** Made anew for each run, because it records zones. */
function adaptive(): Synthesis {
  const zones = new Zones();
  return {
    id: 'adasyn',
    ground: (ground, targets) => byForeignShare(ground, targets, zones),
    tables: () => ({ zones: zones.table() }),
  };
}

function byForeignShare(ground: Ground, targets: readonly Target[], zones: Zones): MakeClass {
  const space = new Space(ground.features, ground.scales);
  const wanted = read.number(ground.values, 'k')!;
  const foreign = foreignNeighbours(ground, space, targets, wanted);
  return (target) => {
    const { index, rows } = target;
    const name = ground.classes.values[index]!;
    const own = ground.usableOf(index);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    const { noise } = zones.add(name, own, foreign);
    const perRow = rowsPerBase(
      name,
      Array.from(own, (row) => foreign.of(row)),
      rows,
      read.flag(ground.values, 'exactTotal'),
    );
    const parents = Uint32Array.from(
      perRow.flatMap((made, place) => new Array<number>(made).fill(own[place]!)),
    );
    if (parents.length !== rows) {
      notices.push(
        t`${many(parents.length, 'row')} of ${quoted(name)} are made for ${many(rows, 'wanted row')}, because shares are rounded row by row.`,
      );
    }
    if (noise.length) {
      notices.push(
        t`${many(noise.length, 'row')} of ${quoted(name)} ${noise.length === 1 ? t('has') : t('have')} neighbours of other classes alone and ${noise.length === 1 ? t('attracts') : t('attract')} most made rows: look at them (\`zones\` in the recipe).`,
      );
    }
    const near = nearestAmong(ground, space, own, parents, k);
    const pairs = drawNeighbours(ground, index, parents, near);
    return classMaking(space, pairs, interpolated(ground, index, pairs), own.length, notices);
  };
}

/**
 * Rows to make from each row of a class, in proportion to its neighbours of other classes: each share of `total`
 * rounded (halves to even), or with `exact` by largest remainder.
 * @throws EngineError no-border (no row has such a neighbour), too-few-rows (all shares round to 0)
 */
export function rowsPerBase(
  name: string,
  foreign: readonly number[],
  total: number,
  exact: boolean,
): number[] {
  const sum = foreign.reduce((a, b) => a + b, 0);
  if (!sum) {
    throw new EngineError(
      'no-border',
      t`No row of ${quoted(name)} has a neighbour of another class, so there is no border: use \`smote\`.`,
    );
  }
  if (exact) return largestRemainder(total, foreign);
  const made = foreign.map((count) => roundHalfEven((count / sum) * total));
  if (made.every((rows) => rows === 0)) {
    throw new EngineError(
      'too-few-rows',
      t`${many(total, 'row')} for ${quoted(name)} are too few to share out among ${many(foreign.length, 'row')}: set \`exactTotal\`, or use \`smote\`.`,
    );
  }
  return made;
}
