// `npm run test:editor`: the tests inside the extension host, then mouse and keyboard in the workbench.
// `npm run test:editor -- host` or `-- workbench` runs one half; MOCHA_GREP picks tests by name.
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
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.mjs'));
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

const halves = { host: runHostTests, workbench: runWorkbenchTests };
const chosen = Object.keys(halves).filter((name) => process.argv.includes(name));

ensureInstalled();
const total = { passed: 0, failed: 0 };
for (const name of chosen.length > 0 ? chosen : Object.keys(halves)) {
  console.log(`\n== ${name} ==`);
  const { passed, failed } = await halves[name]();
  total.passed += passed;
  total.failed += failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
