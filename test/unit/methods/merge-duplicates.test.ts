import { describe, expect, it } from 'vitest';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { keptInstead, reasonOf } from '../../../src/engine/plan/removed-rows';
import { NO_ROW } from '../../../src/engine/plan/plan';
import type { ParamValue } from '../../../src/engine/params/params';
import { cellText, tableOf } from '../../../src/engine/table/table';
import { given, run } from './run';

/** A shop's items: the same item several times, with other prices, tags and votes. */
const NAMES = ['item', 'price', 'stars', 'colour', 'tags', 'vote'];
const ROWS = [
  ['a', '10.5', '4.5', 'red', 'cheap', 'yes'],
  ['b', '7.25', '', 'blue', 'old', 'no'],
  ['a', '13.5', '', 'red', 'new', 'yes'],
  ['c', '5.5', '1.5', 'grey', '', 'no'],
  ['a', '10.5', '3.5', 'pink', 'cheap', 'no'],
  ['b', '7.25', '', 'blue', 'old', 'no'],
  ['d', '1.5', '2.5', 'pink', 'odd', ''],
];
const shop = (rows = ROWS) =>
  given(tableOf(NAMES, rows), { item: 'id', vote: 'label', tags: 'ignored' });

/** All cells of the result, added columns by name. */
function merged(values: Readonly<Record<string, ParamValue>> = {}, subject = shop()) {
  const step = { method: 'merge-duplicates', values: { detector: 'key', ...values } };
  const { plan } = run(subject, [step], { overrides: ['G-HALF'] });
  const table = plannedTable(subject.table, plan);
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columns.map(({ name }, at) => [name, cellText(table, row, at)])),
  );
  return { plan, rows };
}
const column = (rows: readonly Record<string, string>[], name: string) =>
  rows.map((row) => row[name]);
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('a set of rows', () => {
  it('becomes one row where the first of them stood: means, most frequent values, shares of labels', () => {
    const { rows } = merged();
    expect(rows).toEqual([
      {
        ...{ item: 'a', price: '11.5', stars: '4', colour: 'red', tags: 'cheap', vote: 'yes' },
        ...{ dup_cluster_size: '3', _merged_rows: '0 2 4', n_stars: '2' },
        ...{ p_no: String(1 / 3), p_yes: String(2 / 3) },
      },
      {
        ...{ item: 'b', price: '7.25', stars: '', colour: 'blue', tags: 'old', vote: 'no' },
        ...{ dup_cluster_size: '2', _merged_rows: '1 5', n_stars: '0', p_no: '1', p_yes: '0' },
      },
      {
        ...{ item: 'c', price: '5.5', stars: '1.5', colour: 'grey', tags: '', vote: 'no' },
        ...{ dup_cluster_size: '1', _merged_rows: '', n_stars: '1', p_no: '1', p_yes: '0' },
      },
      {
        ...{ item: 'd', price: '1.5', stars: '2.5', colour: 'pink', tags: 'odd', vote: '' },
        ...{ dup_cluster_size: '1', _merged_rows: '', n_stars: '1', p_no: '', p_yes: '' },
      },
    ]);
  });

  it('keeps a row as it is that holds all that is merged, and makes one else', () => {
    const { plan } = merged();
    expect([...plan.rows]).toEqual([1, 3, 6]);
    expect([...plan.made!.parents]).toEqual([0]);
    const gone = [...plan.removed.rows].map((row, i) => [
      row,
      reasonOf(plan.removed, i),
      keptInstead(plan.removed, i),
    ]);
    expect(gone).toEqual([
      [0, 'merged', NO_ROW],
      [2, 'key', 0],
      [4, 'key', 0],
      [5, 'key', 1],
    ]);
  });

  it.each([
    ['median', '10.5'],
    ['max', '13.5'],
    ['mode', '10.5'],
    ['first', '10.5'],
    ['mean', '11.5'],
  ])('has the %s of its numbers', (numbers, price) => {
    expect(merged({ numbers }).rows[0]!['price']).toBe(price);
  });

  it('has the mean of the two middle numbers where they are even in number', () => {
    const { rows } = merged({ numbers: 'median' }, shop(ROWS.slice(0, 3)));
    expect(rows[0]!['price']).toBe('12');
  });

  it('holds several values where a column says so', () => {
    const { rows } = merged({ rules: 'tags=union, colour=list', separator: '|' });
    expect(column(rows, 'tags')).toEqual(['cheap|new', 'old', '', 'odd']);
    expect(column(rows, 'colour')).toEqual(['red|red|pink', 'blue|blue', 'grey', 'pink']);
  });

  it('stays as it is where too few of its labels agree', () => {
    const { rows, plan } = merged({ minAgree: 0.7 });
    expect(column(rows, 'item')).toEqual(['a', 'b', 'a', 'c', 'a', 'd']);
    expect(plan.notices.join()).toContain('1 set stays as it is');
    expect(merged({ minAgree: 0.6 }).rows).toHaveLength(4);
  });

  it('takes what is not merged from the row that is asked for', () => {
    const { rows } = merged({ keep: 'last' });
    expect(rows[1]).toMatchObject({
      item: 'a',
      tags: 'cheap',
      price: '11.5',
      _merged_rows: '0 2 4',
    });
    expect(column(rows, 'item')).toEqual(['c', 'a', 'b', 'd']);
  });
});

describe('what is not done', () => {
  it('the mean of an id or of words, and rules that are none', () => {
    for (const rules of ['item=mean', 'colour=median', 'price=average', 'price', 'vote=union']) {
      expect(
        codeOf(() => merged({ rules })),
        rules,
      ).toBe('bad-parameter');
    }
    expect(codeOf(() => merged({ rules: 'cost=mean' }))).toBe('unknown-column');
  });

  it('labels are lost silently: without shares of them a guard stands in the way', () => {
    const level = (labels: string) =>
      merged({ labels }).plan.guards.find(({ code }) => code === 'G-LABELS')?.level;
    expect(level('mode')).toBe('block');
    expect(level('soft')).toBeUndefined();
  });

  it('rows of a test part are merged with none, and their like leaves the train part', () => {
    const rows = ROWS.map((row, i) => [...row, i === 4 ? 'test' : 'train']);
    const subject = given(tableOf([...NAMES, 'part'], rows), {
      ...{ item: 'id', vote: 'label', part: 'split' },
    });
    const { rows: found, plan } = merged({}, subject);
    expect(column(found, 'item')).toEqual(['b', 'c', 'a', 'd']);
    expect(found[2]).toMatchObject({ price: '10.5', part: 'test', _merged_rows: '' });
    expect(plan.notices.join()).toContain('2 train rows equal rows of another part');
  });
});

it('copies of whole rows become one of them, cell for cell', () => {
  const subject = shop([...ROWS, ROWS[0]!, ROWS[3]!, ROWS[0]!]);
  const { plan } = merged(
    { detector: 'exact', rules: '' },
    given(subject.table, { vote: 'label' }),
  );
  expect(plan.made).toBeUndefined();
  expect([...plan.rows]).toEqual([0, 1, 2, 3, 4, 6]);
});
