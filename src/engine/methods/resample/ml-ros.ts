import type { Method, MethodContext } from '../../method';
import { choose } from '../../random';
import { read } from '../../params/values';
import { many } from '../../words';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import type { LabelSets } from '../label-sets';
import { SHUFFLE } from './parts/draw';
import { labelsOfRows, LABEL_PARAMS } from '../label-params';
import { labelFigures, labelTable, type LabelFigures, PERCENT } from './parts/label-rows';
import { MARK_ROWS } from './parts/made-rows';
import { REPEAT_OUTPUT, repeatedPlan } from './parts/repeated-rows';
import { t } from '../../language';

/** Mean SCUMBLE above which repeating rows repeats common labels as well. */
const ENTANGLED = 0.1;

/** Repeats rows that have rare labels, where rows have several. */
export const mlRos: Method = {
  id: 'ml-ros',
  family: 'resample',
  title: 'Repeat rows of rare labels',
  summary: 'Copies of rows with rare labels, where rows have several labels.',
  cites: [
    'Charte, Rivera, del Jesus and Herrera 2015, Addressing imbalance in multilabel classification',
  ],
  needs: { required: ['label'], optional: ['split'] },
  ofLabelSets: true,
  changes: 'adds-rows',
  params: [...LABEL_PARAMS, PERCENT, REPEAT_OUTPUT, MARK_ROWS, MISSING_LABEL, SHUFFLE],
  guards: ['G-SPLIT', 'G-REPEAT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = labelsOfRows(table, values, context);
    const budget = Math.floor((context.scope.length * read.number(values, 'percent')!) / 100);
    const figures = labelFigures(sets, context);
    const { clones, counts } = clonedRows(sets, figures, budget, context);
    const { minority, scumble } = figures;
    const draft = repeatedPlan(table.rowCount, [clones], values, context, {
      notices: [
        ...(minority.length ? [] : [t('No label is rarer than the mean, so no row is repeated.')]),
        ...(minority.length && clones.length < budget
          ? [
              t`${many(clones.length, 'row')} of ${many(budget, 'row')} were repeated: then no label was rarer than the mean.`,
            ]
          : []),
        ...(scumble > ENTANGLED
          ? [
              t`Rare labels stand beside common ones (SCUMBLE ${scumble.toFixed(2)}): repeating rows repeats both, and helps little.`,
            ]
          : []),
      ],
      tables: { labels: labelTable(sets, figures, counts), scumble },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/**
 * One row after the other from the bag of each rare label that is still rarer than the mean was, in turn, until the
 * budget is spent: the label leaves once it is not. Stream `ml-ros/row/<label>`, by draw of the label. `counts`: rows
 * per label afterwards.
 */
function clonedRows(
  sets: LabelSets,
  { meanIr, minority }: LabelFigures,
  budget: number,
  { scope, random, tick }: MethodContext,
): { clones: Uint32Array; counts: Float64Array } {
  const counts = sets.positives.slice();
  const bags = bagsOf(sets, minority, scope.length, tick);
  let active = minority.map((label, i) => ({
    label,
    bag: bags[i]!,
    stream: random.stream(`ml-ros/row/${sets.names[label]!}`),
  }));
  const clones = new Uint32Array(budget);
  let made = 0;
  for (let draw = 0; made < budget && active.length; draw++) {
    tick(made, budget);
    active = active.filter(({ label, bag, stream }) => {
      if (made >= budget) return true;
      const place = bag[choose(stream, draw, bag.length)]!;
      clones[made++] = scope[place]!;
      for (const own of sets.at(place)!) counts[own]!++;
      const most = counts.reduce((a, b) => Math.max(a, b), 0);
      return most / counts[label]! > meanIr;
    });
  }
  return { clones: clones.slice(0, made), counts };
}

/** Places of the scope that have each of some labels. @throws Cancelled */
export function bagsOf(
  sets: LabelSets,
  labels: readonly number[],
  places: number,
  tick: MethodContext['tick'],
): number[][] {
  const bags = labels.map((): number[] => []);
  const bagOf = new Map(labels.map((label, i) => [label, bags[i]!]));
  for (let place = 0; place < places; place++) {
    if (place % 8192 === 0) tick(place, places);
    for (const label of sets.at(place) ?? []) bagOf.get(label)?.push(place);
  }
  return bags;
}
