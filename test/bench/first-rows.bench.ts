import path from 'node:path';
import { parseArgs } from 'node:util';
import { EngineClient } from '../../src/host/engine-client';
import { dataFile, USUAL } from './data-files';

// When the first figures are there, counted from the command: `npm run bench -- first-rows [file ...]`. Each is asked of a
// new worker, as the editor asks it, so that starting the worker counts; then again of the same one.

const ROUNDS = 5;
const given = parseArgs({ allowPositionals: true }).positionals;
const files = given.length > 0 ? given : [dataFile({ ...USUAL, rows: 1_000_000 }).path];

async function main(): Promise<void> {
  for (const file of files) {
    const source = { kind: 'file', path: path.resolve(file) } as const;
    const fresh: number[] = [];
    const again: number[] = [];
    let rows = '';
    for (let round = 0; round < ROUNDS; round++) {
      const engine = new EngineClient({ workerPath: path.resolve('dist/worker.js') });
      for (const times of [fresh, again]) {
        const from = performance.now();
        const report = await engine.request('head', { source, read: {}, roles: {} });
        times.push(performance.now() - from);
        rows = report?.estimate
          ? `${String(report.estimate.rows)} of about ${String(report.estimate.ofAbout)} rows`
          : 'no first rows';
      }
      await engine.release();
    }
    const best = (times: readonly number[]) => Math.min(...times).toFixed(0);
    process.stdout.write(
      `${path.basename(file)}: ${best(fresh)} ms, ${best(again)} ms in a worker that runs; ${rows}\n`,
    );
  }
}

void main();
