import { describe, expect, it } from 'vitest';
import { KernelSketcher } from '../../../src/engine/near-text/kernel-sketcher';
import { ShingleSets } from '../../../src/engine/near-text/shingle-sets';
import type { SketchSettings, TextSketcher } from '../../../src/engine/near-text/sketcher';
import { TwinSketcher } from '../../../src/engine/near-text/twin-sketcher';
import { dice, type Dice } from '../../dice';

const SETTINGS: SketchSettings = { width: 5, bins: 120, bands: 20, rows: 6 };
const seed = Date.now() >>> 0;

const PIECES = [
  'a',
  'B',
  'the',
  'Ünïcode',
  '漢字',
  'ไทย',
  '\u0301',
  '😀',
  '1',
  '!',
  '\u00a0',
  '\ud800',
];
const BLANKS = [' ', '  ', '\n', '\r\n', '\t', '\u3000', ''];

/** Texts of every kind: words of one piece or many, repeated or not, long and empty. */
function hostileText(random: Dice): Uint8Array {
  const words = random.below(4) === 0 ? random.below(4000) : random.below(30);
  const pieces = 1 + random.below(PIECES.length);
  let text = '';
  for (let i = 0; i < words; i++) {
    text += PIECES[random.below(pieces)]! + BLANKS[random.below(BLANKS.length)]!;
    if (random.below(3) === 0) text += String(random.below(1000));
  }
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 0 && random.below(10) === 0)
    bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}

/** Everything that a sketcher says of a text. */
function told(sketcher: TextSketcher, bytes: Uint8Array) {
  const keys = new Uint32Array(sketcher.settings.bands);
  const bins = new Uint8Array(sketcher.settings.bins);
  const text = { bytes, start: 0, end: bytes.length };
  const units = sketcher.sketch(text, keys, 0, bins, 0);
  const { shingles, textLow, textHigh } = sketcher;
  const sets = new ShingleSets();
  sketcher.addSet(text, sets);
  return { units, shingles, textLow, textHigh, keys, bins, size: sets.size(0) };
}

describe(`the near-text kernel and its twin (seed ${seed})`, () => {
  it('say the same of hostile texts', () => {
    const random = dice(seed);
    for (const settings of [SETTINGS, { width: 2, bins: 37, bands: 9, rows: 4 }]) {
      const kernel = KernelSketcher.create(settings)!;
      const twin = new TwinSketcher(settings);
      for (let i = 0; i < 150; i++) {
        const bytes = hostileText(random);
        expect(told(kernel, bytes)).toEqual(told(twin, bytes));
      }
    }
  });

  it('hold the same sets, whatever the order of texts', () => {
    const random = dice(seed + 1);
    const texts = Array.from({ length: 40 }, () => hostileText(random));
    const [ofKernel, ofTwin] = [new ShingleSets(), new ShingleSets()];
    const kernel = KernelSketcher.create(SETTINGS)!;
    const twin = new TwinSketcher(SETTINGS);
    for (const bytes of texts) {
      kernel.addSet({ bytes, start: 0, end: bytes.length }, ofKernel);
      twin.addSet({ bytes, start: 0, end: bytes.length }, ofTwin);
    }
    for (let a = 0; a < texts.length; a++) {
      for (let b = 0; b < texts.length; b++) {
        expect(ofKernel.jaccard(a, b)).toBe(ofTwin.jaccard(a, b));
      }
    }
  });
});
