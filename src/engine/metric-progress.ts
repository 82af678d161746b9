import { LoopShare } from './loop-share';

/** What a metric costs on a large table, in units of a cheap one; measured with `npm run bench -- cancel`. */
const COSTS: Readonly<Record<string, number>> = {
  'exact-duplicate-rows': 18,
  'near-duplicate-text': 40,
  'template-duplicates': 15,
  'line-and-boilerplate': 30,
  'substring-duplicates': 40,
  'key-duplicates': 6,
  'conflicting-labels': 11,
  'column-summary': 5,
  'missing-profile': 7,
  associations: 3,
};

type Tick = (done: number, total: number) => void;

/** The loops of many metrics, one after the other, as one number that never goes back. */
export class MetricProgress {
  readonly #total: number;
  #reached = 0;

  constructor(metrics: readonly { readonly id: string }[]) {
    this.#total = metrics.reduce((sum, { id }) => sum + costOf(id), 0);
  }

  /** The tick for a metric's loops, which report the whole list's progress to `report`. */
  start(id: string, report: Tick): Tick {
    const from = this.#reached;
    const cost = costOf(id);
    this.#reached += cost;
    const loops = new LoopShare();
    return (done, total) => {
      report(from + cost * loops.reach(done, total), this.#total);
    };
  }
}

function costOf(id: string): number {
  return COSTS[id] ?? 1;
}
