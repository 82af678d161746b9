import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CrossFileContainment } from '../../../src/engine/metrics/duplicates/cross-file-containment';
import { joinTables } from '../../../src/engine/table/join-tables';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const joined = (files: Readonly<Record<string, readonly string[]>>) =>
  joinTables(
    Object.entries(files).map(([name, cells]) => ({
      name,
      table: tableOf(
        ['x'],
        cells.map((cell) => [cell]),
      ),
    })),
    [{ name: '_file', role: 'ignored', values: Object.keys(files) }],
    () => undefined,
  );

const roles = { label: null, others: { x: 'feature' } } as const;

const measured = (files: Readonly<Record<string, readonly string[]>>) =>
  figures<CrossFileContainment>(joined(files), 'cross-file-containment', { roles });

describe('cross-file-containment', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('cross-file-containment')) {
    test(name, () => {
      const { a, b } = input as { a: string[]; b: string[] };
      const { files, pairs } = measured({ a, b });
      const { jaccard, childInParent, parentInChild, child } = pairs[0]!;
      expect(child).toBe('b');
      const [first, second] = files;
      const fromJaccard =
        (jaccard * (first!.distinct + second!.distinct)) / (1 + jaccard) / first!.distinct;
      const found = {
        jaccard,
        containmentAinB: parentInChild,
        containmentBinA: childInParent,
        fromJaccard,
      };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('equals sets of rows, whatever the files', () => {
    const cells = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(cells, cells, cells, (a, b, c) => {
        const files = { a, b, c };
        const { files: sizes, pairs } = measured(files);
        for (const { name, rows, distinct } of sizes) {
          const own = files[name as 'a'];
          expect([rows, distinct]).toEqual([own.length, new Set(own).size]);
        }
        for (const [one, other] of [
          ['a', 'b'],
          ['a', 'c'],
          ['b', 'c'],
        ] as const) {
          const [mine, others] = [new Set(files[one]), new Set(files[other])];
          const shared = [...mine].filter((cell) => others.has(cell)).length;
          const pair = pairs.find(
            ({ child, parent }) => [child, parent].sort().join('') === one + other,
          );
          expect(pair?.shared ?? 0).toBe(shared);
          if (!pair) continue;
          expect(pair.childInParent).toBe(shared / Math.min(mine.size, others.size));
          expect(pair.same).toBe([...files[one]].sort().join() === [...files[other]].sort().join());
        }
      }),
    );
  });

  test('says which file is another one, and which is within another', () => {
    const files = {
      'a.csv': ['1', '2', '2'],
      'b.csv': ['2', '1', '2'],
      'c.csv': ['2', '9', '1', '3'],
    };
    const run = audit(joined(files), { only: ['cross-file-containment'], roles });
    expect(run.report.alerts.map(({ code, value }) => [code, value])).toEqual([
      ['same-rows-in-two-files', 1],
      ['file-within-another', 2],
    ]);
    expect([...run.evidence.get('cross-file-containment/shared')!.rows]).toEqual([
      0, 1, 2, 3, 4, 5, 6, 8,
    ]);
  });

  test('does not apply to one file', () => {
    const { metrics } = audit(tableOf(['x'], [['1']]), { roles }).report;
    expect(metrics['cross-file-containment']).toEqual({
      notApplicable: 'One file was read, not several.',
    });
  });
});
