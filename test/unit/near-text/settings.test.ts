import { describe, expect, it } from 'vitest';
import { near } from '../../../src/engine/detectors/near';
import { candidateProbability } from '../../../src/engine/near-text/bands';
import { nearTexts } from '../../../src/engine/near-text/near-texts';
import { sketchSettings } from '../../../src/engine/near-text/settings';
import type { Values } from '../../../src/engine/params/params';
import { resolveValues } from '../../../src/engine/params/values';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';

const settings = (values: Values) => sketchSettings(resolveValues(near.params, values));
const SEED = Date.now() >>> 0;

describe('how texts are sketched', () => {
  it('is told in bands and hashes, as tools for it have them', () => {
    const usual = { width: 5, bins: 120, bands: 20, rows: 6 };
    expect(settings({})).toEqual(usual);
    expect(settings({ bands: 20, threshold: 0.5 })).toEqual(usual);
    expect(settings({ perm: 200, bands: 50, shingle: 2, threshold: 0.5 })).toEqual({
      ...{ width: 2, bins: 200, bands: 50, rows: 4 },
    });
    expect(settings({ perm: 200, search: 'balanced', threshold: 0.5 })).toMatchObject({
      ...{ bands: 33, rows: 6 },
    });
    expect(settings({ perm: 30, bands: 200 })).toMatchObject({ bands: 30, rows: 1 });
  });

  it('finds 99 of 100 pairs at the threshold in as few candidates as that allows', () => {
    for (const perm of [60, 256]) {
      for (const threshold of [0.5, 0.7, 0.8, 0.9]) {
        const { bins, bands, rows } = settings({ perm, threshold });
        expect(bins).toBe(perm);
        expect(bands * rows).toBeLessThanOrEqual(perm);
        expect(candidateProbability(threshold, bands, rows)).toBeGreaterThanOrEqual(0.99);
        const steeper = candidateProbability(threshold, Math.floor(perm / (rows + 1)), rows + 1);
        expect(steeper).toBeLessThan(0.99);
      }
    }
  });

  it(`finds the pairs of brute force with other hashes and bands, too (seed ${SEED})`, () => {
    const die = dice(SEED);
    const word = () => `w${die.below(5000)}`;
    const texts: string[][] = [];
    for (let i = 0; i < 120; i++) {
      const own = i % 2 ? [...texts[i - 1]!] : Array.from({ length: 60 }, word);
      if (i % 2) for (let k = die.below(3); k > 0; k--) own[die.below(own.length)] = word();
      texts.push(own);
    }
    const sets = texts.map((own) => new Set(own.slice(1).map((each, i) => `${own[i]!} ${each}`)));
    const jaccard = (a: number, b: number) => {
      const both = [...sets[a]!].filter((shingle) => sets[b]!.has(shingle)).length;
      return both / (sets[a]!.size + sets[b]!.size - both);
    };
    const wanted: [number, number, number][] = [];
    texts.forEach((_, b) => {
      for (let a = 0; a < b; a++) if (jaccard(a, b) >= 0.5) wanted.push([a, b, jaccard(a, b)]);
    });
    const table = tableOf(
      ['text'],
      texts.map((own) => [own.join(' ')]),
    );
    const asked = settings({ perm: 200, bands: 100, shingle: 2 });
    const { pairs, jaccard: found, documents } = nearTexts(table, 0, asked, () => undefined);
    const rowOf = new Map(
      texts.map((_, row) => [documents.of(row), row]).reverse() as [number, number][],
    );
    const pairsFound = Array.from(found, (value, i) => {
      const rows = [pairs.first[i]!, pairs.second[i]!].map((document) => rowOf.get(document)!);
      return [...rows.sort((a, b) => a - b), value];
    });
    // Equal texts are one document.
    const alone = wanted.filter(
      ([a, b]) => documents.of(a) !== documents.of(b) && rowOf.get(documents.of(b)) === b,
    );
    expect(pairsFound.length).toBe(alone.length);
    expect(alone.length).toBeGreaterThan(20);
    pairsFound.forEach(([a, b, value]) => {
      expect(value).toBeCloseTo(jaccard(a!, b!), 6);
    });
  });
});
