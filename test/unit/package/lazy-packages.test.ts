import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { lazyPackages } from '../../../src/codecs/build.mjs';

const TEXT = 'one row, another row, one row';
const ZSTANDARD = 'KLUv/SAd6QAAb25lIHJvdywgYW5vdGhlciByb3csIG9uZSByb3c=';

it('packages that wait for their first call do what they do without it', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { Inflate } from 'fflate';
        import { decompress, Decompress } from 'fzstd';
        import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js';
        import { gunzip } from 'hyparquet-compressors/src/gzip.js';
        const room = () => new Uint8Array(length);
        const parts = [];
        const stream = (made) => { made.ondata = (part) => parts.push(part); return made; };
        stream(new Inflate()).push(deflated, true);
        stream(new Decompress()).push(zstandard, true);
        said = [...parts, decompress(zstandard, room()), decompressBrotli(brotli, length), gunzip(gzip, room())];`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    plugins: [lazyPackages],
  });
  const given = {
    length: TEXT.length,
    deflated: deflateRawSync(TEXT),
    zstandard: Uint8Array.from(Buffer.from(ZSTANDARD, 'base64')),
    brotli: brotliCompressSync(TEXT),
    gzip: gzipSync(TEXT),
  };
  const names = Object.keys(given).join(', ');
  const run = runInThisContext(
    `(function (require, ${names}) { let said; ${outputFiles[0]!.text}; return said; })`,
  ) as (...values: unknown[]) => Uint8Array[];
  const said = run(createRequire(import.meta.url), ...Object.values(given));
  // Streams end with an empty part.
  const texts = said.map((bytes) => Buffer.from(bytes).toString()).filter((text) => text !== '');
  expect(texts).toEqual([TEXT, TEXT, TEXT, TEXT, TEXT]);
});
