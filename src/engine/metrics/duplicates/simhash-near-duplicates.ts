import { bitsOf, hasBit } from '../../kernels/bit-sets';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Evidence, Metric } from '../../metric';
import { nearClusters } from '../../near-text/near-clusters';
import { simHashTexts, type SimHashTexts } from '../../near-text/near-texts';
import { searchedColumn, TEXT_COLUMN, THRESHOLD } from '../../near-text/settings';
import { differingBits, MOST_BITS, simHashRecall } from '../../near-text/simhash';
import { sketchBytes } from '../../near-text/sketched-texts';
import type { ChoiceParam, NumberParam } from '../../params/params';
import { mostFrequent } from '../../statistics/extremes';
import { read } from '../../params/values';
import { many, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** Texts whose SimHashes differ in few bits, and which are near-duplicates indeed. */
export interface SimHashNearDuplicates {
  readonly column: string;
  readonly threshold: number;
  /** Words of a shingle, and bits that may differ. */
  readonly shingle: number;
  readonly mostBits: number;
  /** Chance that a pair just at the threshold was looked at, and one of 98 %. */
  readonly recall: number;
  readonly recallAt98: number;
  /** Rows with a text. */
  readonly rows: number;
  /** Pairs by the bits in which they differ, from 0, and those of them that reach the threshold. */
  readonly pairs: readonly {
    readonly bits: number;
    readonly pairs: number;
    readonly near: number;
  }[];
  readonly clusters: number;
  readonly copies: number;
  readonly ratio: number;
  readonly largest: number;
  /** The 20 largest sets: size and first 20 rows. */
  readonly sets: readonly { readonly size: number; readonly rows: readonly number[] }[];
}

const LISTED = 20;
/** Shares of copies from which a note, and a warning, is given. */
const NOTE = 0.01;
const WARNING = 0.05;
/** What sketches of the usual search take. */
const USUAL = { width: 5, bins: 120, bands: 20, rows: 6 };

const WHEN: ChoiceParam = {
  kind: 'choice',
  id: 'when',
  title: 'When',
  summary:
    'Whether texts are searched by SimHash where there is room for the more thorough search.',
  default: 'no-room',
  options: [
    { value: 'no-room', title: 'Where there is no room for sketches' },
    { value: 'always', title: 'Always' },
  ],
};

/** Words of a shingle: fewer than where texts are sketched, so that more words of few are told apart. */
export const SIMHASH_SHINGLE: NumberParam = {
  kind: 'number',
  id: 'shingle',
  title: 'Words in a row',
  summary: 'Texts are compared by all runs of so many words.',
  default: 3,
  min: 1,
  max: 20,
  integer: true,
  advanced: true,
};

/** Near-duplicate texts by a search of 8 bytes a text, where there is no room for sketches. */
export const simhashNearDuplicates: Metric<SimHashNearDuplicates> = {
  id: 'simhash-near-duplicates',
  family: 'duplicates',
  title: 'Near-duplicates by SimHash',
  summary: 'Texts that differ in a few words of many, found with 8 bytes a text.',
  cites: [
    'Charikar 2002: Similarity estimation techniques from rounding algorithms',
    'Manku, Jain, Das Sarma 2007: Detecting near-duplicates for web crawling',
  ],
  needs: { required: ['text'] },
  params: [TEXT_COLUMN, THRESHOLD, WHEN, SIMHASH_SHINGLE],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const sketches = table.rowCount * sketchBytes(USUAL);
    const isRoom = sketches <= (table.backing?.room ?? Infinity);
    if (isRoom && read.text(values, WHEN.id) === 'no-room') {
      return {
        applicable: false,
        reason: t(
          'Near-duplicate texts are searched more thoroughly, by sketches: there is room for them.',
        ),
      };
    }
    const threshold = read.number(values, THRESHOLD.id)!;
    const shingle = read.number(values, SIMHASH_SHINGLE.id)!;
    const found = simHashTexts(table, index, shingle, context.tick);
    const clusters = nearClusters(found.near, table.rowCount, threshold, context.tick);
    if (clusters.rowCount === 0) return { applicable: false, reason: t('No row has a text.') };
    const sizes = clusters.sizes();
    const listed = mostFrequent(sizes, LISTED);
    const numbers: SimHashNearDuplicates = {
      column: table.columns[index]!.name,
      threshold,
      shingle,
      mostBits: MOST_BITS,
      recall: simHashRecall(threshold),
      recallAt98: simHashRecall(0.98),
      rows: clusters.rowCount,
      pairs: pairsByBits(found, threshold),
      clusters: clusters.count,
      copies: clusters.copies,
      ratio: clusters.copies / clusters.rowCount,
      largest: listed.length ? sizes[listed[0]!]! : 1,
      sets: listed.map((cluster) => ({
        size: sizes[cluster]!,
        rows: [...clusters.rows(cluster).subarray(0, LISTED)],
      })),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [copiesAlert(numbers, index)]),
      evidence: evidenceOf(clusters, index),
    };
  },
};

/** Pairs that were looked at by the bits in which they differ, and those that reach the threshold. */
function pairsByBits(
  { near, hashes, candidates }: SimHashTexts,
  threshold: number,
): SimHashNearDuplicates['pairs'] {
  const found = Array.from({ length: MOST_BITS + 1 }, (_, bits) => ({ bits, pairs: 0, near: 0 }));
  const between = ({ first, second }: typeof candidates, i: number) =>
    found[differingBits(hashes, first[i]!, second[i]!)]!;
  for (let i = 0; i < candidates.first.length; i++) between(candidates, i).pairs++;
  // Equal texts are pairs too, but only the first of them has a hash.
  const isHashed = bitsOf(hashes.hashed, near.documents.count);
  const { pairs, jaccard } = near;
  for (let i = 0; i < jaccard.length; i++) {
    if (jaccard[i]! < Math.fround(threshold) || !hasBit(isHashed, pairs.second[i]!)) continue;
    between(pairs, i).near++;
  }
  return found;
}

function copiesAlert(
  { column, copies, ratio, clusters, recall, threshold }: SimHashNearDuplicates,
  index: number,
): AlertDraft | undefined {
  const severity = ratio >= WARNING ? 'warning' : ratio >= NOTE ? 'info' : undefined;
  if (!severity) return undefined;
  return {
    code: 'near-duplicates',
    severity,
    title: t`${many(copies, 'text')} of ${quoted(column)} ${copies === 1 ? t('is') : t('are')} nearly equal to another, by SimHash`,
    message: t`They make ${many(clusters, 'set')}. Of pairs that are ${percent(threshold)} alike SimHash finds ${percent(recall)} only, and fewer of short texts: there are more. With more memory sketches find nearly all.`,
    columns: [index],
    value: ratio,
    threshold: severity === 'warning' ? WARNING : NOTE,
    rowCount: copies,
    evidence: 'near',
    remedies: [{ method: 'near-dedup', why: t('Keeps one text of each set.') }],
  };
}

function evidenceOf(clusters: RowClusters, column: number): Record<string, Evidence> {
  if (clusters.count === 0) return {};
  return {
    near: {
      rows: clusters.allRows(),
      columns: [column],
      reason: t('Rows whose text is nearly equal to that of another row.'),
    },
  };
}
