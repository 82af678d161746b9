import { describe, expect, test } from 'vitest';
import type { SplitLeakage } from '../../../src/engine/metrics/duplicates/split-leakage';
import { fileSource } from '../../../src/engine/metrics/duplicates/parts/shared-values';
import { labelSpelling } from '../../../src/engine/metrics/duplicates/parts/label-spelling';
import { joinTables } from '../../../src/engine/table/join-tables';
import type { RoleChoice } from '../../../src/engine/roles/roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { loadCsv } from '../../fixtures/load';
import { given, run } from '../methods/run';
import { audit, figures } from './auditing';
import { examplesOf } from './examples';

const leaks = (table: Table, roles: RoleChoice = {}) =>
  figures<SplitLeakage>(table, 'split-leakage', { roles });

const alertsOf = (table: Table, roles: RoleChoice = {}) =>
  audit(table, { only: ['split-leakage'], roles }).report.alerts;

const joined = (train: Table, test: Table) =>
  joinTables(
    [
      { name: 'train.csv', table: train },
      { name: 'test.csv', table: test },
    ],
    [{ name: '_split', role: 'split', values: ['train', 'test'] }],
    () => undefined,
  );

/** Evaluation rows that equal a train row in some columns, by joined texts. */
function bruteForce(table: Table, columns: readonly number[], split: number): number[] {
  const texts = (row: number) =>
    columns
      .map((c) => table.columns[c]!.dictionary.text(table.columns[c]!.codes[row]!))
      .join('\u0000');
  const part = (row: number) => {
    const { codes, dictionary } = table.columns[split]!;
    return dictionary.text(codes[row]!);
  };
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  const train = new Set(rows.filter((row) => part(row) === 'train').map(texts));
  return rows.filter((row) => part(row) !== 'train' && train.has(texts(row)));
}

describe('split-leakage: worked examples', () => {
  for (const { name, input, params, expect: wanted } of examplesOf('split-leakage')) {
    test(name, () => {
      if ('rows' in input) {
        const { columns, rows } = input as { columns: string[]; rows: string[][] };
        const { label, split } = params as { label: string; split: string };
        const roles = { label, others: { [split]: 'split' } } as const;
        expect(leaks(tableOf(columns, rows), roles)).toMatchObject(wanted);
        return;
      }
      const files = input as { train: string; test: string; label: string };
      const table = joined(
        loadCsv(files.train, { header: false }),
        loadCsv(files.test, { header: false }),
      );
      const roles = { label: files.label, others: { _split: 'split' } } as const;
      const found = leaks(table, roles);
      const { severity, ...figuresOf } = wanted;
      expect(found).toMatchObject(figuresOf);
      const alert = alertsOf(table, roles).find(({ code }) => code === 'rows-in-two-parts')!;
      expect(alert).toMatchObject({ severity, rowCount: 26 });
      expect(found.rows).toBe(bruteForce(table, found.compared, 15).length);
    });
  }
});

describe('adult, train and test', () => {
  const table = joined(
    loadCsv('adult-train.csv', { header: false }),
    loadCsv('adult-test.csv', { header: false }),
  );
  const roles: RoleChoice = { label: '#15', others: { _split: 'split' } };

  test('have no label in common, but for the full stop of the test file', () => {
    const alert = alertsOf(table, roles).find(({ code }) => code === 'no-label-in-common')!;
    expect(alert).toMatchObject({
      severity: 'error',
      columns: [14],
      title: '`test` and train have no label of `column_15` in common',
    });
    expect(alert.message).toMatch(
      /^They agree without case and closing punctuation: `<=50K\.` is `<=50K` in train\./,
    );
    expect(leaks(table, roles).labels).toEqual({
      column: 'column_15',
      shared: 0,
      train: 2,
      evaluation: 2,
      spelling: 'without case and closing punctuation',
      example: ['<=50K', '<=50K.'],
    });
  });

  test('leaked rows are told with and without the same answer', () => {
    const { sameLabel, otherLabel, cleanRows } = leaks(table, roles);
    const labels = (row: number) => {
      const { codes, dictionary } = table.columns[14]!;
      return dictionary.text(codes[row]!).replace(/\.$/, '');
    };
    const columns = Array.from({ length: 14 }, (_, i) => i);
    const found = bruteForce(table, columns, 15);
    const key = (row: number) =>
      JSON.stringify(
        columns.map((c) => table.columns[c]!.dictionary.text(table.columns[c]!.codes[row]!)),
      );
    const answers = new Map<string, Set<string>>();
    for (let row = 0; row < 32561; row++) {
      answers.set(key(row), (answers.get(key(row)) ?? new Set()).add(labels(row)));
    }
    const same = found.filter((row) => answers.get(key(row))!.has(labels(row))).length;
    expect([sameLabel, otherLabel]).toEqual([same, 26 - same]);
    expect(cleanRows).toBe(16281 - 26);
  });

  test('the remedy removes the train rows and nothing else', () => {
    const alert = alertsOf(table, roles).find(({ code }) => code === 'rows-in-two-parts')!;
    const { method, values } = alert.remedies[0]!;
    const subject = given(table, { column_15: 'label', _split: 'split' });
    const { plan } = run(subject, [{ method, values: values! }]);
    const leaked = new Set(
      bruteForce(
        table,
        Array.from({ length: 14 }, (_, i) => i),
        15,
      ),
    );
    expect(plan.removed.count).toBeGreaterThan(20);
    expect(Math.max(...plan.removed.rows)).toBeLessThan(32561);
    const kept = [...plan.rows];
    expect(kept.filter((row) => leaked.has(row))).toHaveLength(26);
    const cells = (row: number) =>
      table.columns.map(({ codes, dictionary }) => dictionary.text(codes[row]!));
    const left = tableOf(
      table.columns.map(({ name }) => name),
      kept.map(cells),
    );
    expect(leaks(left, roles).rows).toBe(0);
  });
});

describe('split-leakage', () => {
  const names = ['text', 'who', 'day', 'y', 'part'];
  const rows = [
    ['Hello  World', 'ann', '2024-01-01', 'a', 'train'],
    ['some other', 'bob', '2024-03-01', 'b', 'train'],
    ['hello world', 'cid', '2024-04-01', 'a', 'test'],
    ['new one', 'bob', '2024-02-01', 'a', 'test'],
    ['hello, world 7', 'dan', '2024-05-01', 'b', 'valid'],
    ['nobody', 'eve', '2024-06-01', 'b', ''],
  ];
  const table = tableOf(names, rows);
  const roles: RoleChoice = {
    label: 'y',
    text: 'text',
    others: { who: 'ignored', day: 'timestamp', part: 'split' },
  };

  test('sets spelling aside level by level', () => {
    const texts = tableOf(
      ['text', 'part'],
      rows.map((row) => [row[0]!, row[4]!]),
    );
    const found = leaks(texts, { label: null, text: 'text', others: { part: 'split' } });
    expect(found.levels).toEqual([
      { level: 'written', rows: 0 },
      { level: 'n1', rows: 0 },
      { level: 'n2', rows: 1 },
      { level: 'n3', rows: 2 },
    ]);
    expect(found).toMatchObject({ rows: 0, trainRows: 2, evaluationRows: 3, cleanRows: 2 });
    const [alert] = alertsOf(texts, { label: null, text: 'text', others: { part: 'split' } });
    expect(alert).toMatchObject({
      code: 'rows-in-two-parts',
      severity: 'error',
      title: '1 row of `test` and `valid` is also in `train`',
      remedies: [
        { method: 'remove-leaks', values: { near: false } },
        { method: 'duplicate-aware-split' },
      ],
    });
  });

  test('finds entities on both sides', () => {
    const others = { who: 'entity', day: 'timestamp', part: 'split' } as const;
    const found = leaks(table, { ...roles, others });
    expect(found.shared).toEqual([
      { column: 'who', kind: 'entity', values: 3, shared: 1, rows: 1 },
      { column: 'who', kind: 'moment', values: 3, shared: 0, rows: 0 },
    ]);
    const alert = alertsOf(table, { ...roles, others }).find(
      ({ code }) => code === 'entities-in-two-parts',
    );
    expect(alert).toMatchObject({ severity: 'error', rowCount: 1 });
  });

  test('finds entities at the same time, titles and beginnings of file names on both sides', () => {
    const sources = tableOf(
      ['who', 'day', 'title', 'file', 'part'],
      [
        ['ann', '2024-01-01', 'On sets', 'scans/p12_01.png', 'train'],
        ['bob', '2024-01-02', 'On bags', 'scans/p13_01.png', 'train'],
        ['ann', '2024-01-01', 'On lists', 'scans/p12_02.png', 'test'],
        ['bob', '2024-01-01', 'On bags', 'scans/p14_01.png', 'test'],
        ['', '2024-01-02', 'On trees', 'other/p13_01.png', 'test'],
      ],
    );
    const others = {
      who: 'entity',
      day: 'timestamp',
      title: 'ignored',
      file: 'ignored',
      part: 'split',
    } as const;
    expect(leaks(sources, { label: null, others }).shared).toEqual([
      { column: 'who', kind: 'entity', values: 2, shared: 2, rows: 2 },
      { column: 'title', kind: 'title', values: 3, shared: 1, rows: 1 },
      { column: 'file', kind: 'file', values: 3, shared: 1, rows: 1 },
      { column: 'who', kind: 'moment', values: 2, shared: 1, rows: 1 },
    ]);
  });

  test.each([
    ['scans/p12_03.png', 'scans/p12'],
    ['a-b-c.tar', 'a-b'],
    ['alone.txt', 'alone'],
    ['dir_1/alone', 'dir_1/alone'],
    ['d/_hidden', 'd/_hidden'],
    ['.profile', ''],
  ])('the source of %s is %s', (name, source) => {
    expect(fileSource(name)).toBe(source);
  });

  const seed = Date.now() >>> 0;
  test(`finds numbers that are nearly in train, as brute force does (seed ${seed})`, () => {
    const die = dice(seed);
    const point = () => Array.from({ length: 3 }, () => die.next() * 10);
    const train = Array.from({ length: 120 }, point);
    const moved = (by: number) =>
      train[die.below(120)]!.map((value) => value + (die.next() - 0.5) * by);
    const cells = [
      ...train.map((own) => [own, 'train'] as const),
      ...Array.from({ length: 60 }, () => [point(), 'test'] as const),
      ...Array.from({ length: 30 }, (_, i) => [moved(i % 2 ? 0.1 : 0.5), 'test'] as const),
    ].map(([own, part]) => [
      ...own.map((value) => value.toFixed(5)),
      die.below(2) ? 'red' : 'blue',
      part,
    ]);
    const numbers = cells.map((row) => row.slice(0, 3).map(Number));
    const scaled = [0, 1, 2].map((c) => {
      const mean = numbers.reduce((sum, row) => sum + row[c]!, 0) / numbers.length;
      const spread = numbers.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / numbers.length;
      return numbers.map((row) => (row[c]! - mean) / Math.sqrt(spread));
    });
    const distance = (a: number, b: number) =>
      Math.sqrt(scaled.reduce((sum, of) => sum + (of[a]! - of[b]!) ** 2, 0));
    const all = [...cells.keys()];
    const tested = all.slice(120);
    const nearest = tested
      .map((a) => Math.min(...all.filter((b) => b !== a).map((b) => distance(a, b))))
      .sort((a, b) => a - b);
    const cut = 0.13 * ((nearest[44]! + nearest[45]!) / 2);
    const wanted = tested.filter((a) =>
      all.slice(0, 120).some((b) => distance(a, b) < cut && cells[a]![3] === cells[b]![3]),
    );
    const table = tableOf(['a', 'b', 'c', 'colour', 'part'], cells);
    const choice: RoleChoice = { label: null, others: { part: 'split', colour: 'feature' } };
    expect(leaks(table, choice)).toMatchObject({
      rows: 0,
      nearNumbers: {
        of: 'numbers',
        columns: ['a', 'b', 'c'],
        threshold: 0.13,
        rows: wanted.length,
      },
      numbersUnsearched: null,
      cleanRows: 90 - wanted.length,
    });
    const found = audit(table, { only: ['split-leakage'], roles: choice });
    expect([...found.evidence.get('split-leakage/numbers')!.rows]).toEqual(wanted);
    expect(found.report.alerts).toMatchObject([
      { code: 'near-numbers-in-two-parts', severity: 'error', rowCount: wanted.length },
    ]);
  });

  test('finds rows that are not later than train', () => {
    expect(leaks(table, roles).time).toEqual({ column: 'day', rows: 3, notLater: 1 });
    const alert = alertsOf(table, roles).find(({ code }) => code === 'not-later-than-train');
    expect(alert).toMatchObject({ severity: 'warning', rowCount: 1 });
  });

  test('finds copies that were made before the split', () => {
    const made = tableOf(
      ['x', '_family', 'part'],
      [
        ['1.5', '0', 'train'],
        ['2.5', '1', 'train'],
        ['1.7', '0', 'test'],
        ['9.5', '7', 'test'],
      ],
    );
    const choice: RoleChoice = { label: null, others: { part: 'split', _family: 'ignored' } };
    expect(leaks(made, choice)).toMatchObject({ rows: 0, cleanRows: 1 });
    expect(alertsOf(made, choice)).toMatchObject([
      { code: 'relatives-in-two-parts', severity: 'error', rowCount: 1 },
    ]);
  });

  test('compares what a model may see: not what is ignored', () => {
    const rows = [
      ['1.5', 'a', 'train'],
      ['1.5', 'b', 'test'],
    ];
    const table = tableOf(['x', 'note', 'part'], rows);
    const choice = (note: 'ignored' | 'feature'): RoleChoice => ({
      label: null,
      others: { part: 'split', note },
    });
    expect(leaks(table, choice('ignored'))).toMatchObject({ rows: 1, cleanRows: 0 });
    expect(leaks(table, choice('feature'))).toMatchObject({ rows: 0, cleanRows: 1 });
  });

  test('finds texts that are nearly in train, each evaluation row once', () => {
    const words = Array.from({ length: 40 }, (_, i) => `w${String(i)}`);
    const textOf = (changed: readonly number[]) =>
      words.map((word, i) => (changed.includes(i) ? `x${String(i)}` : word)).join(' ');
    const texts: readonly (readonly [string, string])[] = [
      [textOf([]), 'train'],
      [textOf([39]), 'train'],
      // One word at the end changes one run of five words of 36, the middle changes five.
      [textOf([0]), 'test'],
      [textOf([20]), 'test'],
      [textOf([]), 'test'],
      [textOf([5, 12, 20, 30]), 'test'],
      // Nearly equal to a test row alone.
      [textOf([5, 12, 20, 30, 39]), 'test'],
    ];
    const near = tableOf(['text', 'part'], texts);
    const choice: RoleChoice = { label: null, text: 'text', others: { part: 'split' } };
    const shingles = (text: string) => {
      const all = text.split(' ');
      return new Set(all.slice(4).map((_, i) => all.slice(i, i + 5).join(' ')));
    };
    const jaccard = (a: string, b: string) => {
      const [one, other] = [shingles(a), shingles(b)];
      const both = [...one].filter((shingle) => other.has(shingle)).length;
      return both / (one.size + other.size - both);
    };
    const wanted = texts.flatMap(([text, part], row) =>
      part === 'test' &&
      texts.some(([other, where]) => where === 'train' && jaccard(text, other) >= 0.8)
        ? [row]
        : [],
    );
    const run = audit(near, { only: ['split-leakage'], roles: choice });
    expect(leaks(near, choice)).toMatchObject({
      rows: 1,
      near: { column: 'text', threshold: 0.8, rows: wanted.length },
      cleanRows: 5 - wanted.length,
    });
    expect([...run.evidence.get('split-leakage/near')!.rows]).toEqual(wanted);
    expect(wanted.length).toBeGreaterThan(1);
    expect(wanted.length).toBeLessThan(5);
    expect(run.report.alerts.map(({ code }) => code)).toEqual([
      'rows-in-two-parts',
      'near-texts-in-two-parts',
    ]);
  });

  test('compares every two parts, both ways round', () => {
    const parts = tableOf(
      ['x', 'part'],
      [
        ['a', 'train'],
        ['a', 'test'],
        ['a', 'test'],
        ['b', 'valid'],
        ['b', 'test'],
        ['c', 'train'],
      ],
    );
    const choice: RoleChoice = { label: null, others: { part: 'split', x: 'feature' } };
    expect(leaks(parts, choice).matrix).toEqual([
      { from: 'train', to: 'test', rows: 2 },
      { from: 'test', to: 'train', rows: 1 },
      { from: 'test', to: 'valid', rows: 1 },
      { from: 'valid', to: 'test', rows: 1 },
    ]);
  });

  test('ids that begin anew in each part do not make rows dirty', () => {
    const file = (offset: number) =>
      tableOf(
        ['id', 'x'],
        Array.from({ length: 20 }, (_, i) => [String(i), `v${String(i + offset)}`]),
      );
    const both = joined(file(0), file(100));
    const choice: RoleChoice = { label: null, others: { id: 'id', _split: 'split', x: 'feature' } };
    expect(leaks(both, choice)).toMatchObject({ rows: 0, cleanRows: 20 });
    expect(leaks(joined(file(0), file(5)), choice)).toMatchObject({ rows: 15, cleanRows: 0 });
  });

  test('says why it does not apply', () => {
    const none = (partNames: readonly string[]) =>
      audit(
        tableOf(
          ['x', 'part'],
          partNames.map((part, i) => [String(i), part]),
        ),
        {
          only: ['split-leakage'],
          roles: { label: null, others: { part: 'split' } },
        },
      ).report.metrics['split-leakage'];
    expect(none(['a', 'b'])).toEqual({ notApplicable: 'No row of the split is called `train`.' });
    expect(none(['train', 'train'])).toEqual({
      notApplicable: 'Every row of the split is a train row.',
    });
  });
});

describe('labels of two parts', () => {
  test.each([
    [['a', 'b'], ['b', 'c'], '', 1],
    [['Yes', 'No'], ['yes', 'no'], 'without case and repeated spaces', 0],
    [['yes'], [' yes '], 'without outer spaces', 0],
    // Two labels of one part must not become one.
    [['a.', 'a'], ['A!'], null, 0],
    [['1', '-1'], ['up', 'down'], null, 0],
  ])('%j and %j agree %j', (train, evaluation, words, shared) => {
    expect(labelSpelling(train, evaluation)).toMatchObject({ words, shared });
  });
});

describe('templates across the parts', () => {
  const user = (i: number) => `user ${String(i)} logged in from 10.0.0.${String(i)} at noon`;
  const rows = [
    ...Array.from({ length: 40 }, (_, i) => [user(i), 'train']),
    ...Array.from({ length: 60 }, (_, i) => [user(100 + i), 'test']),
    ...Array.from({ length: 20 }, (_, i) => [`disk ${String(i)} is nearly full now`, 'test']),
    ['a text that nothing else is like', 'train'],
  ];
  const table = tableOf(['text', 'part'], rows as string[][]);
  const roles: RoleChoice = { label: null, text: 'text', others: { part: 'split' } };

  test('are counted, shown as evidence, and said where most texts follow them', () => {
    const run = audit(table, { only: ['split-leakage'], roles });
    expect(leaks(table, roles)).toMatchObject({
      rows: 0,
      templates: { column: 'text', templates: 2, shared: 1, texts: 80, rows: 60 },
      cleanRows: 80,
    });
    const found = run.evidence.get('split-leakage/template')!.rows;
    expect([...found]).toEqual(Array.from({ length: 60 }, (_, i) => 40 + i));
    const alert = run.report.alerts.find(({ code }) => code === 'templates-in-two-parts')!;
    expect(alert).toMatchObject({ severity: 'info', value: 0.75, rowCount: 60 });
    expect(alert.title).toBe('75.0% of the texts of `test` follow a template of train');
  });

  test('leave no template on both sides once the remedy has split anew', () => {
    const [remedy] = audit(table, { only: ['split-leakage'], roles }).report.alerts.find(
      ({ code }) => code === 'templates-in-two-parts',
    )!.remedies;
    const { plan } = run(given(table, { text: 'text', part: 'split' }), [
      { method: remedy!.method, values: { ...remedy!.values, shares: { train: 1, test: 1 } } },
    ]);
    const partOf = new Map<string, Set<string>>();
    plan.rows.forEach((row, output) => {
      const kind = rows[row]![0]!.split(' ')[0]!;
      partOf.set(kind, (partOf.get(kind) ?? new Set()).add(plan.columns[0]!.text(output)));
    });
    for (const parts of partOf.values()) expect(parts.size).toBe(1);
  });

  test('leave train when asked', () => {
    const subject = given(table, { text: 'text', part: 'split' });
    const gone = (values: Readonly<Record<string, boolean>>) =>
      run(subject, [{ method: 'remove-leaks', values: { near: false, ...values } }]).plan.removed;
    expect(gone({}).count).toBe(0);
    expect([...gone({ template: true }).rows]).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(gone({ template: true }).keptAs![0]).toBe(40);
  });
});
