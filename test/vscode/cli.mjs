// node cli.mjs <code-server args>: run code-server's own CLI (e.g. --install-extension) with its Node.
import { spawnSync } from 'node:child_process';
import { entry, node24, cleanEnv } from './server.mjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
const cfg = path.join(mkdtempSync(path.join(os.tmpdir(), 'vscfg-')), 'c.yaml');
writeFileSync(cfg, 'auth: none\n');
process.exit(
  spawnSync(node24, [entry, '--config', cfg, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: cleanEnv(),
  }).status ?? 1,
);
