import { describe, expect, it } from 'vitest';
import type { GroupImbalanceEntry } from '../../../src/engine/metrics/imbalance/group-imbalance';
import { labelByGroup } from '../../../webview/crossings';

/** A group as the metric reports it: `listed` of its classes, shares of all its rows with a label. */
function group(value: string, byClass: number[], listed: number, unlabelled: number) {
  const labelled = byClass.reduce((a, b) => a + b, 0);
  return {
    value,
    count: labelled + unlabelled,
    share: 0,
    byClass: byClass.slice(0, listed),
    rates: byClass.slice(0, listed).map((n) => ({ share: n / labelled, low: 0, high: 1 })),
  };
}

const entry = (...groups: GroupImbalanceEntry['groups']) =>
  ({ name: 'g', groups }) as unknown as GroupImbalanceEntry;

describe('the label by a group column', () => {
  const a = group('a', [1, 50, 9, 40], 3, 7);
  const b = group('b', [2, 0, 30, 8], 3, 0);

  it('shows the largest classes in class order, each row against all its labelled rows', () => {
    const crossing = labelByGroup(entry(a, b), ['x', 'y', 'z'], 5, 2);
    expect(crossing.columns).toEqual(['y', 'z']);
    expect(crossing.counts).toEqual([
      [50, 9],
      [0, 30],
    ]);
    // 100 and 40 rows have a label, though a class is cut here and another was never listed.
    expect(crossing.totals).toEqual([100, 40]);
  });

  it('keeps the largest groups', () => {
    expect(labelByGroup(entry(a, b), ['x', 'y', 'z'], 1, 3).rows).toEqual(['a']);
  });

  it('falls back on all rows of a group without a listed class', () => {
    expect(
      labelByGroup(entry(group('c', [0, 0, 0, 5], 3, 2)), ['x', 'y', 'z'], 5, 3).totals,
    ).toEqual([7]);
  });
});
