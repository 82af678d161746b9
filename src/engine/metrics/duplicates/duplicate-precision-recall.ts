import type { Metric, MetricContext } from '../../metric';
import { candidateProbability } from '../../near-text/bands';
import { NO_DOCUMENT } from '../../near-text/documents';
import { nearClusters } from '../../near-text/near-clusters';
import { nearTexts, type NearTexts } from '../../near-text/near-texts';
import {
  SEARCHES,
  searchedColumn,
  SHINGLE,
  sketchSettings,
  TEXT_COLUMN,
  THRESHOLD,
} from '../../near-text/settings';
import type { NumberParam, TextParam } from '../../params/params';
import { EngineError } from '../../problems';
import { auditStream } from '../../sampling/audit-random';
import { entityEstimate, type EntityEstimate } from '../../statistics/entity-estimate';
import {
  reviewEstimate,
  type Estimate,
  type ReviewedStratum,
} from '../../statistics/review-estimate';
import type { Table } from '../../table/table';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { alertsOf, type AlertDraft } from '../alerts';
import { entityOf } from './parts/judged-set';
import { drawnSets, type DrawnSets } from './parts/review-sets';
import { many, percent } from '../../words';
import { t } from '../../language';

/** How right and how complete the search for nearly equal texts is, by a look at a few pairs, or at a few sets. */
export interface DuplicatePrecisionRecall {
  readonly column: string;
  readonly threshold: number;
  readonly strata: readonly ReviewStratum[];
  /** Pairs to look at, in the order in which to look. */
  readonly queue: readonly ReviewPair[];
  readonly judged: number;
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** Sets to look at, and what was said of them; null where none were asked for. */
  readonly sets: (DrawnSets & { readonly estimate: EntityEstimate }) | null;
}

/** Pairs of texts of one similarity. */
export interface ReviewStratum extends ReviewedStratum {
  readonly from: number;
  readonly to: number;
}

/** A pair to judge. */
export interface ReviewPair {
  readonly rows: readonly [number, number];
  readonly similarity: number;
  readonly stratum: number;
}

const PAIRS: NumberParam = {
  kind: 'number',
  id: 'pairs',
  title: 'Pairs to review',
  summary: 'Pairs that are drawn to be judged, spread over similarities; 0: no review.',
  default: 0,
  min: 0,
  max: 1000,
  integer: true,
};

const SETS: NumberParam = {
  kind: 'number',
  id: 'sets',
  title: 'Sets to review',
  summary: 'Rows that are drawn to judge which texts are the same as theirs; 0: none.',
  default: 0,
  min: 0,
  max: 1000,
  integer: true,
};

const ANSWERS: TextParam = {
  kind: 'text',
  id: 'answers',
  title: 'Answers',
  summary: 'What was said of pairs, as in `12-57 yes, 3-80 no`: rows from 0, others are left out.',
  default: '',
};

/** Similarities at which strata begin; the threshold is one of them too. */
const STEPS = [0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1];
const LEAST_PER_STRATUM = 5;
/** Answers below which an interval says little, and precision to be sure of. */
const FEW = 20;
const SURE = 0.9;
const Z = 1.96;

/** Draws pairs to judge and says what the answers mean. */
export const duplicatePrecisionRecall: Metric<DuplicatePrecisionRecall> = {
  id: 'duplicate-precision-recall',
  family: 'duplicates',
  title: 'Right and missed near-duplicates',
  summary:
    'Precision and recall of the search for near-duplicate texts, from a review of some pairs or sets.',
  cites: [
    'Cochran 1977: Sampling techniques',
    'Binette et al. 2024: How to evaluate entity resolution systems',
  ],
  needs: { required: ['text'] },
  params: [PAIRS, SETS, ANSWERS, TEXT_COLUMN, THRESHOLD, SHINGLE, ...SEARCHES],
  waits: true,
  measure(table, values, context) {
    const wanted = read.number(values, PAIRS.id)!;
    const sets = read.number(values, SETS.id)!;
    if (wanted === 0 && sets === 0) {
      return {
        applicable: false,
        reason: t('There is no review: set how many `pairs` or `sets` to draw.'),
      };
    }
    const searched = searchedColumn(table, values, context);
    if ('reason' in searched) return { applicable: false, reason: searched.reason };
    const threshold = read.number(values, THRESHOLD.id)!;
    const near = nearTexts(table, searched.index, sketchSettings(values), context.tick);
    const bounds = [...new Set([...STEPS, threshold])].sort((a, b) => a - b);
    const inStratum = wanted > 0 ? pairsByStratum(near, bounds) : [];
    const rowOf = firstRows(near, table.rowCount, context.tick);
    const answers = answersIn(read.text(values, ANSWERS.id));
    const sizes = sampleSizes(
      inStratum.map((own) => own.length),
      wanted,
    );
    const stream = auditStream('audit/review');
    const strata: ReviewStratum[] = [];
    const queue: ReviewPair[] = [];
    inStratum.forEach((own, i) => {
      if (own.length === 0) return;
      const drawn = [...own]
        .sort((a, b) => stream.uniform(a) - stream.uniform(b) || a - b)
        .slice(0, sizes[i]);
      const pairs = drawn.map((pair): ReviewPair => ({
        rows: [rowOf(near.pairs.first[pair]!), rowOf(near.pairs.second[pair]!)],
        similarity: near.jaccard[pair]!,
        stratum: strata.length,
      }));
      const said = pairs.flatMap(({ rows }) => answers.get(rows.join('-')) ?? []);
      strata.push({
        from: bounds[i]!,
        to: bounds[i + 1] ?? 1,
        pairs: estimatedPairs(near, own),
        judged: said.length,
        yes: said.filter((yes) => yes).length,
        predicted: bounds[i]! >= threshold,
      });
      queue.push(...pairs);
    });
    const estimate = reviewEstimate(strata);
    const numbers: DuplicatePrecisionRecall = {
      column: table.columns[searched.index]!.name,
      threshold,
      strata,
      queue: closestFirst(queue, threshold),
      ...estimate,
      sets: sets > 0 ? reviewOfSets(near, threshold, sets, answers, table, context) : null,
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [alertOf(numbers, searched.index)]),
      evidence: {},
    };
  },
};

/** Sets to judge and what the answers mean. @throws Cancelled */
function reviewOfSets(
  near: NearTexts,
  threshold: number,
  wanted: number,
  answers: ReadonlyMap<string, boolean>,
  table: Table,
  { tick }: MetricContext,
): DuplicatePrecisionRecall['sets'] {
  const clusters = nearClusters(near, table.rowCount, threshold, tick);
  const drawn = drawnSets(near, clusters, wanted, auditStream('audit/review'), tick);
  const said = (a: number, b: number) =>
    answers.get(`${String(Math.min(a, b))}-${String(Math.max(a, b))}`);
  const entities = drawn.sets.flatMap((set) => entityOf(set, said) ?? []);
  return { ...drawn, estimate: entityEstimate(entities) };
}

/** Pairs that were found, by number, per stratum. */
function pairsByStratum({ jaccard }: NearTexts, bounds: readonly number[]): number[][] {
  const found = bounds.map((): number[] => []);
  jaccard.forEach((similarity, pair) => {
    const at = bounds.findLastIndex((least) => similarity >= Math.fround(least));
    if (at >= 0) found[at]!.push(pair);
  });
  return found;
}

/** Pairs there are: each that was found stands for as many as its chance of being looked at leaves unseen. */
function estimatedPairs(
  { jaccard, settings: { bands, rows } }: NearTexts,
  pairs: readonly number[],
) {
  return pairs.reduce(
    (sum, pair) => sum + 1 / candidateProbability(jaccard[pair]!, bands, rows),
    0,
  );
}

/** At least five of each stratum, and the rest in proportion to the roots of their sizes. */
function sampleSizes(pairs: readonly number[], wanted: number): number[] {
  const roots = pairs.map(Math.sqrt);
  const sum = roots.reduce((a, b) => a + b, 0);
  return pairs.map((n, i) =>
    Math.min(n, Math.max(LEAST_PER_STRATUM, Math.round((wanted * roots[i]!) / Math.max(1, sum)))),
  );
}

/** Pairs near the threshold tell most: they come first. */
function closestFirst(queue: readonly ReviewPair[], threshold: number): ReviewPair[] {
  const off = ({ similarity }: ReviewPair) => Math.abs(similarity - threshold);
  return [...queue].sort((a, b) => off(a) - off(b) || a.rows[0] - b.rows[0]);
}

/** The first row of each document. @throws Cancelled */
function firstRows(
  { documents }: NearTexts,
  rowCount: number,
  tick: (done: number, total: number) => void,
): (document: number) => number {
  const first = new Map<number, number>();
  const ticked = everyRow(tick);
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const document = documents.of(row);
    if (document !== NO_DOCUMENT && !first.has(document)) first.set(document, row);
  }
  return (document) => first.get(document)!;
}

/** `12-57 yes, 3-80 no`; other words are no answer. @throws EngineError bad-parameter */
function answersIn(text: string): Map<string, boolean> {
  const found = new Map<string, boolean>();
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const match = /^\s*(\d+)\s*-\s*(\d+)\s+(\w+)\s*$/.exec(part);
    if (!match) {
      const message = t`\`${ANSWERS.id}\` must be as in \`12-57 yes, 3-80 no\`, not \`${part.trim()}\`.`;
      throw new EngineError('bad-parameter', message);
    }
    const [, a, b, word] = match as unknown as [string, string, string, string];
    const key = Number(a) < Number(b) ? `${a}-${b}` : `${b}-${a}`;
    if (word === 'yes' || word === 'no') found.set(key, word === 'yes');
  }
  return found;
}

function alertOf(
  { precision, recall, judged }: DuplicatePrecisionRecall,
  column: number,
): AlertDraft | undefined {
  if (!precision || judged === 0) return undefined;
  const low = precision.value - Z * precision.sd;
  if (judged >= FEW && low >= SURE) return undefined;
  const missed = recall ? t`, and ${percent(recall.value)} of all duplicates are found` : '';
  const few = judged < FEW ? t` ${many(judged, 'answer')} leave the interval too wide.` : '';
  return {
    code: 'near-duplicates-unsure',
    severity: low < SURE ? 'warning' : 'info',
    title: t`${percent(precision.value)} of the pairs taken for near-duplicates are, give or take ${percent(Z * precision.sd)}`,
    message: t`By ${many(judged, 'answer')}${missed}.${few} Raise the similarity before rows leave.`,
    columns: [column],
    value: low,
    threshold: SURE,
    remedies: [],
  };
}
