// What VS Code calls inside its extension host: runs the bundled tests of the folder $BALLAST_TESTS and writes their counts
// into the file $BALLAST_COUNTS.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runMocha } from '../run-mocha.mjs';

export async function run() {
  const { BALLAST_TESTS: folder, BALLAST_COUNTS: countsFile } = process.env;
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.js'));
  const files = tests.toSorted().map((name) => path.join(folder, name));
  const counts = await runMocha(files, { timeout: 120_000 });
  writeFileSync(countsFile, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed.`);
}
