import { describe, expect, it } from 'vitest';
import { dealFolds } from '../../../src/engine/evaluation/folds';
import { createRandom } from '../../../src/engine/random';
import { rowNumbers } from '../../../src/engine/plan/row-numbers';
import { sha256Text } from '../../../src/files/reading/hash';

const stream = createRandom(3, sha256Text).stream('folds');

function dealt(classes: readonly number[], sets: readonly number[]) {
  return {
    rows: rowNumbers(classes.length),
    classes: Uint32Array.from(classes),
    classCount: Math.max(...classes) + 1,
    sets: Int32Array.from(sets),
  };
}

describe('folds', () => {
  it('spread every class evenly', () => {
    const classes = Array.from({ length: 103 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    const folds = dealFolds(
      dealt(
        classes,
        classes.map(() => -1),
      ),
      5,
      stream,
    );
    const counts = (own: number) =>
      [0, 1, 2, 3, 4].map(
        (fold) => classes.filter((k, row) => k === own && folds[row] === fold).length,
      );
    expect(counts(1).sort()).toEqual([2, 2, 2, 2, 3]);
    expect(Math.max(...counts(0)) - Math.min(...counts(0))).toBeLessThanOrEqual(1);
  });

  it('keep sets together, and the classes even all the same', () => {
    const classes = Array.from({ length: 200 }, (_, row) => row % 2);
    const sets = classes.map((_, row) => (row < 60 ? Math.floor(row / 6) : -1));
    const folds = dealFolds(dealt(classes, sets), 4, stream);
    for (let set = 0; set < 10; set++) {
      expect(new Set(folds.slice(6 * set, 6 * set + 6)).size).toBe(1);
    }
    for (const own of [0, 1]) {
      const counts = [0, 1, 2, 3].map(
        (fold) => classes.filter((k, row) => k === own && folds[row] === fold).length,
      );
      expect(counts).toEqual([25, 25, 25, 25]);
    }
  });
});
