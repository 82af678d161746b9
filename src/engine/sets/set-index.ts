import type { RowClusters } from '../kernels/row-clusters';
import type { Label } from '../metrics/label';
import { classCounts } from '../metrics/duplicates/parts/class-counts';
import { sortNumbers } from '../statistics/sort-numbers';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import type { Centres, SetOrder } from './set-kind';

/** Which sets are listed; null is any. */
export interface SetFilter {
  /** Sets in which the label takes more than one value. */
  readonly differing?: boolean;
  /** Sets with a row of this class, or of this part or file. */
  readonly ofClass?: string | null;
  readonly ofPart?: string | null;
}

/** What sets are ordered and narrowed down by. */
export interface SetTraits {
  readonly label: Label | undefined;
  /** The split, or the file. */
  readonly part: Label | undefined;
  readonly centres: Centres | undefined;
}

/** A value that rows of sets have, and the sets with such a row. */
export interface SetValue {
  readonly value: string;
  readonly sets: number;
}

/** Steps of similarity that are told apart in an order. */
const STEPS = 1e6;

/** All sets of one search, in any order, narrowed down; four bytes a set for each order that was asked for. */
export class SetIndex {
  readonly clusters: RowClusters;
  readonly traits: SetTraits;
  readonly #orders = new Map<SetOrder, Uint32Array>();

  constructor(clusters: RowClusters, traits: SetTraits) {
    this.clusters = clusters;
    this.traits = traits;
  }

  /**
   * The sets that a filter leaves, in an order; of equals the larger one, then the one that is first in the file.
   * `hasRow`: only sets with such a row. @throws Cancelled
   */
  chosen(
    order: SetOrder,
    filter: SetFilter,
    hasRow: ((row: number) => boolean) | undefined,
    tick: TableTick,
  ): Uint32Array {
    const ordered = this.#ordered(order, tick);
    const tests = this.#tests(filter, hasRow);
    if (tests.length === 0) return ordered;
    const ticked = everyRow(tick);
    return ordered.filter((set, i) => {
      ticked(i, ordered.length);
      const rows = this.clusters.rows(set);
      return tests.every((test) => test(rows));
    });
  }

  /** The values of the label, or of the part, that occur in sets, those in most sets first. @throws Cancelled */
  values(of: 'label' | 'part', most: number, tick: TableTick): readonly SetValue[] {
    const trait = this.traits[of];
    if (!trait) return [];
    const { column, classes } = trait;
    const sets = new Uint32Array(classes.codes.length);
    const seen = new Int32Array(classes.codes.length).fill(-1);
    const { members, offsets, count } = this.clusters;
    const ticked = everyRow(tick);
    for (let set = 0; set < count; set++) {
      ticked(set, count);
      for (let i = offsets[set]!; i < offsets[set + 1]!; i++) {
        const own = classes.indexOf[column.codes[members[i]!]!]!;
        if (own < 0 || seen[own] === set) continue;
        seen[own] = set;
        sets[own]!++;
      }
    }
    return [...sets.keys()]
      .filter((own) => sets[own]! > 0)
      .sort((a, b) => sets[b]! - sets[a]! || a - b)
      .slice(0, most)
      .map((own) => ({ value: classes.values[own]!, sets: sets[own]! }));
  }

  #ordered(order: SetOrder, tick: TableTick): Uint32Array {
    const known = this.#orders.get(order);
    if (known) return known;
    const { count } = this.clusters;
    let ordered: Uint32Array;
    if (order === 'first') ordered = Uint32Array.from({ length: count }, (_, set) => set);
    else if (order === 'largest') {
      const sizes = this.clusters.sizes();
      const most = sizes.reduce((a, b) => Math.max(a, b), 0);
      ordered = sortedBy(count, (set) => most - sizes[set]!, tick);
    } else {
      const bySize = this.#ordered('largest', tick);
      const key = this.#keyOf(order);
      ordered = sortedBy(count, (rank) => key(bySize[rank]!), tick).map((rank) => bySize[rank]!);
    }
    this.#orders.set(order, ordered);
    return ordered;
  }

  /** A whole number per set; small ones come first. */
  #keyOf(order: 'least-alike' | 'class' | 'part'): (set: number) => number {
    const { label, part, centres } = this.traits;
    if (order === 'least-alike') {
      return centres ? (set) => Math.round(Math.max(0, centres.least(set)) * STEPS) : () => 0;
    }
    const trait = order === 'class' ? label : part;
    if (!trait) return () => 0;
    // Sets without a class come last.
    return (set) =>
      classCounts(this.clusters.rows(set), trait)[0]?.of ?? trait.classes.codes.length;
  }

  #tests(
    { differing, ofClass, ofPart }: SetFilter,
    hasRow: ((row: number) => boolean) | undefined,
  ): ((rows: Uint32Array) => boolean)[] {
    const { label, part } = this.traits;
    return [
      differing === true && label && differ(label),
      typeof ofClass === 'string' && label && hasValue(label, ofClass),
      typeof ofPart === 'string' && part && hasValue(part, ofPart),
      hasRow && ((rows: Uint32Array) => rows.some(hasRow)),
    ].filter((test) => test !== false && test !== undefined);
  }
}

/** The numbers below `count`, by a whole number for each; of equals the smaller. @throws Cancelled */
function sortedBy(count: number, key: (of: number) => number, tick: TableTick): Uint32Array {
  const ticked = everyRow(tick);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    ticked(i, count);
    keys[i] = key(i) * count + i;
  }
  return Uint32Array.from(sortNumbers(keys, tick), (packed) => packed % count);
}

function hasValue({ column, classes }: Label, value: string): (rows: Uint32Array) => boolean {
  const wanted = classes.values.indexOf(value);
  return (rows) =>
    wanted >= 0 && rows.some((row) => classes.indexOf[column.codes[row]!] === wanted);
}

function differ({ column, classes }: Label): (rows: Uint32Array) => boolean {
  const classOf = (row: number) => classes.indexOf[column.codes[row]!];
  return (rows) => rows.some((row) => classOf(row) !== classOf(rows[0]!));
}
