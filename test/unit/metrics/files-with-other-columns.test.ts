import { describe, expect, test } from 'vitest';
import type { CrossFileContainment } from '../../../src/engine/metrics/duplicates/cross-file-containment';
import { joinTables } from '../../../src/engine/table/join-tables';
import { tableOf } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { dice } from '../../dice';
import { audit, figures } from './auditing';

type File = readonly [columns: readonly string[], rows: readonly (readonly string[])[]];

const joined = (files: Readonly<Record<string, File>>) =>
  joinTables(
    Object.entries(files).map(([name, [columns, rows]]) => ({
      name,
      table: tableOf(
        [...columns],
        rows.map((row) => [...row]),
      ),
    })),
    [{ name: '_file', role: 'ignored', values: Object.keys(files) }],
    () => undefined,
  );

const request = {
  roles: { label: null, others: { a: 'feature', b: 'feature', c: 'feature' } },
} as const;
const measured = (files: Readonly<Record<string, File>>) =>
  figures<CrossFileContainment>(joined(files), 'cross-file-containment', request);

describe('files with fewer columns', () => {
  const SEED = 7;
  const die = dice(SEED);
  const cell = (n: number) => String(die.below(n));
  const all = Array.from({ length: 60 }, () => [cell(40), `v${cell(9)}`, cell(5)]);
  const two = (rows: readonly (readonly string[])[]) => rows.map(([a, b]) => [a!, b!]);
  const whole: File = [['a', 'b', 'c'], all];

  test('share with others what sets of their columns share', () => {
    const within: File = [['a', 'b'], two(all.slice(10, 30))];
    // One row that no other file has, within the range of `a`.
    const partly: File = [
      ['a', 'b'],
      [...two(all.slice(0, 5)), [all[0]![0]!, 'none']],
    ];
    const found = measured({ whole, within, partly });
    const keys = (rows: readonly (readonly string[])[]) => new Set(two(rows).map(String));
    const parent = keys(all);
    for (const [name, [, rows]] of Object.entries({ within, partly })) {
      const own = keys(rows);
      const shared = [...own].filter((each) => parent.has(each)).length;
      const of = found.projections.find(({ child }) => child === name)!;
      expect(of, `seed ${String(SEED)}`).toMatchObject({
        parent: 'whole',
        columns: ['a', 'b'],
        more: 1,
        distinct: own.size,
        shared,
        childInParent: shared / own.size,
        parentInChild: shared / parent.size,
      });
    }
    expect(found.pairs.map(({ child, parent: other }) => [child, other].sort())).toEqual(
      [['partly', 'within']].filter(() =>
        two(partly[1]).some((row) => keys(within[1]).has(String(row))),
      ),
    );
  });

  test('are ruled out by a number beyond the other’s, without a look at rows', () => {
    const beyond: File = [
      ['a', 'b'],
      [...two(all.slice(0, 5)), ['40', 'v1']],
    ];
    const found = measured({ whole, beyond });
    expect(found.projections).toEqual([]);
    expect(found.ruledOut).toEqual([{ child: 'beyond', parent: 'whole', column: 'a' }]);
  });

  test('that are wholly within another are said to be', () => {
    const within: File = [['a', 'b'], two(all.slice(10, 30))];
    const { alerts } = audit(joined({ whole, within }), {
      ...request,
      only: ['cross-file-containment'],
    }).report;
    expect(alerts).toMatchObject([{ code: 'file-within-fewer-columns', value: 1 }]);
    expect(alerts[0]!.message).toMatch(/^As `within`, all \d+ different rows of which are in/);
  });

  test('with other columns than another are no part of it', () => {
    const other: File = [['a', 'd'], [[all[0]![0]!, 'x']]];
    const { projections, ruledOut } = measured({ whole, other });
    expect([projections, ruledOut]).toEqual([[], []]);
  });
});

describe('labels of two files', () => {
  const names = ['adult-train.csv', 'adult-test.csv'];
  const both = joinTables(
    names.map((name) => ({ name, table: loadCsv(name, { header: false }) })),
    [{ name: '_file', role: 'ignored', values: names }],
    () => undefined,
  );

  test('that agree only when respelled are an error with its remedy', () => {
    const { alerts } = audit(both, {
      only: ['cross-file-containment'],
      roles: { label: '#15' },
    }).report;
    expect(alerts[0]).toMatchObject({
      code: 'labels-spelled-apart',
      severity: 'error',
      columns: [14],
      title: '`adult-train.csv` and `adult-test.csv` have no label of `column_15` in common',
      message:
        'They agree without case and closing punctuation: `<=50K` is `<=50K.` in `adult-test.csv`. Read as one, 2 classes become 4: spell the labels alike first.',
      remedies: [{ method: 'merge-label-variants' }],
    });
  });

  test('that share one, or are other classes, are none', () => {
    const of = (...labels: string[][]) =>
      figures<CrossFileContainment>(
        joinTables(
          labels.map((own, i) => ({
            name: `f${String(i)}`,
            table: tableOf(
              ['x', 'y'],
              own.map((label, row) => [String(row), label]),
            ),
          })),
          [{ name: '_file', role: 'ignored', values: labels.map((_, i) => `f${String(i)}`) }],
          () => undefined,
        ),
        'cross-file-containment',
        { roles: { label: 'y' } },
      ).labels;
    expect(of(['a', 'b'], ['a', 'B'])).toEqual([]);
    expect(of(['a', 'b'], ['c', 'd'])).toEqual([]);
    expect(of(['a', 'b'], ['A', 'B'])).toMatchObject([
      { files: ['f0', 'f1'], written: 4, agreed: 2, example: ['a', 'A'] },
    ]);
  });
});
