import { describe, expect, it } from 'vitest';
import { previewRun } from '../../../src/engine/preview/preview-run';
import { tableOf } from '../../../src/engine/table/table';
import { opened } from '../../fixtures/memory-backing';
import { given, run, type Given } from './run';

const ROWS = 600;

/** Every tenth row is an earlier one; numbers differ in spelling. */
const EXACT = tableOf(
  ['text', 'x', 'z', 'group', 'y'],
  Array.from({ length: ROWS }, (_, i) => {
    const of = i % 10 === 9 ? i - 9 : i;
    return [
      `row ${String(of)}`,
      `${String(of * 3)}.5${i % 10 === 9 ? '0' : ''}`,
      of % 50 === 0 ? 'NA' : String((of * 7919) % 1009),
      'ab'[of % 2]!,
      of % 6 === 0 ? 'rare' : 'common',
    ];
  }),
);
const OPEN = [0, 1, 2];

const RECIPES: Record<string, Parameters<typeof run>[1]> = {
  'under-sampling': [{ method: 'random-undersample' }],
  'weighing the classes': [{ method: 'class-weights' }],
  'removing copies': [{ method: 'exact-dedup' }],
  'marking copies': [{ method: 'exact-dedup', values: { keep: 'all' } }],
  'repeating rows': [{ method: 'random-oversample' }],
  'under-sampling, then removing copies': [
    { method: 'random-undersample', values: { strategy: 0.5, shuffle: true } },
    { method: 'exact-dedup', values: { keep: 'last', clusterSize: true } },
  ],
  'repeating rows, then removing copies': [
    { method: 'random-oversample' },
    { method: 'exact-dedup' },
  ],
};

describe('recipes on open columns', () => {
  it.each(Object.entries(RECIPES))('%s: the same, and no cell is loaded', (_, steps) => {
    const { table, asked } = opened(EXACT, OPEN);
    const held = given(EXACT, { y: 'label', group: 'group' });
    const open: Given = { ...held, table };
    const [exact, lazy] = [held, open].map((subject) => {
      const result = run(subject, steps, { seed: 3 });
      const preview = previewRun(subject.table, subject, result, () => undefined);
      return { result, preview };
    });
    const { plan } = lazy!.result;
    expect(plan.rows).toEqual(exact!.result.plan.rows);
    expect(plan.order).toEqual(exact!.result.plan.order);
    expect(plan.removed).toEqual(exact!.result.plan.removed);
    expect(plan.guards).toEqual(exact!.result.plan.guards);
    const cells = [lazy!, exact!].map(({ result }) =>
      result.plan.columns.map(({ text }) => Array.from(plan.rows, (_row, output) => text(output))),
    );
    expect(cells[0]).toEqual(cells[1]);
    const figures = [lazy!, exact!].map(({ preview: found }) => ({ ...found, scatter: null }));
    expect(figures[0]).toEqual(figures[1]);
    expect(lazy!.preview.scatter!.planes[0]).toEqual(exact!.preview.scatter!.planes[0]);
    expect(lazy!.preview.scatter!.points.length).toBeGreaterThan(100);
    expect(asked.loaded).toEqual([]);
  });

  it('loads what a method works on, and nothing else', () => {
    const { table, asked } = opened(EXACT, OPEN);
    const held = given(EXACT, { y: 'label', text: 'ignored' });
    const steps = [{ method: 'smote', values: { missing: 'impute' } }, { method: 'exact-dedup' }];
    const [exact, lazy] = [held, { ...held, table }].map((subject) => run(subject, steps).plan);
    expect(lazy!.rows).toEqual(exact!.rows);
    expect(lazy!.made!.count).toBe(exact!.made!.count);
    expect([...new Set(asked.loaded)].sort()).toEqual([1, 2]);
  });
});
