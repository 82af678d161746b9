import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { EXPORTER_CARDS } from '../../../src/engine/exports/cards';
import { METHOD_CARDS } from '../../../src/engine/methods/cards';
import { METHODS } from '../../../src/engine/methods/index';
import { MODEL_CARDS } from '../../../src/engine/models/cards';
import { pageBuild } from '../../../webview/build.mjs';
import { pseudoBundle } from '../texts/pseudo';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** What the page finds in a module. */
async function inPage(module: string): Promise<unknown> {
  const { outputFiles } = await build({
    ...pageBuild,
    entryPoints: [path.join(ROOT, module)],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = Buffer.from(outputFiles[0]!.contents).toString('base64');
  return { ...((await import(`data:text/javascript;base64,${code}`)) as object) };
}

describe('the page', () => {
  it('holds the cards of the registries as they are', async () => {
    expect(await inPage('src/engine/methods/cards.ts')).toEqual({ METHOD_CARDS });
    expect(await inPage('src/engine/exports/cards.ts')).toEqual({ EXPORTER_CARDS });
    expect(await inPage('src/engine/models/cards.ts')).toEqual({ MODEL_CARDS });
    expect(METHOD_CARDS.map(({ id }) => id)).toEqual(METHODS.map(({ id }) => id));
  });

  it('holds no code of methods, kernels or codecs', async () => {
    const { metafile } = await build({
      ...pageBuild,
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
    });
    const [page] = Object.values(metafile.outputs);
    const held = Object.entries(page!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    const strangers = held
      .map(([file]) => file)
      .filter((file) =>
        /src\/(kernels|codecs|files|engine\/(kernels|methods\/\w+\/|table\/table))/.test(file),
      );
    expect(strangers).toEqual([]);
    expect(page!.bytes).toBeLessThan(490_000);
  });

  it('is given cards in English, which it looks up where it shows them', async () => {
    const bundle = path.join(ROOT, 'media/l10n/bundle.l10n.json');
    const english = JSON.parse(readFileSync(bundle, 'utf8')) as Record<string, string>;
    vi.resetModules();
    const { speak } = await import('../../../src/engine/language');
    speak(pseudoBundle(english));
    const translated = await import('../../../src/engine/methods/cards');
    speak(undefined);
    expect(translated.METHOD_CARDS).not.toBe(METHOD_CARDS);
    expect(translated.METHOD_CARDS).toEqual(METHOD_CARDS);
  });
});
