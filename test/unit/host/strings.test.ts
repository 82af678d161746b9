import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostTexts } from './host-strings';

const BUNDLE = path.resolve(import.meta.dirname, '../../../media/l10n/bundle.l10n.json');
const { said, bare } = hostTexts();

describe('the texts of the host', () => {
  it('all go through l10n', () => {
    expect(bare.map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
    expect(said.length).toBeGreaterThan(50);
  });

  it('stand in the bundle that translations are made of (else it was just rewritten)', () => {
    const texts = [...new Set(said.map(({ text }) => text))].sort();
    const json = JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2);
    const found = (() => {
      try {
        return readFileSync(BUNDLE, 'utf8');
      } catch {
        return '';
      }
    })();
    mkdirSync(path.dirname(BUNDLE), { recursive: true });
    if (found !== `${json}\n`) writeFileSync(BUNDLE, `${json}\n`);
    expect(found).toBe(`${json}\n`);
  });
});
