import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { beta } from '../../random';
import { read } from '../../params/values';
import { count as counted, many, quoted } from '../../words';
import { concatenate } from '../plans';
import { gammaOf, learningRows, MOST_LEARNT, supportVectors } from './parts/border-vectors';
import {
  classMaking,
  drawNeighbours,
  interpolated,
  nearestAmong,
  nothingMade,
  reachOf,
} from './parts/class-making';
import { clipToRange } from './parts/clip';
import { drawBases } from './parts/draw';
import { synthesise, type MakeClass } from './parts/synthesis';
import {
  BORDER_NEIGHBOURS,
  NEIGHBOURS,
  SYNTHESIS_GUARDS,
  synthesisParams,
} from './parts/synthesis-params';
import { zonedSynthesis, type ZonedGround } from './parts/zones';
import { t } from '../../language';

/** Makes rows around the support vectors of rare classes: inward at the border, outward where it is safe. */
export const svmSmote: Method = {
  id: 'svm-smote',
  family: 'resample',
  title: 'SVM SMOTE',
  summary: 'New rows around the rare rows that decide where the border lies.',
  cites: [
    'Nguyen, Cooper and Kamei 2011, Borderline over-sampling for imbalanced data classification',
    'Fan, Chen and Lin 2005, Working set selection using second order information',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    BORDER_NEIGHBOURS,
    {
      kind: 'number',
      id: 'outStep',
      title: 'Step outward',
      summary: 'How far beyond a safe row new rows lie at most, in distances to its neighbour.',
      default: 0.5,
      min: 0,
      max: 1,
      advanced: true,
    },
  ]),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) =>
    synthesise(table, values, context, zonedSynthesis('svm-smote', 'supportVectors', fromVectors)),
};

function fromVectors({ ground, space, foreign, zones }: ZonedGround): MakeClass {
  const { values, context } = ground;
  const learnt = learningRows(ground);
  const gamma = gammaOf(space, concatenate(learnt), values['scale'] !== 'none');
  const outStep = read.number(values, 'outStep')!;
  return (target) => {
    const { index, rows } = target;
    const name = ground.classes.values[index]!;
    const own = ground.usableOf(index);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    if (ground.usable.length > MOST_LEARNT) {
      notices.push(
        t`The border of ${quoted(name)} was learnt from ${counted(MOST_LEARNT)} of ${many(ground.usable.length, 'row')}, each class in proportion.`,
      );
    }
    const vectors = supportVectors(ground, space, learnt, index, gamma);
    const { danger, safe } = zones.add(name, vectors, foreign);
    if (!danger.length && !safe.length) {
      throw new EngineError(
        'no-border',
        t`Every row of ${quoted(name)} that decides the border has neighbours of other classes alone: use \`smote\` or \`adasyn\`.`,
      );
    }
    const share = beta(context.random, `svm-smote/share/${name}`, 0, 10, 10);
    const inward = danger.length ? (safe.length ? Math.trunc(share * (rows + 1)) : rows) : 0;
    const draw = (zone: 'danger' | 'safe', from: Uint32Array, made: number) =>
      made
        ? drawBases(
            context.random,
            `svm-smote/base/${zone}/${name}`,
            from,
            made,
            read.text(values, 'baseSampling'),
          )
        : new Uint32Array(0);
    const parents = concatenate([
      draw('danger', danger, inward),
      draw('safe', safe, rows - inward),
    ]);
    const near = nearestAmong(ground, space, own, parents, k);
    const pairs = drawNeighbours(ground, index, parents, near);
    const step = (u: number, at: number) => (at < inward ? u : -outStep * u);
    const numbers = interpolated(ground, index, pairs, { step });
    clipToRange(ground, own, numbers.values);
    return classMaking(space, pairs, numbers, own.length, notices);
  };
}
