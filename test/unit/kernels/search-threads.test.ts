import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  kernelNeighbours,
  nearestNeighbours,
  type Points,
} from '../../../src/engine/kernels/nearest-neighbours';
import { SearchState, type SearchJob } from '../../../src/engine/kernels/search-job';
import { searchWith, type SearchThreads } from '../../../src/engine/kernels/search-threads';
import { Cancelled } from '../../../src/engine/problems';
import { searchThreads } from '../../../src/files/threads/search-threads';
import { dice } from '../../dice';

const folder = mkdtempSync(join(tmpdir(), 'ballast-search-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  searchWith(undefined);
});

const bundle = join(folder, 'search.js');
buildSync({
  entryPoints: [join(import.meta.dirname, '../../../src/worker/search.ts')],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  outfile: bundle,
});
const script = (name: string, text: string) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const still = () => undefined;
const K = 7;

/** Whole numbers, so that distances tie, every tenth point as the one before it. */
function cloud(count: number): Points {
  const { below } = dice(5);
  const dimensions = 14;
  const values = new Float64Array(count * dimensions);
  for (let at = 0; at < values.length; at++) {
    const row = Math.floor(at / dimensions);
    values[at] = row % 10 === 9 ? values[at - dimensions]! : below(6);
  }
  return { count, dimensions, values };
}
const points = cloud(6000);
const all = Uint32Array.from({ length: points.count }, (_, point) => point);
const some = { queries: all.filter((point) => point % 3 > 0), among: all.filter((p) => p % 5 > 0) };
const expected = kernelNeighbours(points, K, still, some, true, undefined)!;

/** Threads of which is known what they were given. */
function watched(threads: SearchThreads): SearchThreads & { readonly jobs: SearchJob[] } {
  const jobs: SearchJob[] = [];
  return {
    ...threads,
    jobs,
    help(job) {
      jobs.push(job);
      threads.help(job);
    },
  };
}

const wordOf = (job: SearchJob | undefined, word: number) =>
  job ? Atomics.load(new Int32Array(job.state), word) : 0;

/** Waits until a word of a search is another than `value`: a thread needs a while to start. */
function waitWhile(job: SearchJob | undefined, word: number, value: number): void {
  const until = performance.now() + 60_000;
  while (job && wordOf(job, word) === value && performance.now() < until) {
    Atomics.wait(new Int32Array(job.state), word, value, 10);
  }
}

describe('a search with threads', () => {
  it.each([0, 1, 2])('has the same result with %i helpers, search after search', (helpers) => {
    const threads = watched(searchThreads(bundle, helpers));
    for (let round = 0; round < 3; round++) {
      const tick = () => {
        waitWhile(threads.jobs[round], SearchState.helped, 0);
      };
      expect(kernelNeighbours(points, K, tick, some, true, threads)).toEqual(expected);
    }
    expect(threads.jobs).toHaveLength(helpers ? 3 : 0);
    for (const job of threads.jobs) expect(wordOf(job, SearchState.helped)).toBeGreaterThan(0);
  });

  it('stops its helpers when it is cancelled, and those after it are right', () => {
    const threads = watched(searchThreads(bundle, 1));
    const cancel = () => {
      if (!threads.jobs[0]) return;
      waitWhile(threads.jobs[0], SearchState.helped, 0);
      throw new Cancelled();
    };
    expect(() => kernelNeighbours(points, K, cancel, some, true, threads)).toThrow(Cancelled);
    expect(kernelNeighbours(points, K, still, some, true, threads)).toEqual(expected);
    const [job] = threads.jobs;
    waitWhile(job, SearchState.inside, 1);
    expect(wordOf(job, SearchState.inside)).toBe(0);
    // Far from all: who helped stopped where it was.
    const blocks = Math.ceil(some.queries.length / 16);
    expect(wordOf(job, SearchState.done)).toBeLessThan(blocks);
  });

  it.each([
    ['cannot start', 'throw new Error("no thread");'],
    ['dies of its work', 'require("node:worker_threads").parentPort.on("message", () => null.x);'],
    ['says nothing', 'require("node:worker_threads").parentPort.on("message", () => undefined);'],
    [
      'takes work and dies of it',
      `require('node:worker_threads').parentPort.on('message', ({ job }) => {
        const words = new Int32Array(job.state);
        Atomics.add(words, ${SearchState.inside}, 1);
        Atomics.add(words, ${SearchState.next}, 2);
        Atomics.add(words, ${SearchState.helped}, 1);
        process.exit();
      });`,
    ],
  ])('does the work of a thread that %s', (what, text) => {
    const threads = watched(searchThreads(script(`${what}.js`, text), 2));
    const tick = () => {
      if (what.startsWith('takes')) waitWhile(threads.jobs[0], SearchState.helped, 0);
    };
    expect(kernelNeighbours(points, K, tick, some, true, threads)).toEqual(expected);
    // Memory in which a thread may still write is not used again.
    kernelNeighbours(points, K, still, some, true, threads);
    const [first, second] = threads.jobs;
    expect(first!.memory === second!.memory).toBe(!what.startsWith('takes'));
  });

  it('goes without where their bundle is missing', () => {
    const threads = watched(searchThreads(join(folder, 'missing.js'), 3));
    expect(kernelNeighbours(points, K, still, some, true, threads)).toEqual(expected);
    expect(threads.jobs).toEqual([]);
  });

  it('asks for threads only where it takes long', () => {
    let started = 0;
    searchWith({ start: () => ++started * 0, help: still, rest: still });
    nearestNeighbours(cloud(1000), K, still);
    expect(started).toBe(0);
    nearestNeighbours(cloud(12_000), K, still);
    expect(started).toBe(1);
  });

  it('starts a thread once, and lets go of it when it holds much', async () => {
    const turn = () => new Promise(setImmediate);
    await turn();
    let started = 0;
    const count = () => started++;
    process.on('worker', count);
    const threads = searchThreads(bundle, 1);
    const searched = async (of: Points) => {
      kernelNeighbours(of, 1, still, { queries: all.slice(0, 64), among: all }, true, threads);
      await turn();
      return started;
    };
    expect(await searched(points)).toBe(1);
    expect(await searched(points)).toBe(1);
    const dimensions = 2000;
    const wide = { ...points, dimensions, values: new Float64Array(points.count * dimensions) };
    expect(await searched(wide)).toBe(1);
    expect(await searched(points)).toBe(2);
    process.off('worker', count);
  });
});
