import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dice } from '../../dice';
import {
  kernelNeighbours,
  twinNeighbours,
  type Asked,
} from '../../../src/engine/kernels/nearest-neighbours';
import {
  searchBlocks,
  searchKernel,
  type SearchJob,
  type SearchKernel,
} from '../../../src/engine/kernels/search-job';
import type { SearchThreads } from '../../../src/engine/kernels/search-threads';

/** What a helper does between two blocks of the thread that began: which one, and how many blocks until it stands still. */
interface Turn {
  readonly helper: number;
  readonly blocks: number;
}

/** Helpers that work in this thread, in turns: every order of threads can be tried, and the same again. */
class Turns implements SearchThreads {
  helped = 0;
  #kernels: SearchKernel[] = [];
  #job: SearchJob | undefined;
  #next = 0;

  constructor(
    readonly helpers: number,
    readonly turns: readonly Turn[],
  ) {}

  start(): number {
    return this.helpers;
  }

  help(job: SearchJob): void {
    this.#job = job;
    this.#kernels = Array.from({ length: this.helpers }, (_, i) => searchKernel(job, i + 1));
  }

  rest(): void {
    this.#job = undefined;
  }

  readonly turn = () => {
    const turn = this.turns[this.#next++];
    if (!turn || !this.#job || !this.helpers) return;
    let left = turn.blocks;
    const go = () => left-- > 0;
    searchBlocks(this.#kernels[turn.helper % this.helpers]!, this.#job, go);
    this.helped += turn.blocks - Math.max(0, left);
  };
}

const still = () => undefined;
const shape = fc.record({
  count: fc.integer({ min: 1, max: 400 }),
  dimensions: fc.constantFrom(1, 3, 14),
  kinds: fc.nat({ max: 1 }),
  /** Different points: the others are equal to one of them. */
  distinct: fc.constantFrom(1, 8, 1000),
  k: fc.constantFrom(1, 3, 20),
  whole: fc.boolean(),
  seed: fc.nat(),
  helpers: fc.nat({ max: 3 }),
  turns: fc.array(
    fc.record({ helper: fc.nat({ max: 2 }), blocks: fc.integer({ min: 0, max: 12 }) }),
    { minLength: 1, maxLength: 20 },
  ),
});

/** Points of few different numbers, so that distances tie, and some of them that ask and that are asked. */
function search(of: Record<'count' | 'dimensions' | 'kinds' | 'distinct' | 'seed', number>) {
  const { count, dimensions, kinds, distinct, seed } = of;
  const { below } = dice(seed);
  const some = Array.from({ length: distinct }, () =>
    Array.from({ length: dimensions }, () => below(4) - (below(50) === 0 ? 1000 : 0)),
  );
  const values = Float64Array.from(
    Array.from({ length: count }, () => some[below(distinct)]!).flat(),
  );
  const codes = Uint32Array.from({ length: count * kinds }, () => below(3));
  const all = Uint32Array.from({ length: count }, (_, point) => point);
  const asked: Required<Asked> = {
    queries: all.filter(() => below(8) > 0),
    among: seed % 3 === 0 ? all : all.filter(() => below(4) > 0),
  };
  const nominal = kinds ? { nominal: { dimensions: kinds, codes, mismatch: 1 } } : {};
  return { points: { count, dimensions, values, ...nominal }, asked };
}

describe('a search in several threads', () => {
  it('finds the same whoever searches what, and whoever stops in the midst', () => {
    let helped = 0;
    fc.assert(
      fc.property(shape, ({ k, whole, helpers, turns, ...rest }) => {
        const { points, asked } = search(rest);
        const threads = new Turns(helpers, turns);
        const ticks: number[] = [];
        const tick = (done: number, total: number) => {
          expect(total).toBe(asked.queries.length);
          ticks.push(done);
          threads.turn();
        };
        const found = kernelNeighbours(points, k, tick, asked, whole, threads);
        helped += threads.helped;
        expect(found).toEqual(twinNeighbours(points, k, still, asked));
        expect(found).toEqual(kernelNeighbours(points, k, still, asked, whole, undefined));
        expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
        expect(Math.max(...ticks)).toBeLessThanOrEqual(asked.queries.length);
      }),
      { numRuns: 150 },
    );
    expect(helped).toBeGreaterThan(50);
  });
});
