import type { GroupBalance } from './group-balance';
import type { Groups, Kind } from './group-kinds';

/** Changes of J above this, below 0, are rounding. */
const ROUNDING = 1e-15;

/** A change for the better: a group of a kind moves from one part to another, and one of another kind back. */
interface Change {
  readonly gain: number;
  readonly kind: number;
  readonly from: number;
  readonly to: number;
  readonly back?: number;
}

/** Groups in parts. Those of one kind in one part stand for each other, so that changes are looked for among kinds. */
export class GroupPlaces {
  readonly partOf: Uint8Array;
  readonly #groups: Groups;
  readonly #balance: GroupBalance;
  /** Groups by kind and part: kind * parts + part. */
  readonly #held: number[][];

  constructor(groups: Groups, balance: GroupBalance) {
    this.#groups = groups;
    this.#balance = balance;
    this.partOf = new Uint8Array(groups.count);
    this.#held = Array.from({ length: groups.kinds.length * balance.parts }, () => []);
  }

  get j(): number {
    return this.#balance.j;
  }

  /** Puts a group where it fits best. */
  place(group: number): void {
    const kind = this.#groups.kindOf[group]!;
    this.#put(group, this.#balance.bestFor(this.#groups.kinds[kind]!));
  }

  /** Moves into each empty part the group that fits there best. */
  fillEmpty(): void {
    const { held } = this.#balance;
    for (let to = held.indexOf(0); to >= 0; to = held.indexOf(0)) {
      this.#make(this.#bestMove((part) => part === to, Infinity)!);
    }
  }

  /** Makes the change that lowers J most; false when there is none. */
  improve(swaps: boolean): boolean {
    let best = this.#bestMove(() => true, -ROUNDING);
    if (swaps) best = this.#bestSwap(best?.gain ?? -ROUNDING) ?? best;
    if (!best) return false;
    this.#make(best);
    return true;
  }

  #put(group: number, part: number): void {
    const kind = this.#groups.kindOf[group]!;
    this.#balance.put(this.#groups.kinds[kind]!, part);
    this.#held[kind * this.#balance.parts + part]!.push(group);
    this.partOf[group] = part;
  }

  #make({ kind, from, to, back }: Change): void {
    this.#move(kind, from, to);
    if (back !== undefined) this.#move(back, to, from);
  }

  #move(kind: number, from: number, to: number): void {
    const group = this.#held[kind * this.#balance.parts + from]!.pop()!;
    this.#balance.put(this.#groups.kinds[kind]!, from, -1);
    this.#put(group, to);
  }

  /** The single move that lowers J below `limit` most; no part is left empty. */
  #bestMove(into: (part: number) => boolean, limit: number): Change | undefined {
    const { kinds } = this.#groups;
    const { parts, held } = this.#balance;
    let best: Change | undefined;
    for (let kind = 0; kind < kinds.length; kind++) {
      for (let from = 0; from < parts; from++) {
        if (held[from]! < 2 || this.#held[kind * parts + from]!.length === 0) continue;
        const out = this.#balance.change(kinds[kind]!, from, -1);
        for (let to = 0; to < parts; to++) {
          if (to === from || !into(to)) continue;
          const gain = out + this.#balance.change(kinds[kind]!, to, 1);
          if (gain < (best?.gain ?? limit)) best = { gain, kind, from, to };
        }
      }
    }
    return best;
  }

  /** The swap of two groups that lowers J below `limit` most. */
  #bestSwap(limit: number): Change | undefined {
    const { kinds } = this.#groups;
    const { parts } = this.#balance;
    let best: Change | undefined;
    for (let kind = 0; kind < kinds.length; kind++) {
      for (let back = 0; back < kind; back++) {
        const difference = less(kinds[kind]!, kinds[back]!);
        for (let from = 0; from < parts; from++) {
          if (this.#held[kind * parts + from]!.length === 0) continue;
          for (let to = 0; to < parts; to++) {
            if (to === from || this.#held[back * parts + to]!.length === 0) continue;
            const gain =
              this.#balance.change(difference, from, -1) + this.#balance.change(difference, to, 1);
            if (gain < (best?.gain ?? limit)) best = { gain, kind, from, to, back };
          }
        }
      }
    }
    return best;
  }
}

/** The rows of one kind less those of another, class by class: what moves when groups are swapped. */
function less(one: Kind, other: Kind): Kind {
  const counts = new Map(one.classes.map((of, i) => [of, one.counts[i]!]));
  other.classes.forEach((of, i) => {
    counts.set(of, (counts.get(of) ?? 0) - other.counts[i]!);
  });
  return {
    rows: one.rows - other.rows,
    classes: [...counts.keys()],
    counts: [...counts.values()],
  };
}
