// Bundles one benchmark and runs it: `npm run bench [-- audit|linear|malformed|scan] [options]`. Prints ratios to peers
// measured in the same run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runBundled } from './bundle.mjs';

const [first, ...rest] = process.argv.slice(2);
const named = first !== undefined && !/^(\d|-)/.test(first);
const name = named ? first : 'audit';
const entry = path.join(import.meta.dirname, `${name}.bench.ts`);
if (!existsSync(entry)) {
  console.error(
    `There is no benchmark '${name}'. There are audit, cancel, linear, malformed and scan.`,
  );
  process.exit(2);
}
const args = named || first === undefined ? rest : [first, ...rest];
await runBundled(entry, `dist/bench/${name}.js`, args);
