import type { Evidence, Metric } from '../../metric';
import { numbersWhere } from '../../plan/row-numbers';
import {
  coOccurrence,
  neverTogether,
  surroundings,
  type CoOccurrence,
} from '../../statistics/co-occurrence';
import type { Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { boundAlert, narrowAlert } from './parts/context-alerts';
import { tagSets, type TagSets } from './parts/tag-sets';
import { t } from '../../language';

/** Among which others each tag or category is seen. */
export interface CoOccurrenceContext {
  readonly source: string;
  readonly unit: 'row' | 'image';
  /** Rows or images in all. */
  readonly rows: number;
  readonly tagCount: number;
  /** Most frequent first, at most 200 of the 1,000 most frequent. */
  readonly tags: readonly TagContext[];
  /** Pairs of frequent tags that are never together, most expected first, at most 50. */
  readonly neverTogether: readonly {
    readonly tags: readonly [string, string];
    /** Rows that both would have if they were independent. */
    readonly expected: number;
  }[];
  /** Of the 15 most frequent tags, row-major: P(column | row) / P(column); null where it is no pair. */
  readonly lift: { readonly tags: readonly string[]; readonly values: readonly (number | null)[] };
}

/** One tag. */
export interface TagContext {
  readonly tag: string;
  readonly rows: number;
  /** Share of its rows on which no other is. */
  readonly alone: number;
  /** Others on 5% of its rows or more. */
  readonly contexts: number;
  readonly entropyBits: number;
  /** The other that is most often with it: its share of the rows, and that over its share of all rows. */
  readonly closest: { readonly tag: string; readonly share: number; readonly lift: number } | null;
}

/** Tags that are compared, listed and drawn; rows a pair must be expected to have before its absence says anything. */
const COMPARED = 1000;
const LISTED = 200;
const PAIRS = 50;
const DRAWN = 15;
const EXPECTED = 5;

/** Which tags or categories are never seen without certain others. */
export const coOccurrenceContext: Metric<CoOccurrenceContext> = {
  id: 'co-occurrence-context',
  family: 'imbalance',
  title: 'What is seen together',
  summary: 'Which tags or categories of boxes are never seen without certain others.',
  cites: [
    'Liang, Zou 2022: MetaShift, a dataset of datasets for contextual distribution shifts',
    'Nekrasov et al. 2021: Mix3D, out-of-context data augmentation',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'columns',
      id: 'columns',
      title: 'Tags',
      summary:
        'Several columns of 0 and 1, or one column that lists tags; none means the boxes of images, the label, or a list named tags.',
      default: [],
      role: 'label',
    },
  ],
  measure(table, values, context) {
    context.tick(0, 1);
    const found = tagSets(table, values['columns'] as readonly string[], context);
    if ('reason' in found) return { applicable: false, reason: found.reason };
    const { counts, places } = counted(found, context.tick);
    if (places.length < 2 || counts.rows === 0) {
      return { applicable: false, reason: t('There are fewer than two tags.') };
    }
    const name = (thing: number) => found.labels[places[thing]!]!;
    const contexts = places.map((_, thing) => contextOf(counts, thing, name));
    const { source, unit, columns } = found;
    const numbers: CoOccurrenceContext = {
      ...{ source, unit, rows: counts.rows, tagCount: places.length },
      tags: contexts.slice(0, LISTED),
      neverTogether: neverTogether(counts, EXPECTED)
        .slice(0, PAIRS)
        .map(({ first, second, expected }) => ({
          tags: [name(first), name(second)],
          expected,
        })),
      lift: liftOf(counts, name),
    };
    const bound = boundAlert(contexts, unit, columns);
    const narrow = narrowAlert(contexts, unit, columns);
    const evidence = [bound, narrow].flatMap((each) =>
      each ? [[each.key, rowsOfTags(found, places, each.tags, table, context.tick)] as const] : [],
    );
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [bound?.alert, narrow?.alert]),
      evidence: Object.fromEntries(evidence),
    };
  },
};

/** Counts of the most frequent tags; `places[thing]` is the thing's label. */
function counted(
  { labels, sets, rows }: TagSets,
  tick: (done: number, total: number) => void,
): { readonly counts: CoOccurrence; readonly places: readonly number[] } {
  const own = new Float64Array(labels.length);
  sets.forEach((set, i) => {
    for (const label of set) own[label]! += rows[i]!;
  });
  const places = labels
    .map((_, label) => label)
    .filter((label) => own[label]! > 0)
    .sort((a, b) => own[b]! - own[a]! || a - b)
    .slice(0, COMPARED);
  const thing = new Map(places.map((label, i) => [label, i]));
  const known = sets.map((set) => set.flatMap((label) => thing.get(label) ?? []));
  return { counts: coOccurrence(places.length, known, rows, tick), places };
}

function contextOf(
  counts: CoOccurrence,
  thing: number,
  name: (thing: number) => string,
): TagContext {
  const { rows, alone, contexts, entropyBits, closest, share, lift } = surroundings(counts, thing);
  return {
    tag: name(thing),
    ...{ rows, alone, contexts, entropyBits },
    closest: closest < 0 ? null : { tag: name(closest), share, lift },
  };
}

function liftOf(
  { things, rows, both }: CoOccurrence,
  name: (thing: number) => string,
): CoOccurrenceContext['lift'] {
  const drawn = Array.from({ length: Math.min(DRAWN, things) }, (_, i) => i);
  const own = (a: number) => both[a * things + a]!;
  return {
    tags: drawn.map(name),
    values: drawn.flatMap((a) =>
      drawn.map((b) => (a === b ? null : (both[a * things + b]! * rows) / (own(a) * own(b)))),
    ),
  };
}

function rowsOfTags(
  { columns, isOf, labels }: TagSets,
  places: readonly number[],
  tags: readonly number[],
  table: Table,
  tick: (done: number, total: number) => void,
): Evidence {
  const wanted = tags.map((thing) => places[thing]!);
  const shown = wanted.map((label) => labels[label]!);
  return {
    rows: numbersWhere(table.rowCount, (row) => wanted.some((label) => isOf(row, label)), tick),
    columns,
    reason: shown.length === 1 ? t('Rows of the tag.') : t('Rows of the tags.'),
  };
}
