import { describe, expect, test } from 'vitest';
import type { LengthImbalance } from '../../../src/engine/metrics/imbalance/length-imbalance';
import { randomWaste, sortedWaste, truncation } from '../../../src/engine/statistics/padding';
import { weightedValues } from '../../../src/engine/statistics/weighted-values';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const of = (values: number[]) =>
  weightedValues(
    values,
    values.map(() => 1),
  );

/** Share of places that are padding when rows are batched in the order given; the last batch may be short. */
function paddingWaste(lengths: ArrayLike<number>, batch: number): number {
  let filled = 0;
  let places = 0;
  for (let from = 0; from < lengths.length; from += batch) {
    const to = Math.min(lengths.length, from + batch);
    let longest = 0;
    for (let i = from; i < to; i++) {
      filled += lengths[i]!;
      longest = Math.max(longest, lengths[i]!);
    }
    places += longest * (to - from);
  }
  return places > 0 ? 1 - filled / places : 0;
}

describe('text lengths', () => {
  for (const { name, input, params, expect: wanted, tol } of examplesOf('length-imbalance')) {
    test(name, () => {
      const { lengths } = input as { lengths: number[] };
      const batch = params['batchSize'] as number;
      const found =
        params['context'] === undefined
          ? {
              fileOrder: paddingWaste(lengths, batch),
              sorted: sortedWaste(of(lengths), batch),
            }
          : truncation(of(lengths), params['context'] as number);
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('sorted waste equals batching the sorted list, whatever repeats', () => {
    for (let seed = 1; seed < 40; seed++) {
      const lengths = Array.from({ length: seed * 3 }, (_, i) => 1 + ((i * 7 * seed) % 11));
      const sorted = lengths.toSorted((a, b) => a - b);
      for (const batch of [1, 2, 5, 8, 200]) {
        expect(sortedWaste(of(lengths), batch)).toBeCloseTo(paddingWaste(sorted, batch), 12);
      }
    }
  });

  test('random waste is that of every batch that could be drawn', () => {
    const lengths = [1, 4, 4, 9];
    let mean = 0;
    for (const a of lengths) for (const b of lengths) mean += Math.max(a, b) / 16;
    expect(randomWaste(of(lengths), 2)).toBeCloseTo(1 - 4.5 / mean, 12);
    expect(randomWaste(of(lengths), 1)).toBeCloseTo(0, 12);
  });

  const words = (n: number) =>
    Array.from({ length: n }, (_, i) => `word${String(i % 9)}`).join(' ');
  const texts = (size: (i: number) => number) =>
    tableOf(
      ['text', 'label'],
      Array.from({ length: 300 }, (_, i) => [
        `${String(i)} ${words(size(i))}`,
        i % 3 === 0 ? 'spam' : 'ham',
      ]),
    );
  const alertsOf = (table: ReturnType<typeof texts>, settings = {}) =>
    audit(table, {
      only: ['length-imbalance'],
      roles: { text: 'text', label: 'label' },
      settings: { 'length-imbalance': settings },
    }).report.alerts;

  test('lengths that do not differ say nothing', () => {
    expect(alertsOf(texts(() => 20))).toEqual([]);
  });

  test('a class that is longer is a warning', () => {
    const [alert] = alertsOf(texts((i) => (i % 3 === 0 ? 30 + (i % 7) : 20 + (i % 11))));
    expect(alert).toMatchObject({ code: 'length-tells-label', severity: 'warning' });
  });

  test('truncation, a few long rows, padding', () => {
    const codes = (settings: object, size: (i: number) => number) =>
      alertsOf(texts(size), settings).map(({ code, severity }) => [code, severity]);
    expect(codes({ context: 40 }, (i) => (i % 50 === 1 ? 60 : 20))).toContainEqual([
      'truncated',
      'info',
    ]);
    expect(codes({ context: 20 }, (i) => 15 + (i % 12))).toContainEqual(['truncated', 'warning']);
    const heavy = codes({}, (i) => (i === 100 || i === 200 || i === 250 ? 4000 : 20));
    expect(heavy).toContainEqual(['few-long-rows', 'info']);
    expect(heavy).toContainEqual(['padding', 'info']);
  });

  test('AUROC by class equals comparing every pair', () => {
    const table = texts((i) => 5 + ((i * 37) % 23));
    const { byClass } = figures<LengthImbalance>(table, 'length-imbalance', {
      roles: { text: 'text', label: 'label' },
    });
    const { codes, dictionary } = table.columns[0]!;
    const tokens = Array.from(codes, (code) => Math.ceil(dictionary.text(code).length / 4));
    let wins = 0;
    let pairs = 0;
    tokens.forEach((a, i) => {
      if (i % 3 !== 0) return;
      tokens.forEach((b, j) => {
        if (j % 3 === 0) return;
        wins += a > b ? 1 : a === b ? 0.5 : 0;
        pairs++;
      });
    });
    const spam = byClass!.classes.find(({ value }) => value === 'spam')!;
    expect(spam.auroc).toBeCloseTo(wins / pairs, 12);
    expect(spam.cliffsDelta).toBeCloseTo((2 * wins) / pairs - 1, 12);
  });

  test('a column of token counts is taken as it is', () => {
    const table = tableOf(
      ['n', 'label'],
      Array.from({ length: 120 }, (_, i) => [String(100 + i), 'ab'[i % 2]!]),
    );
    const found = figures<LengthImbalance>(table, 'length-imbalance', {
      settings: { 'length-imbalance': { tokens: 'n', context: 200 } },
    });
    expect(found).toMatchObject({ tokens: 'column', truncatedRows: 19, lostTokens: 190 });
    expect(found.spread[0]).toBe(100);
  });
});
