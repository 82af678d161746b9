import { describe, expect, it } from 'vitest';
import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { nearDedup } from '../../../src/engine/methods/deduplicate/near-dedup';
import { resolveValues } from '../../../src/engine/params/values';
import { alike, atThreshold, pairsChart, recallSentence } from '../../../src/report/near-words';
import { restoreLook } from '../../../webview/state';
import { cutOf, nearSource, nearStep } from '../../../webview/views/near/near-sets';

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

  it('lists the sets that the audit found, linked from it on', () => {
    expect(nearSource(numbers, 0.9, 'body')).toMatchObject({
      kind: 'near',
      values: { textColumn: 'body', threshold: 0.82, shingle: 5, cut: 0.9 },
      fix: { threshold: 0.9 },
    });
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

describe('the look of the duplicates', () => {
  it('comes back after a reload', () => {
    const sets = {
      order: 'least-alike',
      differing: true,
      ofClass: 'b',
      ofPart: 'test',
      text: 'cheap',
      keep: 'newest',
    };
    const look = { segment: 'template', cut: 0.9, sets };
    expect(restoreLook(look)).toMatchObject(look);
  });

  it('is fresh where what was remembered makes no sense', () => {
    const { sets, cut, segment } = restoreLook({});
    const odd = {
      segment: 'all',
      cut: 'x',
      sets: { order: 7, differing: 'yes', text: 3, keep: 0 },
    };
    expect(restoreLook(odd)).toMatchObject({ sets, cut, segment });
    expect(restoreLook({ sets: null })).toMatchObject({ sets });
  });
});
