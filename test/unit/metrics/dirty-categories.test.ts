import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DirtyCategories } from '../../../src/engine/metrics/quality/dirty-categories';
import { baseForm } from '../../../src/engine/label-variants/base-form';
import { isOneEdit, jaroWinkler, nearLevels } from '../../../src/engine/label-variants/near-levels';
import type { Values } from '../../../src/engine/params/params';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { given, run } from '../methods/run';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const noTick = () => undefined;
const nearOf = (counts: Readonly<Record<string, number>>) => {
  const levels = Object.entries(counts).map(([text, count]) => ({ text, count }));
  return nearLevels(levels, noTick).map(({ rare, frequent }) => [
    levels[rare]!.text,
    levels[frequent]!.text,
  ]);
};

describe('dirty-categories: worked examples', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('dirty-categories')) {
    test(name, () => {
      const { a, b, countA, countB } = input as Record<'a' | 'b', string> &
        Record<'countA' | 'countB', number>;
      const found =
        countA === undefined
          ? { sameBaseForm: baseForm(a) === baseForm(b) }
          : {
              near: nearOf({ [a]: countA, [b]: countB }).length > 0,
              jaroWinkler: jaroWinkler(a, b),
            };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }
});

describe('one base form', () => {
  test.each([
    ['ＭＡＬＥ', 'male'],
    ['\u200bmale\u200b', 'male'],
    ['“yes”', 'yes'],
    ['co-operate', 'cooperate'],
    ["O'Brien", 'OBrien'],
    ['𝒜-b', 'ab'],
  ])('%s is %s', (one, other) => {
    expect(baseForm(one)).toBe(baseForm(other));
  });

  test.each([
    ['1.5 L', '15 L'],
    ['floor -1', 'floor 1'],
    ['C#', 'C'],
    ['(a)', 'a'],
    ['1,5', '15'],
    ['cats', 'cat'],
  ])('%s is not %s', (one, other) => {
    expect(baseForm(one)).not.toBe(baseForm(other));
  });

  test('of a base form is itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aB1 -_./,'“é") }), (text) => {
        expect(baseForm(baseForm(text))).toBe(baseForm(text));
      }),
    );
  });
});

describe('typing errors', () => {
  test('are a letter more, less, another or two swapped', () => {
    const common = { receive: 500, Manchester: 400 };
    for (const rare of ['recieve', 'receve', 'receeive', 'reseive', 'Manchestr', 'MANCHESTR']) {
      expect(nearOf({ ...common, [rare]: 2 }).map(([text]) => text)).toEqual([rare]);
    }
  });

  test.each<[string, Record<string, number>]>([
    ['plurals', { house: 200, houses: 5 }],
    ['other digits', { 'route 66': 200, 'route 67': 5 }],
    ['other symbols', { '<= 40 years': 200, '>= 40 years': 5 }],
    ['contraries', { typical: 200, atypical: 5 }],
    ['short words', { 'Grade A': 200, 'Grade B': 5, 'Stage I': 90, 'Stage II': 4 }],
    ['values nearly as frequent', { Trespass: 30, Tresspass: 4 }],
    ['short values', { Ford: 200, Fort: 5 }],
  ])('are not %s', (_what, counts) => {
    expect(nearOf(counts)).toEqual([]);
  });

  test('one edit is a distance of one, whatever the texts', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(isOneEdit(one, other)).toBe(alignment(one, other) === 1);
      }),
      { numRuns: 2000 },
    );
  });

  test('every pair is found that a look at all pairs finds', () => {
    const word = fc.string({ unit: fc.constantFrom(...'ab'), minLength: 5, maxLength: 7 });
    const levels = fc.uniqueArray(
      fc.record({ text: word, count: fc.constantFrom(1, 5, 60, 700) }),
      {
        selector: ({ text }) => text,
      },
    );
    fc.assert(
      fc.property(levels, (given) => {
        const wanted = given.filter(({ text, count }) =>
          given.some(
            (other) =>
              other.count >= 10 * count &&
              alignment(text, other.text) === 1 &&
              `a${text}` !== other.text &&
              `a${other.text}` !== text &&
              `ab${text}` !== other.text,
          ),
        );
        const found = nearLevels(given, noTick).map(({ rare }) => given[rare]!);
        expect(found).toEqual(wanted);
      }),
    );
  });
});

/** Optimal string alignment distance, by the table of all prefixes. */
function alignment(one: string, other: string): number {
  const table = Array.from({ length: one.length + 1 }, (_, i) =>
    Array.from({ length: other.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= one.length; i++) {
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const row = table[i]!;
      row[j] = Math.min(table[i - 1]![j]! + 1, row[j - 1]! + 1, table[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j]!, table[i - 2]![j - 2]! + 1);
      }
    }
  }
  return table[one.length]![other.length]!;
}

const alertsOf = (table: Table, request = {}) =>
  audit(table, { only: ['dirty-categories'], ...request }).report.alerts;

describe('dirty-categories of real files', () => {
  test.each([
    'adult-train',
    'adult-test',
    'german',
    'diamonds',
    'titanic',
    'penguins',
    'mammography',
    'glass',
  ])('%s: none', (file) => {
    expect(alertsOf(loadCsv(`${file}.csv`))).toEqual([]);
  });

  test('compas: eight values of c_charge_desc, and Tresspass', () => {
    const table = loadCsv('compas.csv');
    const { same, near, alike } = figures<DirtyCategories>(table, 'dirty-categories');
    const column = table.columns.findIndex(({ name }) => name === 'c_charge_desc');
    expect(same.filter((group) => group.column === column)).toHaveLength(8);
    expect(alike).toBe(13);
    expect(near.map(({ value, frequent }) => [value, frequent])).toEqual([
      ['Tresspass Struct/Conveyance', 'Trespass Struct/Conveyance'],
    ]);
    expect(
      alertsOf(table).map(({ code, severity, rowCount }) => [code, severity, rowCount]),
    ).toEqual([
      ['spelled-in-several-ways', 'warning', 66],
      ['may-be-typing-errors', 'info', 1],
    ]);
  });
});

/** Cities in several spellings. */
const cities = () =>
  tableOf(
    ['city', 'sold', 'label'],
    [
      ...Array.from({ length: 60 }, () => ['New York', 'yes', 'a']),
      ...Array.from({ length: 9 }, () => ['new-york', 'Yes', 'b']),
      ...Array.from({ length: 3 }, () => ['New  York', 'no', 'a']),
      ...Array.from({ length: 4 }, () => ['U.S.', 'no', 'A']),
      ...Array.from({ length: 8 }, () => ['US', 'no', 'b']),
      ...Array.from({ length: 40 }, () => ['Philadelphia', 'no', 'b']),
      ...Array.from({ length: 2 }, () => ['Philadelpia', 'no', 'b']),
      ...Array.from({ length: 2 }, () => ['N/A', 'no', 'b']),
      ...Array.from({ length: 2 }, () => ['n/a', 'no', 'b']),
    ],
  );

describe('dirty-categories', () => {
  test('names values, columns and rows', () => {
    const { report, evidence } = audit(cities(), { only: ['dirty-categories'] });
    expect(report.alerts).toMatchObject([
      {
        code: 'spelled-in-several-ways',
        title: '5 values in 3 columns are other spellings of a value',
        columns: [0, 1, 2],
        rowCount: 16,
      },
      {
        code: 'may-be-typing-errors',
        title: '`Philadelpia` in `city` may be a typing error for `Philadelphia`',
        columns: [0],
        rowCount: 2,
      },
    ]);
    expect(report.alerts[0]!.message).toContain(
      'In `city` `New York`, `new-york` and `New␣␣York` are one. So are `US` and `U.S.`.',
    );
    expect([...evidence.get('dirty-categories/spellings')!.rows]).toEqual(
      Array.from({ length: 16 }, (_, i) => 60 + i),
    );
    expect([...evidence.get('dirty-categories/typing')!.rows]).toEqual([124, 125]);
  });

  test('says what uniting does to shares', () => {
    const { same } = figures<DirtyCategories>(cities(), 'dirty-categories');
    expect(same[0]).toMatchObject({
      name: 'city',
      changes: 12,
      share: 60 / 130,
      shareUnited: 72 / 130,
    });
  });

  test('leaves null-like values, numbers, dates and ids alone', () => {
    const rows = Array.from({ length: 60 }, (_, i) => [
      ['N/A', 'n/a', 'none', 'blue'][i % 4]!,
      ['1.0', '1', '10', '1.00'][i % 4]!,
      ['2020-01-02', '2020-1-2', '2020-03-04'][i % 3]!,
      ['Ab', 'ab', 'AB'][i % 3]!,
    ]);
    const table = tableOf(['a', 'b', 'c', 'd'], rows);
    expect(alertsOf(table, { roles: { label: null, others: { d: 'id' } } })).toEqual([]);
  });

  test('its remedies unite what was found, and nothing else', () => {
    const table = cities();
    const [spelled, typed] = alertsOf(table, { roles: { label: 'label' } });
    const written = (values: unknown) => {
      const step = { method: 'merge-label-variants', values: values as Values };
      const { columns } = run(given(table, { label: 'label' }), [step]).plan;
      const after = new Set(
        Array.from({ length: table.rowCount }, (_, row) => columns[0]!.text(row)),
      );
      return [...after];
    };
    expect(written(spelled!.remedies[0]!.values)).toEqual([
      'New York',
      'US',
      'Philadelphia',
      'Philadelpia',
      'N/A',
    ]);
    expect(written(typed!.remedies[0]!.values)).not.toContain('Philadelpia');
  });

  test('leaves the label to the finding about a split whose parts spell it apart', () => {
    const parted = (value: (i: number) => string) =>
      tableOf(
        ['x', 'split', 'label'],
        Array.from({ length: 80 }, (_, i) => [
          String(i * 1.5),
          i < 60 ? 'train' : 'test',
          value(i),
        ]),
      );
    const apart = parted((i) => `${'ab'[i % 2]!}${i < 60 ? '' : '.'}`);
    expect(alertsOf(apart)).toEqual([]);
    const both = parted((i) => `${'ab'[i % 2]!}${i % 5 === 0 ? '.' : ''}`);
    expect(alertsOf(both).map(({ columns }) => columns)).toEqual([[2]]);
  });
});
