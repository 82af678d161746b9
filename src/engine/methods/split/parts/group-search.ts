import { counterOrder, type Random, type RandomStream } from '../../../random';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { GroupBalance } from './group-balance';
import type { Groups } from './group-kinds';
import { GroupPlaces } from './group-places';

/** Ways to deal groups up to which all are tried. */
const ALL_WAYS = 2e5;
/** Groups up to which pairs are swapped, and from which a single order is tried. */
const SWAPPED = 200;
const MANY = 10_000;

/** What a search decided. */
export interface DealtGroups {
  /** Part per group. */
  readonly partOf: Uint8Array;
  /** How far the parts are from their shares. */
  readonly j: number;
}

/**
 * Deals whole groups so that the parts come near their shares of rows and of each class, none empty: all ways where there
 * are few, else by placing the groups one by one in several orders and moving (of few groups also swapping) what helps
 * most. There must be as many groups as parts. `stream`: of the orders, by their number. @throws Cancelled
 */
export function dealGroups(
  groups: Groups,
  shares: readonly number[],
  restarts: number,
  random: Random,
  stream: string,
  tick: TableTick,
): DealtGroups {
  if (shares.length ** groups.count <= ALL_WAYS) return bestOfAll(groups, shares, tick);
  const orders = groups.count > MANY ? 1 : restarts;
  let best: DealtGroups | undefined;
  for (let restart = 0; restart < orders; restart++) {
    const numbers = random.stream(`${stream}/${String(restart)}`);
    const within: TableTick = (done, total) => {
      tick(restart + done / total, orders);
    };
    const order = restart === 0 ? largestFirst(groups, numbers, within) : inOrder(groups, numbers);
    const found = placed(groups, shares, order, within);
    if (!best || found.j < best.j - 1e-12) best = found;
  }
  return best!;
}

/** Groups by size, the largest first, and those of one size in counter order: rows of a sorted file are not dealt in turn. */
function largestFirst(groups: Groups, numbers: RandomStream, tick: TableTick): Uint32Array {
  const { kinds, kindOf, firstRow, sets, count } = groups;
  const size = (group: number) => kinds[kindOf[group]!]!.rows;
  const u = Float64Array.from(firstRow.subarray(0, sets), (row) => numbers.uniform(row));
  const large = Uint32Array.from({ length: sets }, (_, set) => set).sort(
    (a, b) => size(b) - size(a) || u[a]! - u[b]! || a - b,
  );
  const order = new Uint32Array(count);
  order.set(large);
  order.set(groupsIn(groups, counterOrder(numbers, firstRow.subarray(sets), tick), sets), sets);
  return order;
}

function inOrder(groups: Groups, numbers: RandomStream): Uint32Array {
  const u = Float64Array.from(groups.firstRow, (row) => numbers.uniform(row));
  return Uint32Array.from(u.keys()).sort((a, b) => u[a]! - u[b]! || a - b);
}

/** The groups, from the first of single rows on, whose rows these are; single rows ascend. */
function groupsIn({ firstRow, count }: Groups, rows: Uint32Array, sets: number): Uint32Array {
  return rows.map((row) => {
    let [low, high] = [sets, count - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (firstRow[middle]! < row) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

/** One by one where each fits best, then the best moves and swaps until nothing helps. */
function placed(
  groups: Groups,
  shares: readonly number[],
  order: Uint32Array,
  tick: TableTick,
): DealtGroups {
  const places = new GroupPlaces(groups, new GroupBalance(groups, shares));
  const ticked = everyRow(tick);
  order.forEach((group, i) => {
    ticked(i, order.length);
    places.place(group);
  });
  places.fillEmpty();
  let moves = 0;
  while (places.improve(groups.count <= SWAPPED)) tick(1 - 1 / (2 + moves++), 1);
  return { partOf: places.partOf, j: places.j };
}

/** The best of all ways; of equals the first, by the part of the first group, then of the second ... */
function bestOfAll(groups: Groups, shares: readonly number[], tick: TableTick): DealtGroups {
  const { count, kinds, kindOf } = groups;
  const balance = new GroupBalance(groups, shares);
  const partOf = new Uint8Array(count);
  let best: DealtGroups | undefined;
  const ticked = everyRow(tick);
  const ways = shares.length ** count;
  let tried = 0;
  const deal = (group: number, j: number): void => {
    if (group === count) {
      ticked(tried++, ways);
      if (balance.held.includes(0)) return;
      if (!best || j < best.j - 1e-12) best = { partOf: partOf.slice(), j };
      return;
    }
    const kind = kinds[kindOf[group]!]!;
    for (let part = 0; part < shares.length; part++) {
      partOf[group] = part;
      const change = balance.change(kind, part, 1);
      balance.put(kind, part);
      deal(group + 1, j + change);
      balance.put(kind, part, -1);
    }
  };
  deal(0, balance.j);
  return best!;
}
