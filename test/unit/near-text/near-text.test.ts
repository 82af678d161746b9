import { describe, expect, it } from 'vitest';
import { candidateProbability, fittingBands } from '../../../src/engine/near-text/bands';
import { clusterCounts } from '../../../src/engine/near-text/cluster-counts';
import { candidatePairs } from '../../../src/engine/near-text/candidates';
import { normalText } from '../../../src/engine/cells/normal-text';
import { documentsOf } from '../../../src/engine/near-text/documents';
import { nearClusters } from '../../../src/engine/near-text/near-clusters';
import { nearTexts } from '../../../src/engine/near-text/near-texts';
import { sketcherFor } from '../../../src/engine/near-text/sketcher-for';
import { ShingleSets } from '../../../src/engine/near-text/shingle-sets';
import { sketchTexts } from '../../../src/engine/near-text/sketched-texts';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';

const SETTINGS = { width: 5, bins: 120, bands: 20, rows: 6 };
const SEED = Date.now() >>> 0;
const noTick = () => undefined;

/** The near texts of a table of one column. */
function near(texts: readonly string[], settings = SETTINGS) {
  const table = tableOf(
    ['text'],
    texts.map((text) => [text]),
  );
  return { table, found: nearTexts(table, 0, settings, noTick) };
}

/** The clusters of a table of one column, as lists of rows. */
function clustersOf(texts: readonly string[], threshold = 0.8) {
  const { table, found } = near(texts);
  const clusters = nearClusters(found, table.rowCount, threshold, noTick);
  return Array.from({ length: clusters.count }, (_, c) => [...clusters.rows(c)]);
}

/** A text of numbered words. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `w${from + i}`).join(' ');

describe('the worked examples of near-duplicate texts', () => {
  it('candidate probability', () => {
    const at = [0.5, 0.6, 0.7, 0.8, 0.9];
    const wanted = {
      '20 x 6': [0.270187144009, 0.615414636031, 0.918185996585, 0.997712125155, 0.999999739813],
      '14 x 8': [0.0533204150327, 0.211121854475, 0.564504042391, 0.923547558633, 0.999622199732],
    };
    for (const [form, values] of Object.entries(wanted)) {
      const [bands, rows] = form.split(' x ').map(Number) as [number, number];
      at.forEach((j, i) => {
        expect(candidateProbability(j, bands, rows)).toBeCloseTo(values[i]!, 11);
      });
    }
  });

  it('fitting bands, as datasketch has them', () => {
    expect(fittingBands(0.8, 120)).toEqual({ bands: 9, rows: 13 });
    expect(fittingBands(0.5, 200)).toEqual({ bands: 33, rows: 6 });
  });

  it('the Jaccard similarity of word 5-grams', () => {
    const sketcher = sketcherFor(SETTINGS);
    const sets = new ShingleSets();
    for (const animal of ['dog', 'cat']) {
      const bytes = new TextEncoder().encode(
        `the quick brown fox jumps over the lazy ${animal} today`,
      );
      sketcher.addSet({ bytes, start: 0, end: bytes.length }, sets);
    }
    expect([sets.size(0), sets.size(1), sets.jaccard(0, 1)]).toEqual([6, 6, 0.5]);
  });

  it('normal texts', () => {
    expect(normalText('Hello   World ', 'n2')).toBe('hello world');
    expect(clustersOf(['Hello   World ', 'hello world'])).toEqual([[0, 1]]);
  });
});

describe('near-duplicate texts', () => {
  it('are those that share enough shingles, whatever their case and white space', () => {
    const text = words(0, 60);
    const alike = words(0, 58) + ' OTHER words';
    expect(clustersOf([text, words(100, 160), alike, `  ${text.replaceAll(' ', '\r\n')}`])).toEqual(
      [[0, 2, 3]],
    );
  });

  it('of few words are those that are equal', () => {
    expect(clustersOf(['yes', 'no', 'Yes ', 'yes!', '', ''])).toEqual([[0, 2]]);
  });

  it('are no empty and no null-like cells', () => {
    const texts = Array.from({ length: 30 }, (_, i) => words(100 * i, 100 * i + 20));
    expect(clustersOf(['NA', 'NA', '', '', ...texts])).toEqual([]);
  });

  it('are compared by characters in scripts without spaces', () => {
    const text = '人人生而自由在尊严和权利上一律平等他们赋有理性和良心并应以兄弟关系的精神相对待';
    expect(
      clustersOf([text, `${text}。`, '我们都是朋友今天的天气很好我们一起去公园散步吧']),
    ).toEqual([[0, 1]]);
  });

  it('take Unicode forms and wide spaces for the same', () => {
    expect(clustersOf(['Café au lait ist  gut so', 'cafe\u0301 au\u3000lait ist gut so'])).toEqual([
      [0, 1],
    ]);
  });

  it('in Arabic, and with bytes that are not UTF-8, are found', () => {
    const arabic = 'يولد جميع الناس أحرارا متساوين في الكرامة والحقوق وقد وهبوا عقلا وضميرا';
    expect(clustersOf([arabic, `${arabic}`.replace(' ', '  '), `${words(0, 9)} \ufffd`])).toEqual([
      [0, 1],
    ]);
  });

  it('are linked in chains, and by the threshold that is asked', () => {
    const texts = [words(0, 100), words(5, 105), words(10, 110)];
    const { table, found } = near(texts);
    const at = (threshold: number) => nearClusters(found, table.rowCount, threshold, noTick).copies;
    // 91 of 101 shingles, and 86 of 106.
    expect([at(0.5), at(0.9), at(0.91)]).toEqual([2, 2, 0]);
  });

  it('leave out rows that are not asked for, and links through them', () => {
    const { table, found } = near([words(0, 100), words(5, 105), words(10, 110)]);
    const only = Uint32Array.of(0b101);
    expect(nearClusters(found, table.rowCount, 0.9, noTick, { only }).copies).toBe(0);
    expect(nearClusters(found, table.rowCount, 0.8, noTick, { only }).copies).toBe(1);
  });

  it(`are counted at each threshold as their sets are (seed ${SEED})`, () => {
    const { below } = dice(SEED);
    const texts = Array.from({ length: 300 }, () => {
      const from = 1000 * below(60) + below(12);
      return words(from, from + 40 + below(30));
    });
    const { table, found } = near([...texts, ...texts.slice(0, 50), '', 'NA'], {
      ...{ width: 2, bins: 120, bands: 40, rows: 3 },
    });
    const thresholds = [0.5, 0.55, 0.7, 0.72, 0.9, 1];
    const expected = thresholds.map((threshold) => {
      const { count, copies } = nearClusters(found, table.rowCount, threshold, noTick);
      return { count, copies };
    });
    expect(clusterCounts(found, table.rowCount, thresholds, noTick)).toEqual(expected);
    expect(new Set(expected.map(({ copies }) => copies)).size).toBeGreaterThan(2);
  });

  it('give the similarity of any pair, and read no text again for one that is known', () => {
    const texts = [words(0, 60), words(0, 60).toUpperCase(), words(0, 58), words(0, 20), 'x'];
    const { found } = near(texts);
    const documents = Uint32Array.from(texts, (_, i) => found.documents.of(i));
    const [a, copy, shorter, fewer, one] = documents as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    // Of 56 shingles 54, and 16.
    const wanted = [
      [a, copy, 1],
      [a, shorter, 54 / 56],
      [copy, shorter, 54 / 56],
      [copy, fewer, 16 / 56],
      [fewer, one, 0],
      [one, one, 1],
    ] as const;
    const pairs = {
      first: Uint32Array.from(wanted, ([first]) => first),
      second: Uint32Array.from(wanted, ([, second]) => second),
    };
    expect([...found.similarities(pairs, noTick)]).toEqual(
      wanted.map(([, , similarity]) => Math.fround(similarity)),
    );
    expect(wanted.map(([first, second]) => found.known.find(second, first) !== -1)).toEqual([
      ...[true, true, true, false, false, true],
    ]);
  });

  it('of one cluster of 20,000 cost no pair of each two', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => `${words(0, 60)} ${i}`);
    const { table, found } = near(texts);
    expect(found.denseBuckets).toBeGreaterThan(0);
    expect(found.measured).toBeLessThan(20 * 20_000);
    expect(nearClusters(found, table.rowCount, 0.8, noTick).copies).toBe(19_999);
  });
});

describe('sketches', () => {
  const seed = Date.now() >>> 0;

  /** Two sets of 60 words out of 5,000 with a share of words in common; width 1 makes words shingles. */
  function pairOfTexts(random: ReturnType<typeof dice>, shared: number) {
    const base = random.below(1 << 30);
    const common = Array.from({ length: shared }, (_, i) => `c${base}x${i}`);
    const own = (side: string) =>
      Array.from({ length: 60 - shared }, (_, i) => `${side}${base}x${i}`);
    return [[...common, ...own('a')].join(' '), [...common, ...own('b')].join(' ')] as const;
  }

  it(`estimate similarity as well as 120 permutations do (seed ${seed})`, () => {
    const random = dice(seed);
    const sketcher = sketcherFor({ ...SETTINGS, width: 1 });
    const [keys, one, other] = [new Uint32Array(20), new Uint8Array(120), new Uint8Array(120)];
    for (const shared of [20, 40, 54]) {
      const jaccard = shared / (120 - shared);
      let [error, sum] = [0, 0];
      const tries = 2000;
      for (let i = 0; i < tries; i++) {
        const [a, b] = pairOfTexts(random, shared).map((text) => {
          const bytes = new TextEncoder().encode(text);
          return { bytes, start: 0, end: bytes.length };
        });
        sketcher.sketch(a!, keys, 0, one, 0);
        sketcher.sketch(b!, keys, 0, other, 0);
        const agree = one.reduce((n, byte, bin) => n + (byte === other[bin] ? 1 : 0), 0);
        const estimate = (agree / 120 - 1 / 256) / (1 - 1 / 256);
        error += Math.abs(estimate - jaccard) / tries;
        sum += estimate / tries;
      }
      const deviation = Math.sqrt((jaccard * (1 - jaccard)) / 120);
      expect(error).toBeLessThan(1.1 * deviation);
      // The mean of 2,000 estimates: five standard errors.
      expect(Math.abs(sum - jaccard)).toBeLessThan((5 * deviation) / Math.sqrt(tries));
    }
  });

  it(`make candidates as often as the closed form says (seed ${seed})`, () => {
    const random = dice(seed + 1);
    const tries = 4000;
    for (const shared of [40, 48, 54]) {
      const jaccard = shared / (120 - shared);
      const texts = Array.from({ length: tries }, () => pairOfTexts(random, shared)).flat();
      const all = tableOf(
        ['text'],
        texts.map((text) => [text]),
      );
      const settings = { ...SETTINGS, width: 1 };
      const documents = documentsOf(all, 0);
      const sketched = sketchTexts(documents, sketcherFor(settings), noTick);
      const { pairs } = candidatePairs(sketched, settings, 0.3, noTick);
      const expected = candidateProbability(jaccard, 20, 6);
      const error = Math.sqrt((expected * (1 - expected)) / tries);
      expect(Math.abs(pairs.length / tries - expected)).toBeLessThan(5 * error + 1e-3);
    }
  });
});
