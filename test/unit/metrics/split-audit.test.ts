import { describe, expect, test } from 'vitest';
import type { RowOrder } from '../../../src/engine/metrics/profile/row-order';
import type { SplitAudit } from '../../../src/engine/metrics/shift/split-audit';
import { halfWidth } from '../../../src/engine/statistics/half-width';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const ONLY = { only: ['split-audit'] };

/** Rows of a part with a class each: `[part, class, rows]`, and further columns by row. */
function split(
  cells: readonly (readonly [part: string, label: string, rows: number])[],
  more: Readonly<Record<string, (row: number, part: string) => string>> = {},
): Table {
  const rows = cells.flatMap(([part, label, n]) => Array.from({ length: n }, () => [part, label]));
  const dealt = rows.map((_, i) => rows[(i * 7919) % rows.length]!);
  return tableOf(
    ['split', 'label', ...Object.keys(more)],
    dealt.map((row, i) => [...row, ...Object.values(more).map((cell) => cell(i, row[0]!))]),
  );
}

const codes = (table: Table) => audit(table, ONLY).report.alerts.map(({ code }) => code);

describe('split audit', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('split-audit')) {
    test(name, () => {
      const { nTest } = input as { nTest: number };
      expect(differences({ halfWidth: halfWidth(nTest) }, wanted, tol)).toEqual([]);
    });
  }

  test('counts by part are those of counting row by row', () => {
    const roll = dice(4);
    const rows = Array.from({ length: 900 }, () => [
      ['train', 'valid', 'test', ''][roll.below(4)]!,
      ['a', 'b', 'c', ''][roll.below(4)]!,
      'fm'[roll.below(2)]!,
    ]);
    const found = figures<SplitAudit>(tableOf(['split', 'label', 'sex'], rows), 'split-audit');
    const n = (part: string, label?: string) =>
      rows.filter(([p, l]) => p === part && (label === undefined || l === label)).length;
    expect(found.unassigned).toBe(n(''));
    expect(found.parts[0]).toMatchObject({ name: 'train', train: true, rows: n('train') });
    const names = found.parts.map(({ name }) => name);
    for (const { value, rows: counts } of found.classes!.classes)
      expect(counts).toEqual(names.map((part) => n(part, value)));
    names.forEach((part, i) => {
      const share = (of: string, label: string) => n(of, label) / (n(of) - n(of, ''));
      const off = ['a', 'b', 'c'].map((l) => Math.abs(share(part, l) - share('train', l)));
      expect(found.classes!.tv[i]).toBeCloseTo(off.reduce((a, b) => a + b, 0) / 2, 12);
    });
    const cells = ['a', 'b', 'c'].flatMap((label) =>
      ['f', 'm'].map(
        (sex) =>
          rows.filter(([p, l, s]) => (p === 'test' || p === 'valid') && l === label && s === sex)
            .length,
      ),
    );
    expect(found.cells!.smallest.rows).toBe(Math.min(...cells));
    expect(found.cells!.small).toBe(cells.filter((c) => c < 30).length);
  });

  test('a sound split raises nothing, and neither does a file without one', () => {
    expect(
      codes(
        split([
          ['train', 'a', 800],
          ['train', 'b', 300],
          ['test', 'a', 200],
          ['test', 'b', 75],
        ]),
      ),
    ).toEqual([]);
    const { metrics } = audit(loadCsv('titanic.csv'), ONLY).report;
    expect(metrics['split-audit']).toEqual({ notApplicable: 'No column has the role split.' });
  });

  test('random splits of three classes raise nothing', () => {
    for (let seed = 0; seed < 40; seed++) {
      const roll = dice(seed);
      const rows = Array.from({ length: 3000 }, () => [
        roll.next() < 0.8 ? 'train' : 'test',
        'aaabbc'[roll.below(6)]!,
      ]);
      expect(codes(tableOf(['split', 'label'], rows))).toEqual([]);
    }
  });

  test('a class that test lacks, and one that train lacks, are one error', () => {
    const run = audit(
      split([
        ['train', 'a', 500],
        ['train', 'b', 100],
        ['test', 'a', 150],
        ['test', 'c', 40],
      ]),
      ONLY,
    );
    expect(run.report.alerts[0]).toMatchObject({
      code: 'class-absent',
      severity: 'error',
      title: '`train` has no row of `c`, of which the other parts have 40',
      value: 2,
      columns: [1, 0],
      remedies: [{ method: 'stratified-split', values: { scope: 'all' } }],
    });
    expect(run.report.alerts[0]!.message).toContain('`b` in `test`');
  });

  test('a class of a few rows may be absent by chance', () => {
    expect(
      codes(
        split([
          ['train', 'a', 900],
          ['train', 'b', 9],
          ['test', 'a', 200],
        ]),
      ),
    ).toEqual([]);
  });

  test('labels that are kept back or spelled otherwise are told of elsewhere', () => {
    const spelled = split([
      ['train', 'yes', 300],
      ['train', 'no', 300],
      ['test', 'yes.', 100],
      ['test', 'no.', 100],
    ]);
    expect(codes(spelled)).toEqual([]);
    const kept = split([
      ['train', 'yes', 300],
      ['train', 'no', 300],
      ['test', '', 200],
    ]);
    expect(codes(kept)).toEqual([]);
  });

  test('a small part, and a part that is small beside train', () => {
    const small = audit(
      split([
        ['train', 'a', 500],
        ['train', 'b', 500],
        ['test', 'a', 40],
        ['test', 'b', 8],
      ]),
      ONLY,
    );
    expect(small.report.alerts).toMatchObject([
      {
        code: 'small-part',
        severity: 'warning',
        title: '`test` has 48 rows: an accuracy is known to ±14.1 points',
      },
      { code: 'class-shares-differ' },
    ]);
    const cells = (rows: number) =>
      split([
        ['train', 'a', 30_000],
        ['train', 'b', 30_000],
        ['test', 'a', rows],
        ['test', 'b', rows],
      ]);
    expect(codes(cells(200))).toEqual(['small-part']);
    // One in a hundred is enough where it is many.
    expect(codes(cells(500))).toEqual([]);
  });

  test('few rows of a class: a split by class only where it would help', () => {
    const alert = (train: number, test: number) =>
      audit(
        split([
          ['train', 'a', 800],
          ['train', 'b', train],
          ['test', 'a', 200],
          ['test', 'b', test],
        ]),
        ONLY,
      ).report.alerts.find(({ code }) => code === 'few-rows-of-class');
    expect(alert(90, 3)).toMatchObject({ value: 3, remedies: [{ method: 'stratified-split' }] });
    expect(alert(20, 5)).toMatchObject({ value: 5, remedies: [] });
    expect(alert(12, 3)).toBeUndefined();
    expect(alert(40, 10)).toBeUndefined();
  });

  test('class shares that differ by more than chance', () => {
    const run = audit(
      split([
        ['train', 'a', 700],
        ['train', 'b', 300],
        ['test', 'a', 180],
        ['test', 'b', 120],
      ]),
      ONLY,
    );
    expect(run.report.alerts).toMatchObject([
      {
        code: 'class-shares-differ',
        severity: 'info',
        title: '`b` is 30.0% of train and 40.0% of `test`',
        threshold: 0.05,
      },
    ]);
    expect(run.report.alerts[0]!.value).toBeCloseTo(0.1, 12);
    const few = split([
      ['train', 'a', 700],
      ['train', 'b', 300],
      ['test', 'a', 64],
      ['test', 'b', 38],
    ]);
    expect(figures<SplitAudit>(few, 'split-audit').classes!.tv[1]).toBeGreaterThan(0.05);
    expect(codes(few)).toEqual([]);
  });

  test('in order of time, classes may have moved', () => {
    const table = split(
      [
        ['train', 'a', 700],
        ['train', 'b', 300],
        ['test', 'a', 180],
        ['test', 'b', 120],
      ],
      {
        date: (row, part) =>
          `20${part === 'train' ? '21' : '22'}-${String(1 + (row % 12)).padStart(2, '0')}-15`,
      },
    );
    const found = figures<SplitAudit>(table, 'split-audit');
    expect(found.times).toEqual({
      column: 'date',
      parts: [
        { first: '2021-01-15', last: '2021-12-15' },
        { first: '2022-01-15', last: '2022-12-15' },
      ],
      inOrder: true,
    });
    expect(audit(table, ONLY).report.alerts).toMatchObject([{ remedies: [] }]);
  });

  test('sites that train has all of', () => {
    const cells = [
      ['train', 'a', 400],
      ['train', 'b', 400],
      ['test', 'a', 100],
      ['test', 'b', 100],
    ] as const;
    const known = split(cells, { site: (row) => `s${String(row % 6)}` });
    expect(audit(known, ONLY).report.alerts).toMatchObject([
      {
        code: 'known-domains',
        severity: 'info',
        value: 6,
        remedies: [{ method: 'group-split', values: { groups: ['site'] } }],
      },
    ]);
    const apart = split(cells, {
      site: (row, part) => `${part === 'test' ? 't' : 's'}${String(row % 6)}`,
    });
    expect(codes(apart)).toEqual([]);
    expect(figures<SplitAudit>(apart, 'split-audit').domains).toMatchObject([
      { values: 6, shared: 0, rows: 200, sharedRows: 0 },
    ]);
  });

  test('made rows to evaluate on, unless their relatives tell it', () => {
    const cells = [
      ['train', 'a', 400],
      ['train', 'b', 400],
      ['test', 'a', 100],
      ['test', 'b', 100],
    ] as const;
    const made = { _synthetic: (row: number) => String(row % 50 === 0) };
    const run = audit(split(cells, made), ONLY);
    const { rows } = run.evidence.get('split-audit/made')!;
    expect(run.report.alerts).toMatchObject([
      { code: 'made-rows-in-evaluation', severity: 'error', value: rows.length },
    ]);
    expect(rows.every((row) => row % 50 === 0)).toBe(true);
    const related = { ...made, _family: (row: number) => String(row % 3) };
    expect(codes(split(cells, related))).toEqual([]);
    const copies = split(cells, { _copy: (row) => String(row % 2) });
    expect(codes(copies)).toEqual(['made-rows-in-evaluation']);
  });

  test('files that follow each other are no order of rows', () => {
    // Two shuffled files, joined: as in train.csv and test.csv with other labels.
    const roll = dice(8);
    const rows = Array.from({ length: 1200 }, (_, i) => [
      i < 800 ? 'train' : 'test',
      (i < 800 ? 'ab' : 'cd')[roll.below(2)]!,
      String(roll.next() + (i < 800 ? 0 : 1)),
      String(roll.next()),
    ]);
    const table = tableOf(['split', 'label', 'x', 'y'], rows);
    expect(audit(table, { only: ['row-order'] }).report.alerts).toEqual([]);
    const { label, neighbours } = figures<RowOrder>(table, 'row-order');
    expect(label).toMatchObject({ rows: 800, classCount: 2 });
    expect(neighbours!.of).toBe(800);
  });
});
