import path from 'node:path';
import { parseArgs } from 'node:util';
import { EngineClient } from '../../src/host/sessions/engine-client';
import { dataFile, USUAL } from './data-files';

// When the first figures are there, counted from the command: `npm run bench -- first-rows [file ...]`. Each is asked of a
// new worker, as the editor asks it, so that starting the worker counts; then again of the same one. Processor time, of
// all threads, is what it takes on a machine that does something else at the same time.

const ROUNDS = 5;

/** Milliseconds. */
interface Times {
  readonly clock: number;
  readonly processor: number;
}

const now = (): Times => {
  const { user, system } = process.cpuUsage();
  return { clock: performance.now(), processor: (user + system) / 1e3 };
};

const given = parseArgs({ allowPositionals: true }).positionals;
const files = given.length > 0 ? given : [dataFile({ ...USUAL, rows: 1_000_000 }).path];

async function main(): Promise<void> {
  for (const file of files) {
    const source = { kind: 'file', path: path.resolve(file) } as const;
    const fresh: Times[] = [];
    const again: Times[] = [];
    let rows = '';
    for (let round = 0; round < ROUNDS; round++) {
      const engine = new EngineClient({ workerPath: path.resolve('dist/worker.js') });
      for (const times of [fresh, again]) {
        const from = now();
        const report = await engine.request('head', { source, read: {}, roles: {} });
        const { clock, processor } = now();
        times.push({ clock: clock - from.clock, processor: processor - from.processor });
        rows = report?.estimate
          ? `${String(report.estimate.rows)} of about ${String(report.estimate.ofAbout)} rows`
          : 'no first rows';
      }
      await engine.release();
    }
    const best = (times: readonly Times[]) => {
      const least = (of: keyof Times) => Math.min(...times.map((time) => time[of])).toFixed(0);
      return `${least('clock')} ms (${least('processor')} of the processor)`;
    };
    process.stdout.write(
      `${path.basename(file)}: ${best(fresh)}, ${best(again)} in a worker that runs; ${rows}\n`,
    );
  }
}

void main();
