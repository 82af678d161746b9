import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/engine/cells/date';
import { readNumber } from '../../../src/engine/cells/number';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import type { ColumnProfile } from '../../../src/engine/table/profile';
import { tableOf } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { examplesOf } from './examples';

const profileOf = (cells: readonly string[]): ColumnProfile =>
  profileColumns(
    tableOf(
      ['c'],
      cells.map((cell) => [cell]),
    ),
    () => undefined,
  )[0]!;

/** 100 cells: `odd` of them as given, the others from `usual` in turn. */
const mix = (usual: readonly string[], odd: readonly string[]): string[] =>
  Array.from({ length: 100 }, (_, i) => odd[i] ?? usual[i % usual.length]!);

describe('worked examples of types', () => {
  for (const { name, input, expect: wanted } of examplesOf('column-types')) {
    test(name, () => {
      expect(profileOf((input as { cells: string[] }).cells)).toMatchObject(wanted);
    });
  }
});

describe('types', () => {
  const cases: [string, readonly string[], Partial<ColumnProfile>][] = [
    ['nothing but empty cells', ['', ''], { type: 'empty', semantic: 'empty', missing: 2 }],
    ['one value is a flag only when it says so', ['yes', 'yes'], { type: 'text' }],
    ['true alone is a flag', ['True', 'true'], { type: 'bool' }],
    ['dates', ['2024-01-31', '2024-02-29'], { type: 'date', ambiguousDates: false }],
    ['no such day', ['2023-02-29', '2023-02-30', '2023-02-31'], { type: 'text' }],
    ['both parts up to 12', ['01/02/2024', '03/04/2024'], { type: 'date', ambiguousDates: true }],
    ['day first', ['01/02/2024', '31/04/2024', '31/03/2024'], { type: 'text' }],
    ['day first, clear', ['01/02/2024', '31/03/2024'], { type: 'date', ambiguousDates: false }],
    ['thousands', ['1,200', '12,345', '7'], { type: 'formatted-number', semantic: 'numeric' }],
    ['currency', ['$5.20', '$1,000.00'], { type: 'formatted-number', decimals: 2 }],
    ['addresses', ['https://a.org/x', 'http://b.org'], { type: 'url', semantic: 'identifier' }],
    ['vectors', ['[1, 2, 3, 4, 5, 6, 7, 8]'], { type: 'vector', semantic: 'structured' }],
    ['objects', ['{"a": 1}', '[1, 2]'], { type: 'json', semantic: 'structured' }],
    ['lists', ['a|b', 'b|c|d'], { type: 'list', semantic: 'structured' }],
    ['lists of names', ['Curie, M.; Curie, P.', 'Meitner, L.; Hahn, O.'], { type: 'list' }],
    [
      'running text with semicolons',
      [
        'Content-Type: text/plain;\n charset=utf-8\n\nThe meeting is on Monday; bring the figures.',
        'It went on for a while as if nothing at all had ever happened to any of the people there; then it stopped.',
      ],
      { type: 'text', semantic: 'free-text' },
    ],
    ['keys', ['0b9f4c1e-9f0a-4a6b-8a57-0d3b1a6f8f11'], { type: 'uuid' }],
    ['infinity is a number', ['1.5', '-inf', 'Infinity'], { type: 'float' }],
  ];
  for (const [name, cells, wanted] of cases) {
    test(name, () => {
      expect(profileOf(cells)).toMatchObject(wanted);
    });
  }

  test('running text has many words and hardly repeats', () => {
    const texts = Array.from({ length: 30 }, (_, i) => `the number of this text is ${String(i)}`);
    expect(profileOf(texts)).toMatchObject({ type: 'text', semantic: 'free-text' });
    expect(profileOf([...texts, ...texts])).toMatchObject({ semantic: 'categorical' });
  });

  test('a few stray texts do not hide a numeric column', () => {
    const profile = profileOf(mix(['1', '22', '333', '4', '5', '6'], ['x', 'y', 'y']));
    expect(profile).toMatchObject({ type: 'integer', agreement: 0.97, semantic: 'numeric' });
    expect(profile.disagreeing).toEqual([2, 1]);
    expect(profile.numbers![1]).toBeNaN();
  });

  test('more than a tenth of other cells make it text', () => {
    const odd = Array.from({ length: 11 }, (_, i) => `x${String(i)}`);
    expect(profileOf(mix(['1', '2', '3', '4', '5', '6'], odd)).type).toBe('text');
    expect(profileOf(mix(['1', '2', '3', '4', '5', '6'], odd.slice(1))).type).toBe('integer');
  });

  test('one float among integers widens the column, so that no number is lost', () => {
    const profile = profileOf(mix(['1', '2'], ['0.25']));
    expect(profile).toMatchObject({ type: 'float', agreement: 1, decimals: 2 });
  });

  test('more than 50 levels are many', () => {
    const of = (levels: number) =>
      profileOf(Array.from({ length: 200 }, (_, i) => `v${String(i % levels)}`));
    expect(of(50).highCardinality).toBe(false);
    expect(of(51).highCardinality).toBe(true);
  });
});

describe('missing cells', () => {
  test('null-like strings are missing in numeric and date columns only', () => {
    expect(profileOf(['1.5', 'NA', '', '2.5'])).toMatchObject({
      type: 'float',
      missing: 2,
      nullLike: 1,
      distinct: 2,
      missingCodes: [0, 2],
    });
    expect(profileOf(['2024-01-01', 'null', '2024-01-02'])).toMatchObject({
      type: 'date',
      missing: 1,
    });
    expect(profileOf(['DE', 'NA', '', 'FR'])).toMatchObject({
      type: 'text',
      missing: 1,
      nullLike: 1,
      distinct: 3,
      missingCodes: [0],
    });
    expect(profileOf(['0', '1', '?', '1'])).toMatchObject({ type: 'bool', missing: 1 });
    expect(profileOf(['yes', 'no', 'NA'])).toMatchObject({ type: 'text', missing: 0 });
  });

  test('a column of nothing but null-like strings is text', () => {
    expect(profileOf(['none', 'none'])).toMatchObject({ type: 'text', missing: 0, nullLike: 2 });
  });

  test('codes that no row uses do not count', () => {
    const table = tableOf(['c'], [['1'], ['x'], ['2'], ['3']]);
    const column = table.columns[0]!;
    const part = { ...column, codes: Uint32Array.of(1, 3, 4) };
    const [profile] = profileColumns({ rowCount: 3, columns: [part] }, () => undefined);
    expect(profile).toMatchObject({ type: 'integer', distinct: 3, agreement: 1 });
  });
});

describe('one cell', () => {
  const cases: [string, string, number, number][] = [
    ['-12', 'integer', -12, 0],
    ['+3.50', 'float', 3.5, 2],
    ['.5', 'float', 0.5, 1],
    ['5.', 'float', 5, 0],
    ['1e-3', 'float', 0.001, 0],
    ['1,234.5', 'formatted', 1234.5, 1],
    ['1.234,5', 'formatted', 1234.5, 1],
    ['12%', 'formatted', 12, 0],
    ['€ 7', 'formatted', 7, 0],
    ['007', 'code', NaN, 0],
    ['9007199254740991', 'integer', 9007199254740991, 0],
    ['9007199254740992', 'code', NaN, 0],
    ['-007', 'none', NaN, 0],
    ['1.2.3', 'none', NaN, 0],
    ['12a', 'none', NaN, 0],
    ['-', 'none', NaN, 0],
    ['.', 'none', NaN, 0],
    ['0x1f', 'none', NaN, 0],
  ];
  for (const [text, kind, value, decimals] of cases) {
    test(text, () => {
      expect(readNumber(text)).toEqual({ kind, value, decimals });
    });
  }

  test('dates agree with the calendar of the platform', () => {
    for (const text of ['1969-12-31', '1970-01-01', '2000-02-29', '2024-12-31', '1600-03-01']) {
      expect(readDate(text)!.time).toBe(Date.parse(`${text}T00:00:00Z`));
    }
    expect(readDate('2024-03-01T12:30:05Z')!.time).toBe(Date.parse('2024-03-01T12:30:05Z'));
    expect(readDate('2024-03-01 12:30+02:00')!.time).toBe(Date.parse('2024-03-01T10:30:00Z'));
    expect(readDate('March 3, 2024')!.time).toBe(Date.parse('2024-03-03T00:00:00Z'));
    expect(readDate('3 Mar 2024')!.time).toBe(Date.parse('2024-03-03T00:00:00Z'));
    expect(readDate('1900-02-29')).toBeUndefined();
  });
});

describe('real files', () => {
  test('penguins', () => {
    const profiles = profileColumns(loadCsv('penguins.csv'), () => undefined);
    expect(profiles.map(({ type }) => type)).toEqual([
      'text',
      'text',
      'float',
      'float',
      'integer',
      'integer',
      'text',
    ]);
    expect(profiles.map(({ decimals }) => decimals)).toEqual([0, 0, 1, 1, 0, 0, 0]);
  });

  test('a question mark of the census is a value of its own', () => {
    const profiles = profileColumns(loadCsv('adult-train.csv'), () => undefined);
    expect(profiles[1]).toMatchObject({ type: 'text', nullLike: 1836, missing: 0, distinct: 9 });
  });
});
