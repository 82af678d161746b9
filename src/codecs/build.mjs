/** What is called or made of packages that only some files need: their tables take longer to fill than a small file to read. */
const LAZY = {
  fflate: ['Inflate'],
  fzstd: ['Decompress', 'decompress'],
  'hyparquet-compressors/src/brotli.js': ['decompressBrotli'],
  'hyparquet-compressors/src/gzip.js': ['gunzip'],
};

/** A plugin of esbuild that puts a function before each of these, which runs the package when it is first called. */
export const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    const names = (path) => LAZY[path].join(', ');
    build.onResolve({ filter: /^(fflate|fzstd|hyparquet-compressors\/.*)$/ }, (asked) => {
      const { path, kind, namespace } = asked;
      if (!(path in LAZY) || namespace === 'used') return undefined;
      return { path, namespace: kind === 'require-call' ? 'used' : 'stand-in' };
    });
    build.onLoad({ filter: /.*/, namespace: 'stand-in' }, ({ path }) => ({
      contents: LAZY[path].map((name) => standIn(path, name)).join('\n'),
    }));
    // Not the package itself, all of which would be bundled.
    build.onLoad({ filter: /.*/, namespace: 'used' }, ({ path }) => ({
      resolveDir: import.meta.dirname,
      contents: `export { ${names(path)} } from '${path}';`,
    }));
  },
};

function standIn(path, name) {
  return `export function ${name}(...given) {
    const its = require('${path}').${name};
    return new.target ? new its(...given) : its(...given);
  }`;
}
