import { choose, permutation, type Random } from '../../../random';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** What a group is to give. */
export interface Draw {
  /** Rows of the group. */
  readonly rows: Uint32Array;
  /** Per row of the table; absent: every row is one. */
  readonly sizes: Float64Array | undefined;
  /** Sum of the sizes of `rows`, above 0. */
  readonly size: number;
  /** How much is wanted, in the unit; whole where every row is one. */
  readonly wanted: number;
}

/**
 * Rows of a group until they hold what is wanted: full passes, each in an order of its own, and a part of one more; of the
 * row with which it is passed so many are taken that the sum is nearer. Streams `<name>/pass/<n>`.
 */
export function fullPasses(draw: Draw, random: Random, name: string, tick: TableTick): Uint32Array {
  const { rows, sizes, size, wanted } = draw;
  const taken: Uint32Array[] = [];
  const ticked = everyRow(tick);
  let [left, pass, more] = [wanted, 0, true];
  while (more) {
    const order = permutation(random.stream(`${name}/pass/${pass++}`), rows.length, tick);
    let length = rows.length;
    if (left < size) {
      more = false;
      for (length = 0; length < rows.length; length++) {
        ticked(length, rows.length);
        const next = sizes ? sizes[rows[order[length]!]!]! : 1;
        // The row that passes what is wanted comes only where that is nearer.
        if (next >= left) {
          if (next - left < left) length++;
          break;
        }
        left -= next;
      }
    } else left -= size;
    if (left === 0) more = false;
    taken.push(order.subarray(0, length).map((place) => rows[place]!));
  }
  const all = new Uint32Array(taken.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const each of taken) {
    all.set(each, at);
    at += each.length;
  }
  return all;
}

/** As `fullPasses`, but every row is drawn by itself. Stream `<name>/draws`. */
export function independentDraws(
  { rows, sizes, wanted }: Draw,
  random: Random,
  name: string,
  tick: TableTick,
): Uint32Array {
  const stream = random.stream(`${name}/draws`);
  const ticked = everyRow(tick);
  const taken: number[] = [];
  for (let left = wanted, draw = 0; left > 0; draw++) {
    ticked(draw, draw + 1);
    const row = rows[choose(stream, draw, rows.length)]!;
    const next = sizes ? sizes[row]! : 1;
    if (next >= left && next - left >= left) break;
    taken.push(row);
    left -= next;
  }
  return Uint32Array.from(taken);
}

/**
 * The group of each position when so many rows of each are interleaved: at step i the group that is most behind its share,
 * argmax share * max(i, 1) - taken, of equal ones the first. Every beginning is close to the shares.
 */
export function interleaved(counts: readonly number[], tick: TableTick): Uint32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const taken = new Float64Array(counts.length);
  const groups = new Uint32Array(total);
  const ticked = everyRow(tick);
  for (let i = 0; i < total; i++) {
    ticked(i, total);
    let [first, most] = [-1, -Infinity];
    for (let group = 0; group < counts.length; group++) {
      if (taken[group]! >= counts[group]!) continue;
      // In whole numbers, so that equal ones are equal.
      const behind = counts[group]! * Math.max(i, 1) - taken[group]! * total;
      if (behind > most) [first, most] = [group, behind];
    }
    groups[i] = first;
    taken[first]!++;
  }
  return groups;
}
