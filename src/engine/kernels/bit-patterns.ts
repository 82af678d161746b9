import { PairTable } from './pair-table';
import type { BitSet } from './bit-sets';

/** The rows that are in exactly the same sets. */
export interface BitPattern {
  readonly first: number;
  readonly rows: number;
}

/** Sets that are told apart at a time: one word. */
const TOGETHER = 32;

/**
 * In which sets rows are together, for the rows that are in at least one; in order of their first row. A row is walked
 * through the sets 32 at a time, from the number of the pattern so far to the next: nothing is hashed that could collide.
 * Memory follows the number of patterns. @throws Cancelled
 */
export function bitPatterns(
  sets: readonly BitSet[],
  rowCount: number,
  tick: (done: number, total: number) => void,
): BitPattern[] {
  const parts = Array.from({ length: Math.ceil(sets.length / TOGETHER) }, (_, part) => ({
    sets: sets.slice(TOGETHER * part, TOGETHER * (part + 1)),
    table: new PairTable(),
  }));
  const firsts: number[] = [];
  const counts: number[] = [];
  for (let word = 0; 32 * word < rowCount; word++) {
    if (word % 512 === 0) tick(32 * word, rowCount);
    let any = 0;
    for (const set of sets) any |= set[word]!;
    for (; any !== 0; any &= any - 1) {
      const bit = 31 - Math.clz32(any & -any);
      let pattern = 0;
      for (const part of parts) pattern = part.table.entryOf(across(part.sets, word, bit), pattern);
      if (pattern === firsts.length) {
        firsts.push(32 * word + bit);
        counts.push(0);
      }
      counts[pattern]!++;
    }
  }
  return firsts.map((first, pattern) => ({ first, rows: counts[pattern]! }));
}

/** One bit per set: whether a row is in it. Unsigned. */
function across(sets: readonly BitSet[], word: number, bit: number): number {
  let bits = 0;
  for (let i = 0; i < sets.length; i++) bits |= ((sets[i]![word]! >>> bit) & 1) << i;
  return bits >>> 0;
}
