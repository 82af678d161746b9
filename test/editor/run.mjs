// `npm run test:editor`: the tests inside the extension host, then mouse and keyboard in the workbench.
// `npm run test:editor -- host` or `-- workbench` runs one half, `-- workbench near.test.mjs` one file; MOCHA_GREP picks
// tests by name. A busy machine can be too slow for a mouse: files with a failure run once more, alone and in an editor of
// their own, and fail the run when they fail again.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from '../vscode/install.mjs';
import { PROJECT } from '../vscode/paths.mjs';
import { runHostTests } from './host.mjs';
import { runMocha } from './run-mocha.mjs';
import { endSession, showFailure, startSession } from './workbench/session.mjs';

/** Drives the packaged extension in a browser. */
async function runWorkbenchTests() {
  const folder = path.join(PROJECT, 'test/editor/workbench');
  const named = process.argv.filter((word) => word.endsWith('.test.mjs'));
  const tests = readdirSync(folder).filter((name) =>
    named.length > 0 ? named.includes(name) : name.endsWith('.test.mjs'),
  );
  const files = tests.toSorted().map((name) => path.join(folder, name));
  await startSession();
  try {
    return await runMocha(files, {
      timeout: 300_000,
      modules: true,
      rootHooks: {
        async afterEach() {
          if (this.currentTest?.isFailed()) await showFailure(this.currentTest.title);
        },
      },
    });
  } finally {
    await endSession();
  }
}

/** Runs the failed files of one half in another process; true when they pass. */
function passesAlone(half, files) {
  const names = half === 'workbench' ? files.map((file) => path.basename(file)) : [];
  console.log(`\n== ${[half, ...names].join(' ')}: once more ==`);
  const again = [import.meta.filename, half, ...names, '--once'];
  return spawnSync(process.execPath, again, { stdio: 'inherit' }).status === 0;
}

const halves = { host: runHostTests, workbench: runWorkbenchTests };
const chosen = Object.keys(halves).filter((name) => process.argv.includes(name));

ensureInstalled();
const total = { passed: 0, failed: 0 };
for (const name of chosen.length > 0 ? chosen : Object.keys(halves)) {
  console.log(`\n== ${name} ==`);
  const { passed, failed, files = [] } = await halves[name]();
  const mended = failed > 0 && !process.argv.includes('--once') && passesAlone(name, files);
  total.passed += mended ? passed + failed : passed;
  total.failed += mended ? 0 : failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
