import type { Table, TableTick } from '../table/table';
import { candidatePairs, type Candidates } from './candidates';
import { documentsOf, type Documents } from './documents';
import { KnownPairs } from './known-pairs';
import { measurePairs } from './measure-pairs';
import { PairList, type Pairs } from './pair-list';
import { refuseWithoutRoom } from './room';
import { SIMHASH_BYTES, simHashes, simHashPairs, type SimHashes } from './simhash';
import { sketchBytes, sketchTexts, type SketchedTexts } from './sketched-texts';
import type { SketchSettings, TextSketcher } from './sketcher';
import { sketcherFor } from './sketcher-for';

/** Pairs below this similarity are not kept: the least threshold that can be chosen afterwards. */
export const LEAST_SIMILARITY = 0.5;

/** Pairs of texts that are alike, each with its exact similarity: clusters at any threshold follow from them. */
export interface NearTexts {
  readonly settings: SketchSettings;
  readonly documents: Documents;
  /** Per document, as `SketchedTexts` has them. */
  readonly shingles: Uint32Array;
  readonly short: Uint8Array;
  /** Ascending by (first, second); `jaccard[i]` is at least LEAST_SIMILARITY. */
  readonly pairs: Pairs;
  readonly jaccard: Float32Array;
  /** Pairs that were measured. */
  readonly measured: number;
  readonly denseBuckets: number;
  readonly largestBucket: number;
  readonly known: KnownPairs;
  /** The exact similarities of any pairs. @throws Cancelled */
  readonly similarities: (pairs: Pairs, tick: TableTick) => Float32Array;
}

/** What was found last in each table: metric, methods and previews ask for the same. */
const KNOWN = new WeakMap<
  Table,
  { readonly key: string; readonly index: number; readonly near: NearTexts }
>();

/** What was found last in a column of a table, if anything. */
export function knownNearTexts(table: Table, index: number): NearTexts | undefined {
  const known = KNOWN.get(table);
  return known?.index === index ? known.near : undefined;
}

/**
 * The pairs of texts of a column that are alike: sketched, banded (Indyk and Motwani 1998), and every candidate
 * measured exactly on its texts, so that no pair is reported that is not one. @throws EngineError too-large; Cancelled
 */
export function nearTexts(
  table: Table,
  index: number,
  settings: SketchSettings,
  tick: TableTick,
): NearTexts {
  const key = JSON.stringify([index, settings]);
  const known = KNOWN.get(table);
  if (known?.key === key) return known.near;
  const documents = documentsOf(table, index);
  refuseWithoutRoom(table, index, documents.count * sketchBytes(settings));
  const sketcher = sketcherFor(settings);
  const phase = (from: number, to: number) => (done: number, total: number) => {
    tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
  };
  const sketched = sketchTexts(documents, sketcher, phase(0, 0.6));
  const candidates = candidatePairs(sketched, settings, LEAST_SIMILARITY, phase(0.6, 0.75));
  const near = measured(documents, sketched, candidates, sketcher, phase(0.75, 1));
  KNOWN.set(table, { key, index, near });
  return near;
}

/** Pairs of texts that are alike, found by SimHash. */
export interface SimHashTexts {
  readonly near: NearTexts;
  readonly hashes: SimHashes;
  /** All pairs that were measured but those of equal texts. */
  readonly candidates: Pairs;
}

/**
 * As `nearTexts`, with candidates by SimHash: 8 bytes for a text in place of 200, and only texts that differ in a few
 * words of many are found. `width`: words of a shingle. @throws EngineError too-large; Cancelled
 */
export function simHashTexts(
  table: Table,
  index: number,
  width: number,
  tick: TableTick,
): SimHashTexts {
  const documents = documentsOf(table, index);
  refuseWithoutRoom(table, index, documents.count * SIMHASH_BYTES);
  const sketcher = sketcherFor({ width, bins: 1, bands: 1, rows: 1 });
  const phase = (from: number, to: number) => (done: number, total: number) => {
    tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
  };
  const hashes = simHashes(documents, sketcher, phase(0, 0.6));
  const candidates = simHashPairs(hashes, phase(0.6, 0.75));
  const pairs = candidates.pairs.sorted();
  const short = new Uint8Array(documents.count);
  const near = measured(documents, { ...hashes, short }, candidates, sketcher, phase(0.75, 1));
  return { near, hashes, candidates: pairs };
}

function measured(
  documents: Documents,
  { shingles, short, same }: Pick<SketchedTexts, 'shingles' | 'short' | 'same'>,
  { pairs, denseBuckets, largestBucket }: Candidates,
  sketcher: TextSketcher,
  tick: TableTick,
): NearTexts {
  same.each((a, b) => {
    pairs.push(a, b);
  });
  const all = pairs.sorted();
  const measure = (asked: Pairs, ticked: TableTick) =>
    measurePairs(documents, shingles, asked, sketcher, ticked);
  const measuredAll = measure(all, tick);
  const kept = new PairList();
  const values: number[] = [];
  measuredAll.forEach((j, i) => {
    if (j < LEAST_SIMILARITY) return;
    kept.push(all.first[i]!, all.second[i]!);
    values.push(j);
  });
  const found = { pairs: kept.listed(), jaccard: Float32Array.from(values) };
  const known = new KnownPairs(found.pairs, found.jaccard, same.listed());
  return {
    settings: sketcher.settings,
    documents,
    shingles,
    short,
    ...found,
    known,
    measured: measuredAll.length,
    denseBuckets,
    largestBucket,
    similarities: (asked, ticked) => known.complete(asked, measure, ticked),
  };
}
