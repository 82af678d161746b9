// Makes golden values with a peer: `node test/peers/run.mjs duckdb-counts` writes duckdb-counts.json.
import path from 'node:path';
import { runBundled } from '../bench/bundle.mjs';

const [name] = process.argv.slice(2);
const here = import.meta.dirname;
await runBundled(path.join(here, `${name}.ts`), `dist/peers/${name}.js`, [here]);
