import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptInstead } from '../../../src/engine/plan/removed-rows';
import { Dataset } from '../../../src/files/dataset';
import type { SetAnswer, SetSearch } from '../../../src/protocol/messages';
import { DATA, Folder } from './folder';

const ROLES = { label: 'survived' } as const;
const SEARCH: SetSearch = { kind: 'exact', values: {}, roles: ROLES };
let folder: Folder;
let dataset: Dataset;
beforeAll(async () => {
  folder = new Folder();
  const path = join(folder.path, 'titanic.csv');
  copyFileSync(join(DATA, 'titanic.csv'), path);
  dataset = new Dataset({});
  await dataset.open({ kind: 'file', path }, {});
});
afterAll(() => {
  dataset.close();
  folder.remove();
});

const page = (offset = 0, limit = 100) =>
  dataset.sets({ search: SEARCH, order: 'largest', filter: {}, offset, limit });
const set = (row: number, keep: string, seed = 0): SetAnswer =>
  dataset.set({
    search: SEARCH,
    row,
    offset: 0,
    limit: 100,
    keep: { values: { keep }, seed },
  })!;

describe('sets of a file', () => {
  it('are as many as the audit counts, with the words that tell them apart', () => {
    const { metrics } = dataset.audit({ roles: ROLES });
    const { clusters, largest } = metrics['exact-duplicate-rows'] as {
      clusters: number;
      largest: number;
    };
    const found = page();
    expect([found.all, found.sets.length]).toEqual([clusters, clusters]);
    expect(found.sets[0]!.size).toBe(largest);
    expect(found.sets[0]!.words).toHaveLength(found.naming.length);
    expect(page(50, 100).sets).toEqual(found.sets.slice(50));
  });

  it('follow what the audit was told, such as that spelling counts', () => {
    const settings = { 'exact-duplicate-rows': { mode: 'as-written', normalise: 'case' } };
    const report = dataset.audit({ roles: ROLES, settings });
    const { clusters } = report.metrics['exact-duplicate-rows'] as { clusters: number };
    expect(page().all).toBe(clusters);
    dataset.audit({ roles: ROLES });
  });

  it.each(['first', 'last', 'longest', 'most-complete', 'random'])(
    'keep under `%s` the row that the method keeps',
    (keep) => {
      const step = { method: 'exact-dedup', values: { keep } };
      const { plan } = dataset.plan({ seed: 3, roles: ROLES, steps: [step] });
      const keptAs = new Map(
        [...plan.removed.rows].map((row, i) => [row, keptInstead(plan.removed, i)]),
      );
      for (const { first, size } of page().sets.slice(0, 20)) {
        const opened = set(first, keep, 3);
        const rows = opened.rows.map(({ row }) => row);
        const gone = rows.filter((row) => keptAs.has(row));
        expect(opened.keep).toEqual({
          stays: rows.filter((row) => !keptAs.has(row)),
          leaves: size - 1,
        });
        for (const row of gone) expect(opened.keep).toMatchObject({ stays: [keptAs.get(row)] });
      }
    },
  );

  it('keep all, none, or say why a policy cannot be followed', () => {
    const { first, size } = page().sets[0]!;
    expect(set(first, 'all').keep).toMatchObject({ leaves: 0 });
    expect(set(first, 'none').keep).toEqual({ stays: [], leaves: size });
    expect(set(first, 'newest').keep).toMatchObject({
      reason: expect.stringContaining('timestamp'),
    });
  });

  it('are rows like any others, and a row without a copy is in none', () => {
    const { first, size } = page().sets[0]!;
    const rows = dataset.rows({ kind: 'set', search: SEARCH, row: first }, 0, 500);
    expect(rows.total).toBe(size);
    expect(new Set(rows.rows.map(({ cells }) => cells.join('|'))).size).toBe(1);
    const members = new Set(
      page().sets.flatMap((each) => set(each.first, 'all').rows.map(({ row }) => row)),
    );
    const alone = Array.from({ length: 891 }, (_, row) => row).find((row) => !members.has(row))!;
    expect(dataset.set({ search: SEARCH, row: alone, offset: 0, limit: 9 })).toBeNull();
  });
});
