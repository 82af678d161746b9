import { describe, expect, it } from 'vitest';
import { normalText } from '../../../src/engine/cells/normal-text';
import type { SimHashNearDuplicates } from '../../../src/engine/metrics/duplicates/simhash-near-duplicates';
import { documentsOf } from '../../../src/engine/near-text/documents';
import { simHashTexts } from '../../../src/engine/near-text/near-texts';
import { sketcherFor } from '../../../src/engine/near-text/sketcher-for';
import { ShingleSets } from '../../../src/engine/near-text/shingle-sets';
import {
  differingBits,
  MOST_BITS,
  simHashes,
  simHashRecall,
} from '../../../src/engine/near-text/simhash';
import { TwinSketcher } from '../../../src/engine/near-text/twin-sketcher';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { figures } from '../metrics/auditing';

const noTick = () => undefined;
const SETTINGS = { width: 3, bins: 1, bands: 1, rows: 1 };

/** Texts of 5 to 204 words, of which many differ from an earlier one in up to two words; some are copies, some empty. */
function madeTexts(seed: number): string[] {
  const { below } = dice(seed);
  const texts: string[][] = [];
  for (let i = 0; i < 500; i++) {
    const earlier = texts[below(Math.max(1, i))] ?? [];
    const own =
      below(2) === 0 && earlier.length > 0
        ? [...earlier]
        : Array.from({ length: 5 + below(200) }, () => `w${String(below(3000))}`);
    if (own.length > 0)
      for (let change = below(3); change > 0; change--) own[below(own.length)] = 'x';
    texts.push(below(40) === 0 ? [] : own);
  }
  return texts.map((words) => words.join(' '));
}

const tableOfTexts = (texts: readonly string[]) =>
  tableOf(
    ['text'],
    texts.map((text) => [text]),
  );

/** The shingles of a text, spelled out. */
function shinglesOf(text: string): Set<string> {
  const words = normalText(text, 'n2').split(' ');
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((_, i) => words.slice(i, i + 3).join(' ')));
}

describe('SimHash', () => {
  it.each([1, 2, 3])('finds the pairs that all comparisons find (seed %i)', (seed) => {
    const table = tableOfTexts(madeTexts(seed));
    const { near, hashes, candidates } = simHashTexts(table, 0, 3, noTick);
    const wanted: string[] = [];
    const alike = new Map<string, number>();
    const { dictionary } = table.columns[0]!;
    for (const a of hashes.hashed) {
      for (const b of hashes.hashed) {
        if (a >= b || differingBits(hashes, a, b) > MOST_BITS) continue;
        wanted.push(`${String(a)} ${String(b)}`);
        const [one, other] = [shinglesOf(dictionary.text(a)), shinglesOf(dictionary.text(b))];
        const both = [...one].filter((shingle) => other.has(shingle)).length;
        alike.set(wanted.at(-1)!, both / (one.size + other.size - both));
      }
    }
    const pairs = Array.from(
      candidates.first,
      (a, i) => `${String(a)} ${String(candidates.second[i])}`,
    );
    expect(pairs.sort()).toEqual(wanted.sort());
    expect(pairs.length).toBeGreaterThan(20);
    near.pairs.first.forEach((a, i) => {
      const name = `${String(a)} ${String(near.pairs.second[i])}`;
      if (alike.has(name)) expect(near.jaccard[i]).toBeCloseTo(alike.get(name)!, 6);
    });
  });

  it('takes the bits that most shingles have, by kernel and twin', () => {
    const table = tableOfTexts(['one two three four five six seven', 'eins', 'ONE  two']);
    const documents = documentsOf(table, 0);
    const found = [sketcherFor(SETTINGS), new TwinSketcher(SETTINGS)].map((sketcher) => {
      const { low, high } = simHashes(documents, sketcher, noTick);
      return [low, high];
    });
    expect(found[0]).toEqual(found[1]);
    const sets = new ShingleSets();
    const bytes = new TextEncoder().encode('one two three four five six seven');
    sketcherFor(SETTINGS).addSet({ bytes, start: 0, end: bytes.length }, sets);
    const votes = new Array<number>(32).fill(0);
    sets.each(0, (low) => {
      votes.forEach((_, bit) => (votes[bit]! += (low >>> bit) & 1 ? 1 : -1));
    });
    const wanted =
      votes.reduce((bits, vote, bit) => (vote > 0 ? bits | (1 << bit) : bits), 0) >>> 0;
    expect(found[0]![0]![1]).toBe(wanted);
  });

  it('finds by chance what the angle between sets says', () => {
    expect(simHashRecall(1)).toBe(1);
    expect(simHashRecall(0)).toBeLessThan(1e-10);
    // 2 * 0.8 / 1.8 = cos 0.4759, and 64 bits that differ with a chance of 0.4759 / pi: by the binomial sum in Python.
    expect(simHashRecall(0.8)).toBeCloseTo(0.00853043, 8);
  });
});

describe('simhash-near-duplicates', () => {
  const request = (when: string) => ({
    roles: { others: { text: 'text' as const } },
    settings: { 'simhash-near-duplicates': { when } },
  });

  it('is left to the thorough search where there is room, unless asked for', () => {
    const table = tableOfTexts(madeTexts(4));
    expect(() => figures(table, 'simhash-near-duplicates', request('no-room'))).toThrow(
      'by sketches',
    );
    const found = figures<SimHashNearDuplicates>(
      table,
      'simhash-near-duplicates',
      request('always'),
    );
    expect(found.copies).toBeGreaterThan(10);
    for (const { pairs, near } of found.pairs) expect(near).toBeLessThanOrEqual(pairs);
  });

  it('is not upset by a hundred thousand equal rows and texts of one word', () => {
    const table = tableOfTexts([
      ...Array.from({ length: 100_000 }, () => 'the same text in every row'),
      ...Array.from({ length: 300 }, (_, i) => `w${String(i)}`),
    ]);
    const found = figures<SimHashNearDuplicates>(
      table,
      'simhash-near-duplicates',
      request('always'),
    );
    expect(found).toMatchObject({ rows: 100_300, clusters: 1, copies: 99_999, largest: 100_000 });
  });
});
