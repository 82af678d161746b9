import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { describe, expect, it } from 'vitest';

const PROJECT = path.resolve(import.meta.dirname, '../../..');
const BUNDLES = [
  'cli-program.js',
  'cli-thread.js',
  'cli.js',
  'extension.js',
  'hash.js',
  'part.js',
  'search.js',
  'webview.css',
  'webview.js',
  'worker.js',
];

/** Every file of a folder of the project, by path from its root. */
function filesIn(folder: string): string[] {
  return readdirSync(path.join(PROJECT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(PROJECT, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join('/'));
}

describe('the packaged extension', () => {
  it('holds the bundles, media and four root files, and nothing else', async () => {
    const packaged = await listFiles({ cwd: PROJECT, packageManager: PackageManager.None });
    const allowed = [
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'package.nls.json'],
      ...readdirSync(PROJECT).filter((name) => /^package\.nls\..+\.json$/.test(name)),
      ...BUNDLES.map((name) => `dist/${name}`),
      ...filesIn('media'),
    ];
    expect(packaged.toSorted()).toEqual(allowed.toSorted());
  });

  it.each(BUNDLES)('ships %s without a source map', (name) => {
    expect(readFileSync(path.join(PROJECT, 'dist', name), 'utf8')).not.toContain(
      'sourceMappingURL',
    );
  });

  it.each(['cli-program.js', 'extension.js', 'part.js', 'worker.js'])(
    'ships %s in ASCII, which Node reads ten times as fast and holds in half the memory',
    (name) => {
      const bundle = readFileSync(path.join(PROJECT, 'dist', name));
      expect(bundle.findIndex((byte) => byte > 0x7f)).toBe(-1);
    },
  );

  it('ships the toolkit without the React it names as a peer', () => {
    const webview = readFileSync(path.join(PROJECT, 'dist/webview.js'), 'utf8');
    expect(webview).not.toMatch(/react\.(element|transitional|fragment|forward_ref)|react-dom/);
  });

  it.each(BUNDLES.filter((name) => name.endsWith('.js')))(
    'requires only Node and vscode in %s',
    (name) => {
      const bundle = readFileSync(path.join(PROJECT, 'dist', name), 'utf8');
      const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id]) => id);
      expect(required.filter((id) => id !== 'vscode' && !isBuiltin(id ?? ''))).toEqual([]);
    },
  );
});
