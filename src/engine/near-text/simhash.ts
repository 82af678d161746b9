import { PairTable } from '../kernels/pair-table';
import type { TableTick } from '../table/table';
import type { Candidates } from './candidates';
import type { Documents } from './documents';
import { PairList } from './pair-list';
import { ShingleSets } from './shingle-sets';
import type { TextSketcher } from './sketcher';

/** Bits in which two texts may differ to be compared: then they agree in one of four blocks of 16. */
export const MOST_BITS = 3;
const BITS = 64;
const BLOCKS = 4;
const BLOCK_KEYS = 1 << 16;
/** Texts of one block above which only those are compared that come next to each other in order. */
const DENSE = 4096;
const NEXT = 64;

/** About how many bytes a document takes while it is searched by SimHash. */
export const SIMHASH_BYTES = 48;

/** SimHashes of texts, in two lanes per document. */
export interface SimHashes {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Documents that have one, ascending: the first of equal texts. */
  readonly hashed: Uint32Array;
  /** Different shingles of each document; 0 where there is no text. */
  readonly shingles: Uint32Array;
  /** Documents whose normal text was seen before, with the first that has it; by 64-bit hash, to be proven. */
  readonly same: PairList;
}

/** Hashes every text: bit j is set where more than half of its different shingles have it (Charikar 2002). @throws Cancelled */
export function simHashes(
  documents: Documents,
  sketcher: TextSketcher,
  tick: TableTick,
): SimHashes {
  const { count } = documents;
  const [low, high] = [new Uint32Array(count), new Uint32Array(count)];
  const shingles = new Uint32Array(count);
  const hashed: number[] = [];
  const same = new PairList();
  const known = new PairTable();
  const firsts: number[] = [];
  const sets = new ShingleSets();
  const votes = new Int32Array(BITS);
  documents.each((document, bytes, start, end) => {
    sets.clear();
    sketcher.addSet({ bytes, start, end }, sets);
    const size = sets.size(0);
    if (size === 0) return;
    shingles[document] = size;
    const text = known.entryOf(sketcher.textLow, sketcher.textHigh);
    if (text < firsts.length) {
      same.push(firsts[text]!, document);
      return;
    }
    firsts.push(document);
    hashed.push(document);
    votes.fill(0);
    sets.each(0, (lower, upper) => {
      for (let bit = 0; bit < 32; bit++) {
        votes[bit]! += (lower >>> bit) & 1;
        votes[bit + 32]! += (upper >>> bit) & 1;
      }
    });
    low[document] = majority(votes, 0, size);
    high[document] = majority(votes, 32, size);
  }, tick);
  return { low, high, hashed: Uint32Array.from(hashed), shingles, same };
}

function majority(votes: Int32Array, from: number, voters: number): number {
  let bits = 0;
  for (let bit = 0; bit < 32; bit++) if (2 * votes[from + bit]! > voters) bits |= 1 << bit;
  return bits >>> 0;
}

/** Bits in which two hashes differ. */
export function differingBits(
  { low, high }: Pick<SimHashes, 'low' | 'high'>,
  a: number,
  b: number,
): number {
  return ones(low[a]! ^ low[b]!) + ones(high[a]! ^ high[b]!);
}

function ones(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The pairs that differ in at most MOST_BITS bits (Manku, Jain and Das Sarma 2007). @throws Cancelled */
export function simHashPairs(hashes: SimHashes, tick: TableTick): Candidates {
  const { hashed } = hashes;
  const pairs = new PairList();
  let [denseBuckets, largestBucket] = [0, 0];
  const key = (block: number, document: number) => {
    const lane = block < 2 ? hashes.low : hashes.high;
    return (lane[document]! >>> (16 * (block & 1))) & (BLOCK_KEYS - 1);
  };
  const isKnown = (a: number, b: number, block: number) => {
    for (let before = 0; before < block; before++)
      if (key(before, a) === key(before, b)) return true;
    return false;
  };
  for (let block = 0; block < BLOCKS; block++) {
    const { ordered, starts } = byKey(hashed, (document) => key(block, document));
    for (let bucket = 0; bucket < BLOCK_KEYS; bucket++) {
      const members = ordered.subarray(starts[bucket], starts[bucket + 1]);
      if (members.length < 2) continue;
      tick(block * BLOCK_KEYS + bucket, BLOCKS * BLOCK_KEYS);
      largestBucket = Math.max(largestBucket, members.length);
      const isDense = members.length > DENSE;
      if (isDense) {
        denseBuckets++;
        members.sort(
          (a, b) => hashes.low[a]! - hashes.low[b]! || hashes.high[a]! - hashes.high[b]! || a - b,
        );
      }
      for (let i = 0; i < members.length; i++) {
        if ((i & 255) === 255) tick(block * BLOCK_KEYS + bucket, BLOCKS * BLOCK_KEYS);
        const end = isDense ? Math.min(members.length, i + 1 + NEXT) : members.length;
        for (let j = i + 1; j < end; j++) {
          const [a, b] = [members[i]!, members[j]!];
          if (differingBits(hashes, a, b) > MOST_BITS) continue;
          if (isDense || !isKnown(a, b, block)) pairs.push(a, b);
        }
      }
    }
  }
  return { pairs, denseBuckets, largestBucket };
}

/** Documents by a key of 16 bits, ascending within one. */
function byKey(documents: Uint32Array, keyOf: (document: number) => number) {
  const starts = new Uint32Array(BLOCK_KEYS + 1);
  for (const document of documents) starts[keyOf(document) + 1]!++;
  for (let key = 0; key < BLOCK_KEYS; key++) starts[key + 1]! += starts[key]!;
  const next = starts.slice();
  const ordered = new Uint32Array(documents.length);
  for (const document of documents) ordered[next[keyOf(document)]!++] = document;
  return { ordered, starts };
}

/**
 * The chance that two texts of many shingles and Jaccard similarity j are compared: each bit differs with a chance of
 * angle / pi (Charikar 2002), where sets of one size have the cosine 2 j / (1 + j).
 */
export function simHashRecall(j: number): number {
  const p = Math.acos(Math.min(1, (2 * j) / (1 + j))) / Math.PI;
  let chance = 0;
  let ways = 1;
  for (let bits = 0; bits <= MOST_BITS; bits++) {
    chance += ways * p ** bits * (1 - p) ** (BITS - bits);
    ways = (ways * (BITS - bits)) / (bits + 1);
  }
  return chance;
}
