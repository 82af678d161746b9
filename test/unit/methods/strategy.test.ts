import { describe, expect, it } from 'vitest';
import type { StrategyValue } from '../../../src/engine/params/params';
import {
  resolveStrategy,
  type SamplingKind,
} from '../../../src/engine/methods/resample/parts/strategy';
import { example } from './fixtures';

interface Cell {
  readonly counts: Record<string, number>;
  readonly kind: SamplingKind;
  readonly strategy: StrategyValue;
  readonly expect: 'error' | string[] | Record<string, number>;
}

const { cells } = example<{ cells: Cell[] }>('sampling-strategy', 'all cells').expect;
const resolve = (counts: Record<string, number>, strategy: StrategyValue, kind: SamplingKind) => {
  const values = Object.keys(counts);
  return resolveStrategy({ values, counts: Object.values(counts) }, strategy, kind).map(
    ({ index, rows }) => [values[index]!, rows] as const,
  );
};
const code = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? 'none';
  }
};

describe('sampling strategy', () => {
  it('has worked examples of every kind', () => {
    expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(['over', 'under', 'clean']));
    expect(cells.length).toBeGreaterThan(100);
  });

  it.each(
    cells.map((cell) => [JSON.stringify([cell.counts, cell.kind, cell.strategy]), cell] as const),
  )('%s', (_, { counts, kind, strategy, expect: expected }) => {
    if (expected === 'error') {
      expect(code(() => resolve(counts, strategy, kind))).toMatch(
        /bad-strategy|unknown-class|one-class/,
      );
    } else if (Array.isArray(expected)) {
      expect(resolve(counts, strategy, kind).map(([value]) => value)).toEqual(expected);
    } else {
      expect(Object.fromEntries(resolve(counts, strategy, kind))).toEqual(expected);
    }
  });

  it('names the error', () => {
    expect(code(() => resolve({ a: 3 }, 'auto', 'over'))).toBe('one-class');
    expect(code(() => resolve({ a: 3, b: 2 }, { c: 4 }, 'over'))).toBe('unknown-class');
    expect(code(() => resolve({ a: 3, b: 2 }, 'most', 'over'))).toBe('bad-strategy');
    expect(code(() => resolve({ a: 3, b: 2 }, { a: 3.5 }, 'over'))).toBe('bad-strategy');
    expect(code(() => resolve({ a: 3, b: 2 }, NaN, 'under'))).toBe('bad-strategy');
  });

  it('goes part of the way by ratio, sqrt and quantile', () => {
    const counts = { a: 100, b: 25, c: 4 };
    expect(resolve(counts, 'ratio:0.5', 'over')).toEqual([
      ['b', 25],
      ['c', 46],
    ]);
    expect(resolve(counts, 'ratio: 0.5', 'under')).toEqual([
      ['a', 8],
      ['b', 8],
    ]);
    expect(resolve(counts, 'sqrt', 'over')).toEqual([
      ['b', 25],
      ['c', 16],
    ]);
    expect(resolve(counts, 'sqrt', 'under')).toEqual([
      ['a', 20],
      ['b', 10],
    ]);
    expect(resolve(counts, 'quantile:0.5', 'over')).toEqual([['c', 21]]);
    expect(resolve(counts, 'quantile:0.5', 'under')).toEqual([['a', 25]]);
    expect(code(() => resolve(counts, 'ratio:2', 'over'))).toBe('bad-strategy');
    expect(code(() => resolve(counts, 'sqrt', 'clean'))).toBe('bad-strategy');
  });

  it('targets nothing by none, an empty list and an empty table', () => {
    const counts = { a: 3, b: 2 };
    expect(resolve(counts, 'none', 'under')).toEqual([]);
    expect(resolve(counts, [], 'clean')).toEqual([]);
    expect(resolve(counts, {}, 'over')).toEqual([]);
  });
});
