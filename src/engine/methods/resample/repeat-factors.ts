import type { Method, MethodContext } from '../../method';
import type { AddedColumn } from '../../plan/plan';
import { roundByChance } from '../../random';
import { read } from '../../params/values';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import type { LabelSets } from '../label-sets';
import { SHUFFLE } from './parts/draw';
import { labelsOfRows, LABEL_PARAMS } from '../label-params';
import { MARK_ROWS } from './parts/made-rows';
import { REPEAT_OUTPUT, repeatedPlan } from './parts/repeated-rows';
import { categoryFactors, rowFactor, thresholdFor, type Frequencies } from './parts/repeat-rule';

/** Repeats rows of rare categories by the square root of their rarity (LVIS). */
export const repeatFactors: Method = {
  id: 'repeat-factors',
  family: 'resample',
  title: 'Repeat factors',
  summary: 'Rows with rare categories are repeated, by the rarest category of each.',
  cites: [
    'Gupta, Dollár and Girshick 2019, LVIS (repeat factor sampling)',
    'Yaman et al. 2023, Instance-aware repeat factor sampling for long-tailed object detection',
  ],
  needs: { required: ['label'], optional: ['split'] },
  changes: 'adds-rows',
  params: [
    ...LABEL_PARAMS,
    {
      kind: 'choice',
      id: 'mode',
      title: 'Rarity',
      summary: 'By the rows that have a category, or by these and by how often it is listed.',
      default: 'rfs',
      options: [
        { value: 'rfs', title: 'By rows' },
        { value: 'irfs', title: 'By rows and instances' },
      ],
    },
    {
      kind: 'number',
      id: 't',
      title: 'Threshold',
      summary: 'Categories in a smaller share of the rows are repeated.',
      default: 0.001,
      min: 0,
      max: 1,
    },
    {
      kind: 'number',
      id: 'growth',
      title: 'Growth',
      summary: 'With the threshold found: how many times as many rows there are afterwards.',
      default: 1.5,
      min: 1,
      max: 100,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'automatic',
      title: 'Find the threshold',
      summary: 'Finds the threshold that gives the growth, instead of the one above.',
      default: false,
    },
    {
      kind: 'flag',
      id: 'sqrt',
      title: 'Square root',
      summary: 'Repeats by the square root of the rarity; else by the rarity itself.',
      default: true,
      advanced: true,
    },
    REPEAT_OUTPUT,
    {
      kind: 'number',
      id: 'epoch',
      title: 'Epoch',
      summary: 'Fractions are rounded by chance, anew for each epoch.',
      default: 0,
      min: 0,
      integer: true,
      advanced: true,
    },
    MARK_ROWS,
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-REPEAT', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = labelsOfRows(table, values, context);
    const frequencies = frequenciesOf(sets, read.text(values, 'mode') === 'irfs', context);
    const root = read.flag(values, 'sqrt');
    const t = read.flag(values, 'automatic')
      ? thresholdFor(frequencies, sets, context, root, read.number(values, 'growth')!)
      : read.number(values, 't')!;
    const factors = categoryFactors(frequencies, t, root);
    const ofRow = new Float64Array(table.rowCount).fill(1);
    context.scope.forEach((row, place) => {
      ofRow[row] = rowFactor(sets.at(place), factors);
    });
    const copies = repeated(ofRow, values, context);
    const factor: AddedColumn = {
      name: '_repeat_factor',
      type: 'number',
      text: (row) => String(ofRow[row]!),
    };
    const asColumns = read.text(values, REPEAT_OUTPUT.id) === 'columns';
    const draft = repeatedPlan(table.rowCount, [copies], values, context, {
      ...(asColumns ? { columns: [factor] } : {}),
      tables: { threshold: t, categories: categoryTable(sets, frequencies, factors) },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** Each row floor(r) - 1 more times, and once more by the chance of the fraction: stream `repeat-factors/round/<epoch>`. */
function repeated(
  factors: Float64Array,
  values: Parameters<Method['apply']>[1],
  { scope, random, tick }: MethodContext,
): Uint32Array {
  const stream = random.stream(`repeat-factors/round/${read.number(values, 'epoch')!}`);
  const counts = Uint32Array.from(scope, (row, place) => {
    if (place % 8192 === 0) tick(place, scope.length);
    return roundByChance(stream, row, factors[row]!) - 1;
  });
  const copies = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let at = 0;
  counts.forEach((count, place) => {
    copies.fill(scope[place]!, at, at + count);
    at += count;
  });
  return copies;
}

/** @throws Cancelled */
function frequenciesOf(
  sets: LabelSets,
  instances: boolean,
  { scope, tick }: MethodContext,
): Frequencies {
  const rows = sets.positives;
  const times = new Float64Array(rows.length);
  for (let place = 0; place < scope.length; place++) {
    if (place % 8192 === 0) tick(place, scope.length);
    const labels = sets.at(place);
    const counts = sets.times?.(place);
    labels?.forEach((label, i) => {
      times[label]! += counts?.[i] ?? 1;
    });
  }
  const total = times.reduce((a, b) => a + b, 0);
  return {
    // Rows without any category count as well: an empty image is an image.
    rows: rows.map((count) => count / scope.length),
    ...(instances ? { instances: times.map((count) => count / total) } : {}),
  };
}

/** Categories listed at most: the most repeated. */
const MOST_LISTED = 200;

function categoryTable(sets: LabelSets, { rows, instances }: Frequencies, factors: Float64Array) {
  return sets.names
    .map((category, index) => ({
      category,
      rowShare: rows[index]!,
      ...(instances ? { instanceShare: instances[index]! } : {}),
      factor: factors[index]!,
      bucket: bucketOf(sets.positives[index]!),
    }))
    .sort((a, b) => b.factor - a.factor)
    .slice(0, MOST_LISTED);
}

/** LVIS: rare up to 10 images, common up to 100. */
function bucketOf(rows: number): string {
  return rows <= 10 ? 'rare' : rows <= 100 ? 'common' : 'frequent';
}
