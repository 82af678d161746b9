// The tests inside the extension host.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { runTests } from '@vscode/test-electron';
import { HARNESS, PROJECT } from '../vscode/paths.mjs';
import { makeSampleWorkspace } from '../vscode/sample-workspace.mjs';
import { temporaryFolder } from '../vscode/temporary.mjs';

const SOURCES = path.join(PROJECT, 'test/editor/suite');
const BUNDLES = path.join(PROJECT, 'dist/test');

/** Bundles the suite; mocha and vscode are there when it runs. */
async function bundle() {
  rmSync(BUNDLES, { recursive: true, force: true });
  const tests = readdirSync(SOURCES).filter((name) => /\.test\.ts$|^index\.mjs$/.test(name));
  await build({
    entryPoints: tests.map((name) => path.join(SOURCES, name)),
    outdir: BUNDLES,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['mocha', 'vscode'],
    logLevel: 'warning',
  });
}

/** $VSCODE_UNDER_TEST: 'desktop' downloads a VS Code; a path names one; otherwise code-server stands in. */
function editorUnderTest() {
  const which = process.env.VSCODE_UNDER_TEST;
  if (which === 'desktop') return { version: process.env.VSCODE_VERSION ?? 'stable' };
  return { vscodeExecutablePath: which ?? path.join(HARNESS, 'launch.mjs') };
}

/**
 * Runs the suite in a VS Code that develops the built extension, in a folder with the sample data set.
 * @returns {Promise<import('./run-mocha.mjs').Counts>}
 */
export async function runHostTests() {
  await bundle();
  const folder = temporaryFolder('bal-host');
  const countsFile = path.join(folder.path, 'counts.json');
  try {
    const outcome = await runTests({
      ...editorUnderTest(),
      extensionDevelopmentPath: PROJECT,
      extensionTestsPath: path.join(BUNDLES, 'index.js'),
      launchArgs: [makeSampleWorkspace(folder.path), '--disable-extensions'],
      extensionTestsEnv: { BALLAST_TESTS: BUNDLES, BALLAST_COUNTS: countsFile },
    }).then(
      () => 'passed',
      () => 'failed',
    );
    if (existsSync(countsFile)) {
      const counts = JSON.parse(readFileSync(countsFile, 'utf8'));
      if (outcome === 'passed' || counts.failed > 0) return counts;
    }
    console.error('The editor ended without a word from the suite.');
    return { passed: 0, failed: 1 };
  } finally {
    folder.remove();
  }
}
