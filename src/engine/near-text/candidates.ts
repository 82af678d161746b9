import type { TableTick } from '../table/table';
import { BandSort } from './band-buckets';
import { PairList } from './pair-list';
import type { SketchedTexts } from './sketched-texts';
import type { SketchSettings } from './sketcher';

/** Members above which a bucket is dense: not every pair in it is looked at. */
export const DENSE = 100;
/** Members of a dense bucket, spread evenly over it, with which all others are compared. */
const PICKED = 16;
/** Standard deviations that an estimate may lie below the least similarity that is looked for. */
const DEVIATIONS = 5;

/** Pairs that agree in some band, and how they were found. */
export interface Candidates {
  readonly pairs: PairList;
  /** Buckets that were too large for all pairs, and members of the largest. */
  readonly denseBuckets: number;
  readonly largestBucket: number;
}

/**
 * Pairs of sketched documents that agree in all bins of some band, and in so many bins that a Jaccard similarity of
 * `least` is not ruled out. Bytes of bins agree by chance once in 256 (b-bit minwise hashing, Li and Koenig 2010).
 * @throws Cancelled
 */
export function candidatePairs(
  { keys, bytes, sketched }: SketchedTexts,
  { bands, bins }: SketchSettings,
  least: number,
  tick: TableTick,
): Candidates {
  const pairs = new PairList();
  const count = keys.length / bands;
  const buckets = new BandSort(keys, count, sketched);
  const fewest = fewestAgreements(least, bins);
  const dense = new Set<number>();
  /** Pairs per document that came of dense buckets. */
  const ofDense = new Uint8Array(count);
  let largestBucket = 0;
  const keyIn = (band: number, document: number) => keys[band * count + document]!;
  const agreements = (a: number, b: number) => {
    let agree = 0;
    for (let i = a * bins, j = b * bins, n = 0; n < bins; n++, i++, j++) {
      if (bytes[i] === bytes[j]) agree++;
    }
    return agree;
  };
  /** A band before this one had the pair together, in a bucket in which every pair was looked at. */
  const isKnown = (a: number, b: number, band: number) => {
    for (let before = 0; before < band; before++) {
      const key = keyIn(before, a);
      if (key === keyIn(before, b) && !dense.has(before * 2 ** 32 + key)) return true;
    }
    return false;
  };
  for (let band = 0; band < bands; band++) {
    const tickHere: TableTick = () => {
      tick(band, bands);
    };
    const consider = (a: number, b: number): boolean => {
      const isCandidate = !isKnown(a, b, band) && agreements(a, b) >= fewest;
      if (isCandidate) pairs.push(a, b);
      return isCandidate;
    };
    tickHere(0, 1);
    const { documents, keys: sorted } = buckets.sort(band);
    let from = 0;
    for (let to = 1; to <= documents.length; to++) {
      if (to < documents.length && sorted[to] === sorted[from]) continue;
      if (to - from > 1) {
        const members = documents.subarray(from, to);
        largestBucket = Math.max(largestBucket, members.length);
        if (members.length <= DENSE) considerAll(members, consider, tickHere);
        else {
          dense.add(band * 2 ** 32 + sorted[from]!);
          considerDense(members, ofDense, consider, tickHere);
        }
      }
      from = to;
    }
  }
  return { pairs, denseBuckets: dense.size, largestBucket };
}

type Consider = (a: number, b: number) => boolean;

function considerAll(members: Uint32Array, consider: Consider, tick: TableTick): void {
  tick(0, 1);
  for (let i = 0; i < members.length; i++) {
    for (let j = i + 1; j < members.length; j++) consider(members[i]!, members[j]!);
  }
}

/** Each member with those picked, until it has enough: what lies close together meets in nearly every band. */
function considerDense(
  members: Uint32Array,
  ofDense: Uint8Array,
  consider: Consider,
  tick: TableTick,
): void {
  const picked = Array.from(
    { length: PICKED },
    (_, i) => members[Math.floor((i * members.length) / PICKED)]!,
  );
  members.forEach((member, i) => {
    if (i % 256 === 0) tick(i, members.length);
    for (const other of picked) {
      if (ofDense[member]! >= PICKED) return;
      if (other !== member && consider(member, other)) ofDense[member]!++;
    }
  });
}

/** Bins that two sketches agree in at least, if their similarity is `least` and chance is not against all odds. */
function fewestAgreements(least: number, bins: number): number {
  const p = least + (1 - least) / 256;
  return bins * p - DEVIATIONS * Math.sqrt(bins * p * (1 - p));
}
