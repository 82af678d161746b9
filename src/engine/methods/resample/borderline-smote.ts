import type { Method } from '../../method';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import {
  basesOf,
  classMaking,
  drawNeighbours,
  interpolated,
  nearestAmong,
  nothingMade,
  reachOf,
  type Near,
} from './parts/class-making';
import type { Space } from './parts/space';
import { synthesise, type Ground, type MakeClass } from './parts/synthesis';
import {
  BORDER_NEIGHBOURS,
  NEIGHBOURS,
  SYNTHESIS_GUARDS,
  synthesisParams,
} from './parts/synthesis-params';
import { zonedSynthesis, type Zone, type ZonedGround } from './parts/zones';
import { t } from '../../language';

/** SMOTE from those rare rows alone that lie at the border to other classes. */
export const borderlineSmote: Method = {
  id: 'borderline-smote',
  family: 'resample',
  title: 'Borderline SMOTE',
  summary: 'New rows where the rare class meets others.',
  cites: [
    'Han, Wang and Mao 2005, Borderline-SMOTE',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    BORDER_NEIGHBOURS,
    {
      kind: 'choice',
      id: 'kind',
      title: 'Second parent',
      summary:
        'Of the same class; or of any class, and then made rows stay in the half nearer to the rare row.',
      default: '1',
      options: [
        { value: '1', title: 'Same class (kind 1)' },
        { value: '2', title: 'Any class (kind 2)' },
      ],
    },
  ]),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) =>
    synthesise(table, values, context, zonedSynthesis('borderline-smote', 'zones', fromDanger)),
};

function fromDanger(zoned: ZonedGround): MakeClass {
  const { ground, space } = zoned;
  const danger = dangerRows(zoned);
  const anyClass = read.text(ground.values, 'kind') === '2';
  const wanted = read.number(ground.values, 'k')!;
  // One search for all classes: the rows among which kind 2 looks are the same.
  const among = anyClass
    ? nearestAmong(
        ground,
        space,
        ground.usable,
        Uint32Array.from([...danger.values()].flatMap((each) => [...each.danger])),
        wanted,
      )
    : undefined;
  return (target) => {
    const { index } = target;
    const name = quoted(ground.classes.values[index]!);
    const own = ground.usableOf(index);
    const reach = reachOf(ground, target, own.length);
    const { count, notices } = reach;
    if (!count) return { ...nothingMade(ground, space, notices), k: reach.k, unused: own.length };
    const bases = danger.get(index)!;
    if (bases.noise.length) {
      notices.push(
        t`${many(bases.noise.length, 'row')} of ${name} ${bases.noise.length === 1 ? t('has') : t('have')} neighbours of other classes alone: look at them (\`zones\` in the recipe).`,
      );
    }
    if (!bases.danger.length) {
      notices.push(t`No row of ${name} lies at a border, so none was made: \`smote\` needs none.`);
      return { ...nothingMade(ground, space, notices), k: reach.k, unused: own.length };
    }
    const parents = basesOf(ground, index, bases.danger, count);
    const near = among ?? nearestAmong(ground, space, own, parents, wanted);
    return anyClassMaking(ground, space, index, parents, near, own.length, notices);
  };
}

/** Rows per zone of every targeted class. */
function dangerRows({
  ground,
  targets,
  zones,
  foreign,
}: ZonedGround): Map<number, Record<Zone, Uint32Array>> {
  return new Map(
    targets
      .filter(({ rows }) => rows > 0)
      .map(({ index }) => [
        index,
        zones.add(ground.classes.values[index]!, ground.usableOf(index), foreign),
      ]),
  );
}

/** Towards a row of another class the gap is u v with v in [0, 0.5): stream `borderline-smote/cross/<class>`. */
function anyClassMaking(
  ground: Ground,
  space: Space,
  index: number,
  parents: Uint32Array,
  near: Near,
  usable: number,
  notices: readonly string[],
) {
  const pairs = drawNeighbours(ground, index, parents, near);
  const cross = ground.context.random.stream(
    `borderline-smote/cross/${ground.classes.values[index]!}`,
  );
  const step = (u: number, draw: number) =>
    ground.classOf(pairs.neighbours[draw]!) === index ? u : u * cross.uniform(draw) * 0.5;
  return classMaking(space, pairs, interpolated(ground, index, pairs, { step }), usable, notices);
}
