// How the page's script is made. The page shows what the registries say of themselves and runs none of it, so modules
// named `cards.ts` are run when it is built: their values stand in it, and what they were made from does not.
import { build as bundle } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** The page as a build of esbuild, without what all builds share. */
export const pageBuild = {
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
  plugins: [
    { name: 'cards', setup: (build) => build.onLoad({ filter: /[\\/]cards\.ts$/ }, values) },
  ],
};

async function values({ path }) {
  const { outputFiles, metafile } = await bundle({
    entryPoints: [path],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  const exported = await import(`data:text/javascript;base64,${code}`);
  return {
    contents: moduleOf(Object.entries(exported)),
    watchFiles: Object.keys(metafile.inputs).map((file) => resolve(file)),
  };
}

/** JavaScript that exports these values, `[name, value]`; objects that are in them more than once are written once. */
function moduleOf(entries) {
  const times = new Map();
  const count = (value) => {
    if (typeof value !== 'object' || value === null) return;
    const text = JSON.stringify(value);
    times.set(text, (times.get(text) ?? 0) + 1);
    // What is in an object that was seen before was counted with it.
    if (times.get(text) === 1) Object.values(value).forEach(count);
  };
  const names = new Map();
  const lines = [];
  const written = (value) => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const text = JSON.stringify(value);
    const name = names.get(text);
    if (name) return name;
    const literal = Array.isArray(value)
      ? `[${value.map(written).join()}]`
      : `{${Object.entries(value).map(([key, of]) => `${JSON.stringify(key)}:${written(of)}`)}}`;
    if (times.get(text) === 1) return literal;
    names.set(text, `shared${names.size}`);
    lines.push(`const ${names.get(text)} = ${literal};`);
    return names.get(text);
  };
  for (const [, value] of entries) count(value);
  for (const [name, value] of entries) {
    const literal = written(value);
    lines.push(`export const ${name} = ${literal};`);
  }
  return lines.join('\n');
}
