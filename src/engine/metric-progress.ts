/** What a metric costs on a large table, in units of a cheap one; measured with `npm run bench -- cancel`. */
const COSTS: Readonly<Record<string, number>> = {
  'exact-duplicate-rows': 12,
  'conflicting-labels': 12,
  'column-summary': 6,
  'missing-profile': 4,
};

type Tick = (done: number, total: number) => void;

/** The loops of many metrics, one after the other, as one number that never goes back. */
export class MetricProgress {
  readonly #total: number;
  #reached = 0;

  constructor(metrics: readonly { readonly id: string }[]) {
    this.#total = metrics.reduce((sum, { id }) => sum + costOf(id), 0);
  }

  /**
   * The tick for a metric's loops, which report the whole list's progress to `report`. A metric whose loops are over
   * and start again (`done` falls) has half of what is left of it before it each time: how many follow is not known.
   */
  start(id: string, report: Tick): Tick {
    const from = this.#reached;
    const cost = costOf(id);
    this.#reached += cost;
    let [base, room, last] = [0, 0.5, 0];
    return (done, total) => {
      const share = total > 0 ? Math.min(1, done / total) : 0;
      if (share < last) {
        base += room * last;
        room = (1 - base) / 2;
      }
      last = share;
      report(from + cost * (base + room * share), this.#total);
    };
  }
}

function costOf(id: string): number {
  return COSTS[id] ?? 1;
}
