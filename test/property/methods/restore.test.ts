import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { METHODS } from '../../../src/engine/methods';
import type { Step } from '../../../src/engine/recipe/recipe';
import type { RoleChoice } from '../../../src/engine/roles/roles';
import { Dataset } from '../../../src/files/dataset';
import { Folder } from '../../unit/dataset/folder';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const NAMES = ['id', 'key', 'n', 'text', 'y', 'part'];
const ROLES: RoleChoice = {
  label: 'y',
  text: 'text',
  others: { id: 'id', key: 'entity', part: 'split' },
};

/** Words that repeat, so that texts are equal, nearly equal, or chains of nearly equal ones. */
const text = fc
  .array(fc.constantFrom('one', 'two', 'three', 'four', 'five'), { minLength: 0, maxLength: 9 })
  .map((words) => words.join(' '));
const row = fc.tuple(
  fc.integer({ min: 0, max: 30 }).map(String),
  fc.constantFrom('', 'k1', 'k2', 'k3'),
  fc.integer({ min: 0, max: 900 }).map((n) => String(n / 8)),
  text,
  fc.constantFrom('yes', 'no', ''),
  fc.constantFrom('train', 'train', 'test', ''),
);

const recipes: Record<string, readonly Step[]> = {
  ...Object.fromEntries(
    METHODS.filter(
      ({ family, changes }) => family === 'deduplicate' && changes !== 'adds-rows',
    ).map(({ id }) => [id, [{ method: id }]]),
  ),
  'rows without a key leave': [
    { method: 'key-dedup', values: { key: ['key'], missingKey: 'drop', keep: 'last' } },
  ],
  'whole sets of keys leave': [
    { method: 'drop-all', values: { detector: 'key', key: ['key'], scope: 'all' } },
  ],
  'one step after another': [
    { method: 'exact-dedup', values: { columns: ['text'] } },
    { method: 'cap-per-cluster', values: { detector: 'key', key: ['key'], c: 2, keep: 'random' } },
    { method: 'mark-duplicates' },
  ],
};

/** Lines without the header and without added columns. */
function rowsOf(path: string): string[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines[0]!.split(',').slice(0, NAMES.length)).toEqual(NAMES);
  return lines.slice(1).map((line) => line.split(',').slice(0, NAMES.length).join(','));
}

describe('the output and the removed rows together are the source', () => {
  it.each(Object.entries(recipes))('%s', async (name, steps) => {
    let leaving = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 4, maxLength: 40 }),
        fc.nat(),
        async (rows, seed) => {
          const lines = rows.map((cells) => cells.join(','));
          // Copies of a train row, one of them in test: enough for every method to let some go; and a train row that stays.
          const copy = '99,k9,7.25,one two three four five,yes';
          const other = '97,k8,1.5,nothing like it,no,train';
          lines.push(...Array<string>(6).fill(`${copy},train`), `${copy},test`, other);
          const path = folder.file('rows.csv', `${[NAMES.join(','), ...lines].join('\n')}\n`);
          const dataset = new Dataset();
          await dataset.open({ kind: 'file', path }, {});
          const overrides = ['G-LABELS', 'G-HALF', 'G-TAIL'] as const;
          const recipe = { seed, steps, roles: ROLES, overrides };
          const { written } = dataset.apply(recipe, { token: 't' });
          dataset.close();
          const removed = written.removed === null ? [] : rowsOf(written.removed);
          leaving += removed.length;
          expect([...rowsOf(written.path), ...removed].sort()).toEqual(lines.sort());
          for (const file of [written.path, written.removed, written.recipe]) {
            if (file !== null) folder.delete(file.slice(folder.path.length + 1));
          }
        },
      ),
      { numRuns: 15 },
    );
    // Methods that only add columns may let rows go whose text they leave empty.
    const only = METHODS.find(({ id }) => id === name)?.changes === 'columns';
    if (!only) expect(leaving).toBeGreaterThan(0);
    if (name === 'mark-duplicates') expect(leaving).toBe(0);
  });
});
