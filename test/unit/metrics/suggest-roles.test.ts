import { describe, expect, test } from 'vitest';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { rolesNamed, tokensOf } from '../../../src/engine/role-guess/role-names';
import type { Role } from '../../../src/engine/roles/roles';
import { suggestRoles } from '../../../src/engine/roles/suggest-roles';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { examplesOf } from './examples';

const suggest = (table: Table) =>
  suggestRoles(
    table,
    profileColumns(table, () => undefined),
  );

/** Names of the columns that were given a role. */
function given(table: Table, role: Role): string[] {
  return suggest(table).roles.flatMap((r, i) => (r === role ? [table.columns[i]!.name] : []));
}

const ADULT = [
  'age',
  'workclass',
  'fnlwgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
  'income',
];

describe('names', () => {
  for (const { name, input, expect: wanted } of examplesOf('role-suggestion')) {
    test(name, () => {
      expect(rolesNamed((input as { name: string }).name).has('group')).toBe(wanted['group']);
    });
  }

  test('words of a name', () => {
    expect(tokensOf('patientAge_2')).toEqual(['patient', 'age']);
    expect(tokensOf('HTTPStatus code')).toEqual(['http', 'status', 'code']);
    expect(tokensOf('Größe')).toEqual(['größe']);
  });
});

describe('real files', () => {
  const cases: [string, string[], string[]][] = [
    ['titanic.csv', ['survived'], ['sex']],
    ['penguins.csv', ['species'], ['sex']],
    ['adult-train.csv', ['column_15'], []],
    ['german.csv', ['column_21'], []],
    ['glass.csv', ['column_10'], []],
    ['mammography.csv', ['column_7'], []],
    ['diamonds.csv', [], []],
    ['compas.csv', ['two_year_recid'], ['sex', 'age_cat', 'race']],
  ];
  for (const [file, labels, groups] of cases) {
    test(file, () => {
      const table = loadCsv(file);
      expect(given(table, 'label')).toEqual(labels);
      expect(given(table, 'group')).toEqual(groups);
    });
  }

  test('compas has an id, dates and two columns that could be the label', () => {
    const table = loadCsv('compas.csv');
    expect(given(table, 'id')).toEqual(['id']);
    expect(given(table, 'timestamp')).toContain('compas_screening_date');
    const labels = suggest(table).suggestions.filter(({ role }) => role === 'label');
    expect(labels.map(({ name, score }) => [name, score]).slice(0, 2)).toEqual([
      ['two_year_recid', 6],
      ['is_recid', 5],
    ]);
  });

  test('a numeric age is suggested as a group and not made one', () => {
    const table = loadCsv('titanic.csv');
    const age = suggest(table).suggestions.find(({ name }) => name === 'age');
    expect(age).toMatchObject({ role: 'group', score: 3, assigned: false });
  });

  test('adult with its names is recognised, and its weight is suggested and not used', () => {
    const raw = loadCsv('adult-train.csv');
    const table = {
      ...raw,
      columns: raw.columns.map((column, i) => ({ ...column, name: ADULT[i]! })),
    };
    const { knownAs, suggestions, roles } = suggest(table);
    expect(knownAs).toBe('Adult (Census Income)');
    expect(given(table, 'label')).toEqual(['income']);
    expect(given(table, 'group')).toEqual(['marital-status', 'race', 'sex', 'native-country']);
    expect(suggestions).toContainEqual(
      expect.objectContaining({ name: 'fnlwgt', role: 'weight', score: 5, assigned: false }),
    );
    expect(roles[2]).toBe('feature');
    expect(suggest(raw).knownAs).toBeNull();
  });
});

describe('content', () => {
  const rows = (n: number, row: (i: number) => string[]) =>
    Array.from({ length: n }, (_, i) => row(i));

  test('a running number in the first column is an id, whatever its name', () => {
    const table = tableOf(
      ['nr', 'x'],
      rows(30, (i) => [String(i + 5), String(i % 3)]),
    );
    expect(given(table, 'id')).toEqual(['nr']);
  });

  test('an id by name must not repeat', () => {
    const table = tableOf(
      ['id', 'x'],
      rows(30, (i) => [String(i % 7), 'a']),
    );
    expect(given(table, 'id')).toEqual([]);
  });

  test('a continuous first column is no id', () => {
    const table = tableOf(
      ['x', 'y'],
      rows(30, (i) => [String(i * 1.37), 'a']),
    );
    expect(given(table, 'id')).toEqual([]);
  });

  test('split names, keys that repeat, running text', () => {
    const table = tableOf(
      ['split', 'customer', 'words', 'y'],
      rows(60, (i) => [
        i % 3 === 0 ? 'Test' : 'train',
        `C${String(i % 55)}`,
        `this is text number ${String(i)}`,
        i % 2 === 0 ? 'a' : 'b',
      ]),
    );
    expect(suggest(table).roles).toEqual(['split', 'entity', 'text', 'label']);
  });

  test('the only categories beside a text are the label, wherever they stand and whatever their name', () => {
    const words = 'the parcel came late and the box was open when we found it'.split(' ');
    const cells: Readonly<Record<string, (i: number) => string>> = {
      kind: (i) => (i % 3 === 0 ? 'odd' : 'plain'),
      colour: (i) => (i % 2 === 0 ? 'red' : 'blue'),
      words: (i) => [...words.slice(i % 9), String(i)].join(' '),
      price: (i) => String(i * 1.37),
      city: (i) => ['Riyadh', 'Dubai', 'Cairo', 'Amman', 'Tunis'][i % 5]!,
    };
    const label = (...names: string[]) =>
      given(
        tableOf(
          names,
          rows(60, (i) => names.map((name) => cells[name]!(i))),
        ),
        'label',
      );
    expect(label('kind', 'words', 'price')).toEqual(['kind']);
    expect(label('kind', 'colour', 'words', 'price')).toEqual([]);
    expect(label('kind', 'price')).toEqual([]);
    // The last of several has its place only, and few values tell more than that.
    expect(label('words', 'colour', 'city')).toEqual(['colour']);
    expect(label('words', 'city', 'colour')).toEqual(['colour']);
    expect(label('words', 'city', 'kind', 'colour')).toEqual(['colour']);
    expect(label('colour', 'price', 'city')).toEqual(['city']);
  });

  test('a split column with another value is none', () => {
    const table = tableOf(
      ['split', 'y'],
      rows(9, (i) => [i === 0 ? 'extra' : 'train', 'ab'[i % 2]!]),
    );
    expect(given(table, 'split')).toEqual([]);
  });

  test('a price is no label even in the last column', () => {
    const table = tableOf(
      ['a', 'target'],
      rows(60, (i) => ['x', String(i * 1.5)]),
    );
    expect(given(table, 'label')).toEqual([]);
  });

  test('one column alone has no last place', () => {
    expect(
      given(
        tableOf(
          ['v'],
          rows(9, (i) => ['ab'[i % 2]!]),
        ),
        'label',
      ),
    ).toEqual([]);
  });
});
