import type { Metric } from '../../metric';
import { headTail, type HeadTail } from '../../statistics/head-tail';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import { alertsOf } from '../alerts';
import { headOnlyAlert, oneQuestionAlert } from './parts/concept-alerts';
import { conceptItems, VIEWS, type ConceptItems, type ViewName } from './parts/concept-items';
import { t } from '../../language';

/** Which words, objects, pairs and kinds of question dominate. */
export interface ConceptLongTail {
  readonly source: string;
  readonly unit: 'row' | 'image';
  /** Columns that concepts are read from. */
  readonly names: readonly string[];
  /** Rows or images that were looked at, of all; `first`: they are the first of the file. */
  readonly looked: number;
  readonly of: number;
  readonly first: boolean;
  /** Views that have something to show. */
  readonly views: readonly ConceptView[];
  /** Share of rows with concepts all of which are of the head, in every view. */
  readonly headOnly: number;
  /** Of the rows: probability of being kept when heads are cut to their boundary (the largest over views): 5%, median. */
  readonly keep: readonly [number, number];
  /** Of the rows: ln(rows / rows with it) of the rarest concept: median, 95%. */
  readonly tailScore: readonly [number, number];
}

/** One view. */
export interface ConceptView {
  readonly view: ViewName;
  /** Different concepts, and how often one is on a row. */
  readonly concepts: number;
  readonly occurrences: number;
  /** Concepts that make 80% of the occurrences, their share of all, and occurrences of the rarest of them. */
  readonly head: number;
  readonly headShare: number;
  readonly boundary: number;
  readonly gini: number;
  /** Share of rows with concepts of this view all of which are of the head. */
  readonly headOnly: number;
  /** Most frequent first, at most 20. */
  readonly most: readonly { readonly concept: string; readonly rows: number }[];
  /** Concepts in fewer than 5 rows: how many, and at most 50 of them. */
  readonly scarce: number;
  readonly scarcest: readonly { readonly concept: string; readonly rows: number }[];
  /** Points (rank, rows) of all concepts, at most 60. */
  readonly ranks: readonly (readonly [number, number])[];
}

const MOST = 20;
const SCARCE = 5;
const SCARCEST = 50;
const POINTS = 60;

/** Which words, objects, pairs and kinds of question dominate, and which rows carry only common ones. */
export const conceptLongTail: Metric<ConceptLongTail> = {
  id: 'concept-long-tail',
  family: 'imbalance',
  title: 'Concepts',
  summary:
    'Which words, tags, pairs and kinds of question dominate, and how many rows carry only common ones.',
  cites: [
    'Song et al. 2025: From head to tail, balanced representation through adaptive data calibration',
    'Wang et al. 2025: TreeSynth, diverse data from tree-guided subspaces',
  ],
  needs: { optional: ['text', 'label'] },
  params: [
    {
      kind: 'column',
      id: 'text',
      title: 'Text',
      summary: 'Column of texts or conversations; the text when not set.',
      default: null,
      role: 'text',
    },
    {
      kind: 'columns',
      id: 'tags',
      title: 'Tags',
      summary: 'Columns of tags; none means the boxes of images, the label, or a list named tags.',
      default: [],
    },
  ],
  waits: true,
  measure(table, values, context) {
    context.tick(0, 1);
    const found = conceptItems(table, values, context);
    if ('reason' in found) return { applicable: false, reason: found.reason };
    const views = VIEWS.flatMap((view) => counted(found, view) ?? []);
    if (views.length === 0) return { applicable: false, reason: t('No row carries a concept.') };
    const rows = rowFigures(found, views);
    const numbers: ConceptLongTail = {
      source: found.source,
      unit: found.unit,
      names: found.columns.map((index) => table.columns[index]!.name),
      looked: found.looked,
      of: found.of,
      first: found.first,
      views: views.map((each) => viewOf(each, found)),
      ...rows.figures,
    };
    const alert = headOnlyAlert(numbers, found.columns, rows.headOnlyRows.length > 0);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [alert, oneQuestionAlert(numbers, found.columns)]),
      evidence:
        alert?.evidence === undefined
          ? {}
          : {
              common: {
                rows: Uint32Array.from(rows.headOnlyRows),
                columns: found.columns,
                reason: t('Rows that carry only the most common concepts, among those looked at.'),
              },
            },
    };
  },
};

/** The concepts of one view with their rows. */
interface Counted {
  readonly view: ViewName;
  /** What its concepts are called, and rows with each. */
  readonly names: readonly string[];
  readonly counts: readonly number[];
  /** Per item the places of its concepts. */
  readonly carried: readonly (readonly number[])[];
  readonly tail: HeadTail;
}

/** Counts of a view; pairs that are on fewer than five rows are left out. Undefined when there is nothing. */
function counted({ items, names }: ConceptItems, view: ViewName): Counted | undefined {
  const { count, nameOf } = names[view];
  const order = new ArrivalOrder(count);
  const all: number[] = [];
  for (const { carries, weight } of items) {
    for (const concept of carries[view] ?? []) {
      const place = order.placeOf(concept);
      all[place] = (all[place] ?? 0) + weight;
    }
  }
  const kept = [...all.keys()].filter((place) => view !== 'pairs' || all[place]! >= SCARCE);
  if (kept.length === 0) return undefined;
  const counts = kept.map((place) => all[place]!);
  const placeAmong = new Int32Array(all.length).fill(-1);
  kept.forEach((place, i) => (placeAmong[place] = i));
  const carried = items.map(({ carries }) => {
    const own: number[] = [];
    for (const concept of carries[view] ?? []) {
      const place = placeAmong[order.placeOf(concept)]!;
      if (place >= 0) own.push(place);
    }
    return own;
  });
  return {
    view,
    names: kept.map((place) => nameOf(order.arrived[place]!)),
    counts,
    carried,
    tail: headTail(counts),
  };
}

/** Numbers up to which places are looked up in an array. */
const MOST_LISTED = 1 << 20;

/** Numbers below `count` by the order in which they are met. */
class ArrivalOrder {
  /** Those that were met. */
  readonly arrived: number[] = [];
  readonly #listed: Int32Array | undefined;
  readonly #mapped = new Map<number, number>();

  constructor(count: number) {
    if (count <= MOST_LISTED) this.#listed = new Int32Array(count).fill(-1);
  }

  /** The place of a number among those met, itself the last if it is new. */
  placeOf(number: number): number {
    const known = this.#listed ? this.#listed[number]! : (this.#mapped.get(number) ?? -1);
    if (known >= 0) return known;
    const place = this.arrived.push(number) - 1;
    if (this.#listed) this.#listed[number] = place;
    else this.#mapped.set(number, place);
    return place;
  }
}

function viewOf(
  { view, names, counts, carried, tail }: Counted,
  { items }: ConceptItems,
): ConceptView {
  const order = names
    .map((_, i) => i)
    .sort((a, b) => counts[b]! - counts[a]! || (names[a]! < names[b]! ? -1 : 1));
  const entry = (i: number) => ({ concept: names[i]!, rows: counts[i]! });
  const scarce = order.filter((i) => counts[i]! < SCARCE);
  let [carrying, only] = [0, 0];
  for (const [item, { weight }] of items.entries()) {
    const own = carried[item]!;
    if (own.length === 0) continue;
    carrying += weight;
    if (own.every((place) => tail.isHead[place] === 1)) only += weight;
  }
  return {
    view,
    concepts: names.length,
    occurrences: counts.reduce((sum, n) => sum + n, 0),
    head: tail.head,
    headShare: tail.headShare,
    boundary: tail.boundary,
    gini: tail.gini,
    headOnly: only / carrying,
    most: order.slice(0, MOST).map(entry),
    scarce: scarce.length,
    scarcest: scarce.slice(-SCARCEST).reverse().map(entry),
    ranks: ranksOf(order.map((i) => counts[i]!)),
  };
}

/** Ranks evenly spread on a logarithmic axis, with their rows. */
function ranksOf(sorted: readonly number[]): [number, number][] {
  const last = Math.log(sorted.length);
  const ranks = Array.from({ length: POINTS }, (_, i) =>
    Math.round(Math.exp((last * i) / (POINTS - 1))),
  );
  return [...new Set(ranks)].map((rank) => [rank, sorted[rank - 1]!]);
}

function rowFigures(
  { items, looked }: ConceptItems,
  views: readonly Counted[],
): {
  readonly figures: Pick<ConceptLongTail, 'headOnly' | 'keep' | 'tailScore'>;
  readonly headOnlyRows: readonly number[];
} {
  const [keeps, scores, weights] = [[] as number[], [] as number[], [] as number[]];
  const headOnlyRows: number[] = [];
  let [carrying, only] = [0, 0];
  for (const [item, { weight, row }] of items.entries()) {
    let [keep, score, common, any] = [0, 0, true, false];
    for (const { counts, carried, tail } of views) {
      const own = carried[item]!;
      if (own.length === 0) continue;
      any = true;
      let [kept, fewest] = [0, Infinity];
      for (let i = 0; i < own.length; i++) {
        const at = own[i]!;
        kept += tail.keep[at]!;
        if (counts[at]! < fewest) fewest = counts[at]!;
        if (tail.isHead[at] === 0) common = false;
      }
      keep = Math.max(keep, kept / own.length);
      score = Math.max(score, Math.log(looked / fewest));
    }
    if (!any) continue;
    carrying += weight;
    keeps.push(keep);
    scores.push(score);
    weights.push(weight);
    if (!common) continue;
    only += weight;
    if (row !== undefined) headOnlyRows.push(row);
  }
  const [ofKeep, ofScore] = [weightedValues(keeps, weights), weightedValues(scores, weights)];
  return {
    figures: {
      headOnly: only / carrying,
      keep: [quantile(ofKeep, 0.05), quantile(ofKeep, 0.5)],
      tailScore: [quantile(ofScore, 0.5), quantile(ofScore, 0.95)],
    },
    headOnlyRows,
  };
}
