import type { RowClusters } from '../../kernels/row-clusters';
import type { Evidence, Metric } from '../../metric';
import { candidateProbability } from '../../near-text/bands';
import { clusterCounts } from '../../near-text/cluster-counts';
import { NO_DOCUMENT } from '../../near-text/documents';
import { nearClusters } from '../../near-text/near-clusters';
import { nearTexts, type NearTexts } from '../../near-text/near-texts';
import {
  SEARCHES,
  SHINGLE,
  sketchSettings,
  TEXT_COLUMN,
  THRESHOLD,
  searchedColumn,
} from '../../near-text/settings';
import type { SketchSettings } from '../../near-text/sketcher';
import { mostFrequent } from '../../statistics/extremes';
import { read } from '../../params/values';
import { alertsOf } from '../alerts';
import { labelIfAny } from '../label';
import { nearAlerts } from './parts/near-alerts';
import { centredSets, type NearSet } from './parts/near-sets';
import { partIfAny } from './parts/part-of-rows';
import { t } from '../../language';

/** Sets and rows that go when texts of at least this similarity are taken for one. */
export interface AtThreshold {
  readonly threshold: number;
  readonly clusters: number;
  readonly copies: number;
}

/** Texts that are nearly equal. */
export interface NearDuplicateText {
  readonly column: string;
  readonly threshold: number;
  readonly settings: SketchSettings;
  /** Chance that a pair just at the threshold was looked at. */
  readonly recall: number;
  /** Rows with a text. */
  readonly rows: number;
  /** Of these, rows with fewer words than a shingle, which match only when they are equal. */
  readonly shortRows: number;
  readonly clusters: number;
  /** Rows beyond the first of each set, and their share of the rows with a text. */
  readonly copies: number;
  readonly ratio: number;
  readonly largest: number;
  /** Sets in which the label takes more than one value; null without a label. */
  readonly conflicts: number | null;
  /** Sets with a row that is less than half like the row that stands for the set: chains. */
  readonly chains: number;
  /** The 50 largest sets, ties by first row. */
  readonly sets: readonly NearSet[];
  /** At the threshold and each step of 0.05 above it. */
  readonly byThreshold: readonly AtThreshold[];
  /** Pairs by similarity, in steps of 0.05 from the threshold on: the last step is 1 alone. */
  readonly pairs: readonly { readonly from: number; readonly pairs: number }[];
  /** Groups of candidates so large that not every two of their texts were compared. */
  readonly denseBuckets: number;
}

/** Sets listed. */
const SETS = 50;
const STEP = 0.05;

/** Sets of nearly equal texts: candidates by sketches, every pair measured exactly. */
export const nearDuplicateText: Metric<NearDuplicateText> = {
  id: 'near-duplicate-text',
  family: 'duplicates',
  title: 'Near-duplicate texts',
  summary: 'Texts that share most of their runs of words, and how alike they are.',
  cites: [
    'Broder 1997: On the resemblance and containment of documents',
    'Indyk, Motwani 1998: Approximate nearest neighbors (locality-sensitive hashing)',
    'Dahlgaard, Knudsen, Thorup 2017: Fast similarity sketching',
  ],
  needs: { required: ['text'], optional: ['label'] },
  params: [TEXT_COLUMN, THRESHOLD, SHINGLE, ...SEARCHES],
  waits: true,
  measure(table, values, context) {
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const { index } = searched;
    const threshold = read.number(values, THRESHOLD.id)!;
    const near = nearTexts(table, index, sketchSettings(values), context.tick);
    const clusters = nearClusters(near, table.rowCount, threshold, context.tick);
    if (clusters.rowCount === 0) return { applicable: false, reason: t('No row has a text.') };
    const label = labelIfAny(table, context);
    const found = centredSets(
      clusters,
      near,
      { label, part: partIfAny(table, context) },
      context.tick,
    );
    const sizes = clusters.sizes();
    const listed = mostFrequent(sizes, SETS);
    const numbers: NearDuplicateText = {
      column: table.columns[index]!.name,
      threshold,
      settings: near.settings,
      recall: candidateProbability(threshold, near.settings.bands, near.settings.rows),
      rows: clusters.rowCount,
      shortRows: shortRows(near, table.rowCount),
      clusters: clusters.count,
      copies: clusters.copies,
      ratio: clusters.copies / clusters.rowCount,
      largest: listed.length ? sizes[listed[0]!]! : 1,
      conflicts: found.conflicts,
      chains: found.chains,
      sets: listed.map((cluster) => found.set(cluster)),
      byThreshold: clusterCounts(near, table.rowCount, steps(threshold), context.tick).map(
        ({ count, copies }, i) => ({ threshold: steps(threshold)[i]!, clusters: count, copies }),
      ),
      pairs: pairsByStep(near, threshold),
      denseBuckets: near.denseBuckets,
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, nearAlerts(numbers, index)),
      evidence: evidenceOf(clusters, index),
    };
  },
};

/** The threshold, and every multiple of 0.05 above it up to 1. */
function steps(threshold: number): number[] {
  const found = [threshold];
  for (let i = Math.floor(threshold / STEP + 1e-9) + 1; i <= 20; i++) found.push(i / 20);
  return found;
}

function pairsByStep({ jaccard }: NearTexts, threshold: number): NearDuplicateText['pairs'] {
  const from = steps(threshold);
  const pairs = new Float64Array(from.length);
  for (const similarity of jaccard) {
    const step = from.findLastIndex((least) => similarity >= Math.fround(least));
    if (step >= 0) pairs[step]!++;
  }
  return from.map((least, i) => ({ from: least, pairs: pairs[i]! }));
}

function shortRows({ documents, short }: NearTexts, rowCount: number): number {
  let rows = 0;
  for (let row = 0; row < rowCount; row++) {
    const document = documents.of(row);
    if (document !== NO_DOCUMENT) rows += short[document]!;
  }
  return rows;
}

function evidenceOf(clusters: RowClusters, column: number): Record<string, Evidence> {
  const [largest] = mostFrequent(clusters.sizes(), 1);
  if (largest === undefined) return {};
  return {
    near: {
      rows: clusters.allRows(),
      columns: [column],
      reason: t('Rows whose text is nearly equal to that of another row.'),
    },
    largest: {
      rows: clusters.rows(largest).slice(),
      columns: [column],
      reason: t('The largest set of nearly equal texts.'),
    },
  };
}
