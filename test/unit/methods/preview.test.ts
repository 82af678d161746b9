import { describe, expect, it } from 'vitest';
import { previewRun } from '../../../src/engine/preview/preview-run';
import { tableOf } from '../../../src/engine/table/table';
import { FIXTURE_A } from './fixtures';
import { dataFile, given, run, type Given } from './run';

const preview = (subject: Given, steps: Parameters<typeof run>[1]) =>
  previewRun(subject.table, subject, run(subject, steps), () => undefined);

describe('previewRun', () => {
  it('shows removing copies and making rows of mammography', () => {
    const subject = given(dataFile('mammography.csv', false), { c7: 'label' });
    const found = preview(subject, [
      { method: 'exact-dedup' },
      { method: 'smote', values: { strategy: 0.25 } },
    ]);
    expect(found.before).toMatchObject({ rows: 11183, duplicateRows: 3334 });
    expect(found.before.imbalanceRatio).toBeCloseTo(10923 / 260, 12);
    expect(found.after).toMatchObject({ rows: 9493, duplicateRows: 0 });
    const shares = [7595 / 9493, 1898 / 9493];
    expect(found.after.effectiveClasses).toBeCloseTo(
      Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0)),
      12,
    );
    expect(found.classes).toEqual([
      { value: "'-1'", kept: 7595, repeated: 0, made: 0, removed: 3328, after: 7595 },
      { value: "'1'", kept: 254, repeated: 0, made: 1644, removed: 6, after: 1898 },
    ]);
    expect(found.rows).toEqual({ kept: 7849, repeated: 0, made: 1644, removed: 3334 });
    expect(found.steps.map(({ change }) => change)).toEqual([-3334, 1644]);
    const kinds = found.scatter!.points.map(({ kind }) => kind);
    expect(
      ['common', 'rare', 'made'].map((kind) => kinds.filter((k) => k === kind).length),
    ).toEqual([450, 150, 200]);
  });

  it('shows weights as shares', () => {
    const found = preview(FIXTURE_A, [{ method: 'class-weights' }]);
    expect(found.before.classes.map(({ weight }) => weight)).toEqual([undefined, undefined]);
    expect(found.after.classes.map(({ count }) => count)).toEqual([11, 5]);
    for (const { weight } of found.after.classes) expect(weight).toBeCloseTo(0.5, 5);
    expect(found.after.imbalanceRatio).toBeCloseTo(1, 5);
    expect(found.after.effectiveClasses).toBeCloseTo(2, 5);
  });

  it('draws the two columns that tell the classes apart, all rows of small files', () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      `${(i * 7) % 40}.5`,
      `${i}.5`,
      `${i * 3 + ((i * 11) % 5)}.25`,
      i < 10 ? 'rare' : 'most',
    ]);
    const subject = given(tableOf(['noise', 'b', 'c', 'y'], rows), { y: 'label' });
    const { scatter } = preview(subject, [{ method: 'random-oversample' }]);
    expect(scatter!.planes[0]!.map(({ columns }) => columns[0]).sort()).toEqual([1, 2]);
    expect(scatter!.points).toHaveLength(40);
  });

  it('does without a label and without numbers', () => {
    const subject = given(tableOf(['a'], [['p'], ['p'], ['q']]));
    const found = preview(subject, [{ method: 'exact-dedup' }]);
    expect(found.before).toEqual({
      rows: 3,
      imbalanceRatio: null,
      effectiveClasses: null,
      duplicateRows: 1,
      classes: [],
    });
    expect(found.classes).toEqual([]);
    expect(found.scatter).toBeNull();
  });
});
