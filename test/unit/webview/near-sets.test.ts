import { describe, expect, it } from 'vitest';
import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { nearDedup } from '../../../src/engine/methods/deduplicate/near-dedup';
import { resolveValues } from '../../../src/engine/params/values';
import { alike, atThreshold, pairsChart, recallSentence } from '../../../src/report/near-words';
import { restoreLook } from '../../../webview/state';
import { chosenSets, cutOf, nearStep, valuesOf } from '../../../webview/views/near/near-sets';

const set = (first: number, size: number, least: number, labels: string[] = ['a']) => ({
  size,
  rows: [first, first + 1],
  centre: first,
  similarities: [1, least],
  least,
  mean: least,
  labels: labels.map((value) => ({ value, count: 1 })),
  parts: [{ value: first < 9 ? 'train' : 'test', count: size }],
});
const sets = [set(30, 5, 0.9), set(0, 3, 0.81, ['a', 'b']), set(9, 3, 0.95), set(2, 3, 0.81)];
const ALL = { order: 'largest', differing: false, ofClass: null, ofPart: null } as const;
const firsts = (found: readonly { rows: readonly number[] }[]) => found.map((each) => each.rows[0]);

const numbers = {
  column: 'body',
  threshold: 0.82,
  settings: { width: 5, bins: 120, bands: 20, rows: 6 },
  byThreshold: [
    { threshold: 0.82, clusters: 9, copies: 14 },
    { threshold: 0.85, clusters: 7, copies: 8 },
    { threshold: 0.9, clusters: 3, copies: 3 },
    { threshold: 0.95, clusters: 1, copies: 1 },
    { threshold: 1, clusters: 0, copies: 0 },
  ],
  pairs: [
    { from: 0.82, pairs: 40 },
    { from: 0.85, pairs: 7 },
    { from: 0.9, pairs: 2 },
    { from: 0.95, pairs: 1 },
    { from: 1, pairs: 3 },
  ],
} as unknown as NearDuplicateText;

describe('the sets of nearly equal texts', () => {
  it('stand by size, then by first row', () => {
    expect(firsts(chosenSets(sets, { ...ALL, order: 'largest' }))).toEqual([30, 0, 2, 9]);
  });

  it('are narrowed down to a class, a part or a file', () => {
    expect(firsts(chosenSets(sets, { ...ALL, ofClass: 'b' }))).toEqual([0]);
    expect(firsts(chosenSets(sets, { ...ALL, ofPart: 'test' }))).toEqual([30, 9]);
    expect(chosenSets(sets, { ...ALL, ofClass: 'b', ofPart: 'test' })).toEqual([]);
    // What was remembered of another file is no filter.
    expect(chosenSets(sets, { ...ALL, ofClass: 'gone' })).toHaveLength(4);
    expect(valuesOf(sets, 'labels')).toEqual(['a', 'b']);
    expect(valuesOf(sets, 'parts')).toEqual(['test', 'train']);
    expect(valuesOf(sets.slice(0, 1), 'parts')).toEqual([]);
  });

  it('stand by their least similarity, those near the threshold first', () => {
    const found = chosenSets(sets, { ...ALL, order: 'least-alike' });
    expect(firsts(found)).toEqual([0, 2, 30, 9]);
  });

  it('are only those whose labels differ when asked', () => {
    expect(firsts(chosenSets(sets, { ...ALL, differing: true }))).toEqual([0]);
    expect(sets).toHaveLength(4);
  });
});

describe('the cut', () => {
  it('is the one chosen before if the audit counted there, else that of the audit', () => {
    expect(cutOf(numbers, 0.9)).toBe(0.9);
    expect(cutOf(numbers, 0.83)).toBe(0.82);
    expect(cutOf(numbers, null)).toBe(0.82);
  });

  it('finds its counts, and the next that are known between two', () => {
    expect(atThreshold(numbers, 0.9).copies).toBe(3);
    expect(atThreshold(numbers, 0.86).copies).toBe(3);
    expect(atThreshold(numbers, 2).copies).toBe(0);
  });

  it('becomes a step that the method takes, with what the audit was told besides', () => {
    const step = nearStep(numbers, 0.9, 'body');
    expect(step).toEqual({ method: 'near-dedup', values: { threshold: 0.9 } });
    const told = { ...numbers, settings: { ...numbers.settings, width: 3 } };
    const other = nearStep(told, 0.95, 'title');
    expect(other.values).toEqual({ threshold: 0.95, shingle: 3, textColumn: 'body' });
    expect(resolveValues(nearDedup.params, other.values ?? {})).toMatchObject(other.values ?? {});
  });

  it('marks the pairs below it as quiet and tells how many are above', () => {
    const chart = pairsChart(numbers, 0.9);
    const bars = chart.layers.flatMap((layer) => (layer.kind === 'bars' ? layer.bars : []));
    expect(bars.map((bar) => bar.tone)).toEqual(['quiet', 'quiet', 'plain', 'plain', 'plain']);
    expect(bars.every((bar) => bar.to > bar.from)).toBe(true);
    expect(chart.layers).toContainEqual({ kind: 'rule', at: 0.9, name: 'from 90%' });
    expect(chart.text).toMatch(
      /^6 pairs of texts are 90% alike or more\. The most, 40, lie at 82%/,
    );
  });

  it('says how surely pairs were found: 1 - (1 - 0.8^6)^20', () => {
    expect(recallSentence(numbers, 0.8)).toContain('80% alike is looked at with a chance of 99.8%');
    expect(recallSentence(numbers, 0.8)).not.toContain('several');
    expect(recallSentence({ ...numbers, denseBuckets: 3 }, 0.8)).toContain('more than 100 texts');
    expect(alike(0.825)).toBe('82.5%');
  });
});

describe('the look of the near segment', () => {
  it('comes back after a reload', () => {
    const near = {
      cut: 0.9,
      order: 'least-alike',
      differing: true,
      ofClass: 'b',
      ofPart: 'test',
    };
    expect(restoreLook({ segment: 'near', near })).toMatchObject({ segment: 'near', near });
  });

  it('is fresh where what was remembered makes no sense', () => {
    const fresh = { ...ALL, cut: null };
    expect(restoreLook({ near: { cut: 'x', order: 7, differing: 'yes' } }).near).toEqual(fresh);
    expect(restoreLook({ near: null }).near).toEqual(fresh);
  });
});
