// Bundles one benchmark and runs it: `npm run bench [-- audit|bounded|cancel|jsonl|linear|malformed|near-text|samplers|scan] [options]`. Prints ratios to peers
// measured in the same run.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runBundled } from './bundle.mjs';

const asked = process.argv.slice(2);
// JSON Lines are audited next to their own peers.
const alias = { jsonl: ['audit', '--format', 'jsonl'] };
const [first, ...rest] = asked[0] in alias ? [...alias[asked[0]], ...asked.slice(1)] : asked;
const named = first !== undefined && !/^(\d|-)/.test(first);
const name = named ? first : 'audit';
const entry = path.join(import.meta.dirname, `${name}.bench.ts`);
if (!existsSync(entry)) {
  console.error(
    `There is no benchmark '${name}'. There are audit, bounded, cancel, jsonl, linear, malformed, near-text, samplers and scan.`,
  );
  process.exit(2);
}
const args = named || first === undefined ? rest : [first, ...rest];
await runBundled(entry, `dist/bench/${name}.js`, args);
