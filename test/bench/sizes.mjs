// Prints what is shipped and fails when it is larger than promised: every megabyte is downloaded and parsed by everyone.
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const KB = 1000;

const LIMITS = [
  {
    what: 'the package',
    files: ['ballast.vsix'],
    limit: 2500 * KB,
  },
  { what: 'the extension', files: ['extension.js'], limit: 150 * KB },
  { what: 'the webview', files: ['webview.js', 'webview.css'], limit: 500 * KB },
];

let failed = false;
for (const { what, files, limit } of LIMITS) {
  const missing = files.filter((name) => !existsSync(dist + name));
  if (missing.length > 0) {
    console.error(`${what}: not built (npm run package makes all of it)`);
    failed = true;
    continue;
  }
  const size = files.reduce((sum, name) => sum + statSync(dist + name).size, 0);
  const over = size > limit;
  failed ||= over;
  const shown = `${(size / KB).toFixed(1).padStart(8)} KB of ${limit / KB} KB`;
  console.log(`${over ? 'OVER' : '  ok'} ${shown}  ${what} (${files.join(' + ')})`);
}
process.exitCode = failed ? 1 : 0;
