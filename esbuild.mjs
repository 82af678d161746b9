// Builds kernels that changed, then the bundles: the extension, its worker, the threads that read a part, hash and search, the command line and the webview. `--watch` rebuilds.
import { context } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { lazyPackages } from './src/codecs/build.mjs';
import { buildKernels } from './src/kernels/build.mjs';
import { pageBuild } from './webview/build.mjs';

const production = !process.argv.includes('--dev');
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  plugins: [lazyPackages],
};

const builds = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' },
  { ...node, entryPoints: ['src/worker/main.ts'], outfile: 'dist/worker.js' },
  { ...node, entryPoints: ['src/worker/part.ts'], outfile: 'dist/part.js' },
  { ...node, entryPoints: ['src/worker/hash.ts'], outfile: 'dist/hash.js' },
  { ...node, entryPoints: ['src/worker/search.ts'], outfile: 'dist/search.js' },
  {
    ...node,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: ['src/cli/thread.ts'], outfile: 'dist/cli-thread.js' },
  { ...node, entryPoints: ['src/cli/program.ts'], outfile: 'dist/cli-program.js' },
  { ...common, ...pageBuild, outfile: 'dist/webview.js' },
  { ...common, entryPoints: ['webview/panel.css'], outfile: 'dist/webview.css' },
];

await buildKernels();
await mkdir('dist', { recursive: true });
const contexts = await Promise.all(builds.map((build) => context(build)));
await Promise.all(contexts.map((c) => c.rebuild()));
if (process.argv.includes('--watch')) await Promise.all(contexts.map((c) => c.watch()));
else await Promise.all(contexts.map((c) => c.dispose()));
