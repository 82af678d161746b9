import { describe, expect, it } from 'vitest';
import { mergeLevels, type MergeRules } from '../../../src/engine/label-variants/merge-levels';
import { editDistance } from '../../../src/engine/label-variants/typing-errors';
import type { ParamValue } from '../../../src/engine/params/params';
import { plannedRoles, plannedTable } from '../../../src/engine/plan/planned-table';
import { joinTables } from '../../../src/engine/table/join-tables';
import { tableOf } from '../../../src/engine/table/table';
import type { ClassImbalance } from '../../../src/engine/metrics/imbalance/class-imbalance';
import type { SplitLeakage } from '../../../src/engine/metrics/duplicates/split-leakage';
import { loadCsv } from '../../fixtures/load';
import { dice } from '../../dice';
import { audit, figures } from '../metrics/auditing';
import { given, run, type Given } from './run';

type Counts = Readonly<Record<string, number>>;
const USUAL: MergeRules = {
  ...{ case: true, trim: true, unicode: true, punctuation: true, plural: false },
  ...{ edit: 2, ratio: 0.85, rare: 0.01, dictionary: new Map<string, string>() },
};
const mapping = (counts: Counts, rules: Partial<MergeRules> = {}) =>
  Object.fromEntries(
    mergeLevels(
      Object.entries(counts).map(([text, count]) => ({ text, count })),
      { ...USUAL, ...rules },
      () => undefined,
    ).changes.map(({ from, to }) => [from, to]),
  );

describe('which values become one', () => {
  it.each<[string, Counts, Readonly<Record<string, string>>]>([
    ['case', { Spam: 3, spam: 9, SPAM: 1 }, { Spam: 'spam', SPAM: 'spam' }],
    ['of equals the first by code point', { b: 2, B: 2 }, { b: 'B' }],
    ['spaces', { ' not  spam': 1, 'not spam': 2 }, { ' not  spam': 'not spam' }],
    ['full width', { ｙｅｓ: 1, yes: 2 }, { ｙｅｓ: 'yes' }],
    [
      'punctuation',
      { '"ham".': 1, ham: 2, not_ham: 1, 'not-ham': 3 },
      { '"ham".': 'ham', not_ham: 'not-ham' },
    ],
    [
      'a full stop',
      { '<=50K': 5, '<=50K.': 2, '>50K': 3, '>50K.': 1 },
      { '<=50K.': '<=50K', '>50K.': '>50K' },
    ],
    ['symbols stay', { 'C++': 1, C: 5, 'C#': 2, 'A+': 1, A: 3, 'A-': 1 }, {}],
    [
      'numbers and codes are trimmed alone',
      { '1': 5, '1.': 1, '-1': 2, '1.0': 1, ' 1': 1 },
      { ' 1': '1' },
    ],
    ['no plural unasked', { cat: 5, cats: 3 }, {}],
    ['only punctuation', { '?': 1, '!': 2, a: 3 }, {}],
  ])('%s', (_, counts, wanted) => {
    expect(mapping(counts)).toEqual(wanted);
  });

  it('plurals when asked', () => {
    const counts = { cat: 5, cats: 3, glass: 2, glas: 1, gas: 1, ga: 1 };
    expect(mapping(counts, { plural: true })).toEqual({ cats: 'cat' });
  });

  it.each<[string, Counts, Readonly<Record<string, string>>]>([
    ['a letter', { recieved: 1, received: 200 }, {}],
    [
      'most letters',
      { 'very possitive': 1, 'very positive': 200 },
      { 'very possitive': 'very positive' },
    ],
    ['not where both are frequent', { 'very possitive': 30, 'very positive': 200 }, {}],
    ['not where both are rare', { 'very possitive': 1, 'very positive': 9, other: 990 }, {}],
    ['contraries', { atypical: 1, typical: 200, hypoglycaemia: 1, hyperglycaemia: 200 }, {}],
    ['digits', { 'category 11': 1, 'category 12': 300 }, {}],
    ['signs', { '<=100000 a': 1, '>=100000 a': 300 }, {}],
    [
      'the nearest',
      { classifierss: 1, classifiers: 200, classified: 300 },
      { classifierss: 'classifiers' },
    ],
  ])('typing errors: %s', (_, counts, wanted) => {
    expect(mapping(counts)).toEqual(wanted);
  });

  it('the dictionary goes first, and what it says stands for its group', () => {
    const dictionary = new Map([['colour', 'color']]);
    expect(mapping({ colour: 9, Color: 5, color: 1 }, { dictionary })).toEqual({
      colour: 'color',
      Color: 'color',
    });
  });

  it('done again changes nothing, and is a function, whatever the values', () => {
    const SEED = 5;
    const die = dice(SEED);
    const letters = 'aAbB.-_ 1s';
    const word = () =>
      Array.from({ length: 1 + die.below(14) }, () => letters[die.below(letters.length)]!).join('');
    for (let turn = 0; turn < 150; turn++) {
      const base = Array.from({ length: 6 }, word);
      const counts: Record<string, number> = {};
      for (let i = 0; i < 20; i++) {
        const from = base[die.below(6)]!;
        const at = die.below(from.length + 1);
        const text = die.below(2)
          ? from
          : from.slice(0, at) + letters[die.below(10)]! + from.slice(at);
        counts[text] = (counts[text] ?? 0) + 10 ** die.below(5);
      }
      const rules = { plural: die.below(2) === 1, rare: 0.2, ratio: 0.6 };
      const first = mapping(counts, rules);
      const after: Record<string, number> = {};
      for (const [text, n] of Object.entries(counts)) {
        const to = first[text] ?? text;
        after[to] = (after[to] ?? 0) + n;
      }
      const note = `seed ${String(SEED)}, turn ${String(turn)}`;
      expect(mapping(after, rules), note).toEqual({});
      for (const to of Object.values(first)) expect(first[to], note).toBeUndefined();
    }
  });

  it('counts letters as the recursive definition does', () => {
    const die = dice(3);
    const slow = (a: string, b: string): number =>
      a === '' || b === ''
        ? a.length + b.length
        : Math.min(
            slow(a.slice(1), b) + 1,
            slow(a, b.slice(1)) + 1,
            slow(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
          );
    const word = () => Array.from({ length: die.below(6) }, () => 'abc'[die.below(3)]!).join('');
    for (let turn = 0; turn < 100; turn++) {
      const [a, b] = [word(), word()];
      expect(editDistance(a, b, 9)).toBe(slow(a, b));
      expect(editDistance(a, b, 1)).toBe(Math.min(2, slow(a, b)));
    }
  });
});

describe('merge-label-variants', () => {
  const plan = (subject: Given, values: Readonly<Record<string, ParamValue>> = {}) =>
    run(subject, [{ method: 'merge-label-variants', values }]).plan;
  const subject = (labels: readonly string[], role = 'label' as const) =>
    given(
      tableOf(
        ['x', 'y'],
        labels.map((label, i) => [String(i), label]),
      ),
      { y: role },
    );

  it('adds a column that later steps take for the label, and keeps the source', () => {
    const found = subject(['Spam', 'spam', 'ham', 'spam', '', 'ham.']);
    const { columns, tables, notices, removed } = plan(found);
    expect(columns).toHaveLength(1);
    expect(columns[0]).toMatchObject({ name: 'y_repaired', role: 'label' });
    expect([0, 1, 2, 3, 4, 5].map((row) => columns[0]!.text(row))).toEqual([
      ...['spam', 'spam', 'ham', 'spam', '', 'ham'],
    ]);
    expect(removed.count).toBe(0);
    expect(tables['mapping']).toEqual([
      { from: 'Spam', to: 'spam', rows: 1, by: 'spelling' },
      { from: 'ham.', to: 'ham', rows: 1, by: 'spelling' },
    ]);
    expect(notices[0]).toBe(
      '`Spam` becomes `spam` and `ham.` becomes `ham`, in 2 rows; `y` stays as it is beside `y_repaired`.',
    );
    expect(plannedRoles(found.roles, plan(found))).toEqual(['feature', 'ignored', 'label']);
  });

  it('asks before classes become fewer, and passes what is spelled in one way', () => {
    const note = (labels: readonly string[]) =>
      plan(subject(labels)).guards.find(({ code }) => code === 'G-MERGE');
    expect(note(['a', 'A', 'b'])).toMatchObject({
      level: 'block',
      message:
        '3 values of `y` become 2, in 33.3% of rows. Look at the list of changes: each must be a spelling of the same.',
    });
    expect(note(['a', 'b'])?.level).toBe('passed');
  });

  it('changes the labels of lists one by one', () => {
    const found = subject(['Cat, dog', 'dog,cat', '["Cat", "dog"]', 'cat', '[1, 2]', 'cat']);
    const texts = plan(found, { separator: ',' }).columns[0]!;
    expect([0, 1, 2, 3, 4].map((row) => texts.text(row))).toEqual([
      ...['cat, dog', 'dog,cat', '["cat", "dog"]', 'cat', '[1, 2]'],
    ]);
  });

  it('follows chains of the dictionary and refuses circles', () => {
    const found = subject(['a', 'b', 'c']);
    const { columns } = plan(found, { dictionary: 'a=b; b=c' });
    expect([0, 1, 2].map((row) => columns[0]!.text(row))).toEqual(['c', 'c', 'c']);
    for (const dictionary of ['a=b; b=a', 'nothing', '=b']) {
      expect(() => plan(found, { dictionary })).toThrow(
        expect.objectContaining({ code: 'bad-parameter' }),
      );
    }
  });

  it('answers the labels of adult that are spelled apart', () => {
    const both = joinTables(
      ['train', 'test'].map((name) => ({
        name,
        table: loadCsv(`adult-${name}.csv`, { header: false }),
      })),
      [{ name: '_split', role: 'split', values: ['train', 'test'] }],
      () => undefined,
    );
    const { alerts } = audit(both, { only: ['split-leakage'], roles: { label: '#15' } }).report;
    const remedy = alerts.find(({ code }) => code === 'no-label-in-common')!.remedies[0]!;
    const found = given(both, { column_15: 'label', _split: 'split' });
    const done = run(found, [{ method: remedy.method, values: remedy.values! }]).plan;
    const left = plannedTable(both, done);
    const roles = { label: 'column_15_repaired', others: { column_15: 'ignored' } } as const;
    expect(figures<ClassImbalance>(left, 'class-imbalance', { roles }).classes).toMatchObject([
      { value: '<=50K', count: 24720 + 12435 },
      { value: '>50K', count: 7841 + 3846 },
    ]);
    expect(
      figures<SplitLeakage>(left, 'split-leakage', {
        roles: { ...roles, others: { ...roles.others, _split: 'split' } },
      }),
    ).toMatchObject({ rows: 26, labels: { shared: 2, train: 2, evaluation: 2 } });
  });
});
