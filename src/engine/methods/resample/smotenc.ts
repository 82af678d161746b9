import type { Method } from '../../method';
import { choose } from '../../random';
import { quoted } from '../../words';
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
import { keepEverything } from '../plans';
import { mostFrequentLevels } from './parts/modes';
import { isNominal, NO_LEVEL } from './parts/nominal-features';
import { distanceValues, featureColumns } from './parts/numeric-features';
import { median, standardDeviation } from './parts/spread';
import { smotenSynthesis } from './smoten';
import { SMOTE } from './smote';
import { Space } from './parts/space';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import {
  EMPTY_IS_VALUE,
  NEIGHBOURS,
  SYNTHESIS_GUARDS,
  synthesisParams,
} from './parts/synthesis-params';
import { t } from '../../language';

/** SMOTE for numbers and categories together. */
export const smotenc: Method = {
  id: 'smotenc',
  family: 'resample',
  title: 'SMOTE for mixed columns',
  summary: 'New rows between rare neighbours, categories by the majority of the neighbours.',
  cites: [
    'Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE (section 6.1, SMOTE-NC)',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  compares: 'mixed',
  params: synthesisParams([NEIGHBOURS, EMPTY_IS_VALUE]),
  guards: SYNTHESIS_GUARDS,
  apply(table, values, context) {
    const { roles, profiles } = context;
    const nominal = roles.some((role, i) => role === 'feature' && isNominal(profiles[i]!));
    const numeric = featureColumns(context).columns.length > 0;
    if (nominal && numeric) return synthesise(table, values, context, smotencSynthesis());
    const [other, why] = nominal
      ? [smotenSynthesis(), t('No feature is a number, so rows are made as `smoten` makes them.')]
      : [SMOTE, t('No feature is a category, so rows are made as `smote` makes them.')];
    const draft = synthesise(table, { ...values, r: 2 }, context, other);
    return keepEverything(table.rowCount, { ...draft, notices: [why, ...draft.notices] });
  },
};

/** SMOTE-NC; made anew for each run, because it counts what it does. */
function smotencSynthesis(): Synthesis {
  const counts = { cells: 0, ties: 0, medians: [] as { class: string; medianStd: number }[] };
  return {
    id: 'smotenc',
    nominal: 'and-numbers',
    ground: (ground) => mixedInterpolation(ground, counts),
    tables: () => ({
      smotenc: {
        classes: counts.medians,
        tieShare: counts.cells ? counts.ties / counts.cells : 0,
      },
    }),
  };
}

function mixedInterpolation(
  ground: Ground,
  counts: { cells: number; ties: number; medians: { class: string; medianStd: number }[] },
): MakeClass {
  return (target) => {
    const { index } = target;
    const name = ground.classes.values[index]!;
    const own = ground.usableOf(index);
    const medianStd = medianDeviation(ground, own);
    const space = new Space(ground.features, ground.scales, medianStd * medianStd);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    counts.medians.push({ class: name, medianStd });
    if (medianStd === 0 && k > 0) {
      notices.push(
        t`More than half of the numbers of ${quoted(name)} do not vary, so its neighbours are found without categories.`,
      );
    }
    const parents = basesOf(ground, index, own, count);
    const near = nearestAmong(ground, space, own, parents, k);
    const pairs = drawNeighbours(ground, index, parents, near);
    const levels = modes(ground, index, parents, near, counts);
    const numbers = interpolated(ground, index, pairs);
    return classMaking(space, pairs, { ...numbers, levels }, own.length, notices);
  };
}

/** Median over the numeric columns that vary in scope of the population standard deviation of `rows`, scaled. */
export function medianDeviation(
  { features: { numeric }, scales }: Pick<Ground, 'features' | 'scales'>,
  rows: Uint32Array,
): number {
  const places = [...scales.keys()].filter((place) => scales[place]! > 0);
  return median(
    Float64Array.from(places, (place) => {
      return standardDeviation(distanceValues(numeric, place, rows)) / scales[place]!;
    }),
  );
}

/**
 * Per nominal column the most frequent level of each parent's neighbours (the parent itself left out), of equals one by
 * the stream `smotenc/nominal/<class>`, draw * columns + column. A cell that is empty in the parent stays empty, and a
 * parent without neighbours is copied.
 */
function modes(
  { classes, context, features, id }: Ground,
  index: number,
  parents: Uint32Array,
  near: Near,
  counts: { cells: number; ties: number },
): Int32Array[] {
  const nominal = features.nominal!;
  const stream = context.random.stream(`${id}/nominal/${classes.values[index]!}`);
  const d = nominal.columns.length;
  return nominal.columns.map((_, place) => {
    const votes = new Uint32Array(nominal.values[place]!.length);
    return Int32Array.from(parents, (parent, draw) => {
      if (draw % 4096 === 0) context.tick(draw, parents.length);
      const own = nominal.level(place, parent);
      if (own === NO_LEVEL) return NO_LEVEL;
      const tied = mostFrequentLevels(near.rows(parent), (row) => nominal.level(place, row), votes);
      if (!tied.length) return own;
      counts.cells++;
      if (tied.length === 1) return tied[0]!;
      counts.ties++;
      return tied[choose(stream, draw * d + place, tied.length)]!;
    });
  });
}
