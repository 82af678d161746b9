import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table';
import { NO_ROW } from '../../../src/engine/plan';
import { example } from './fixtures';
import { given, run } from './run';

const keep = (
  subject: ReturnType<typeof given>,
  values: Record<string, string | string[] | boolean>,
) => run(subject, [{ method: 'exact-dedup', values }]).plan;

describe('exact-dedup', () => {
  const { input, expect: expected } = example<Record<string, number[]>>('exact-dedup', 'keep');
  const { columns, rows } = input as { columns: string[]; rows: (string | number)[][] };
  const subject = given(
    tableOf(
      columns,
      rows.map((row) => row.map(String)),
    ),
  );

  it.each(Object.entries(expected))('keeps %s', (policy, kept) => {
    expect([...keep(subject, { keep: policy }).rows]).toEqual(kept);
  });

  it('says which row is kept for each that leaves', () => {
    const { removed } = keep(subject, { keep: 'last' });
    expect([...removed.rows]).toEqual([0, 2]);
    expect([...removed.keptAs]).toEqual([1, 5]);
    expect(Array.from(removed.reason, (index) => removed.reasons[index])).toEqual([
      'exact',
      'exact',
    ]);
    const { removed: all } = keep(subject, { keep: 'none' });
    expect([...all.keptAs]).toEqual([NO_ROW, NO_ROW, NO_ROW, NO_ROW]);
  });

  it('compares numbers by value and text as written', () => {
    const numbers = given(tableOf(['x'], [['1'], ['1.0'], ['2.5'], ['2.50']]));
    expect([...keep(numbers, {}).rows]).toEqual([0, 2]);
    const texts = given(
      tableOf(
        ['x', 'c'],
        [
          ['1', '01'],
          ['1', '1'],
          ['1', 'a'],
          ['1', 'A'],
        ],
      ),
    );
    expect([...keep(texts, {}).rows]).toEqual([0, 1, 2, 3]);
    expect([...keep(texts, { normalise: 'case' }).rows]).toEqual([0, 1, 2]);
  });

  it('keeps all-unique files whole and one row of all-identical files', () => {
    const unique = given(tableOf(['x'], [['a'], ['b'], ['c']]));
    expect([...keep(unique, {}).rows]).toEqual([0, 1, 2]);
    const same = given(tableOf(['x'], [['a'], ['a'], ['a']]));
    expect([...keep(same, {}).rows]).toEqual([0]);
  });

  it('does not compare ids, and refuses sets whose labels contradict', () => {
    const rows = [
      ['1', 'p', 'yes'],
      ['2', 'p', 'yes'],
      ['3', 'p', 'no'],
      ['4', 'q', 'no'],
    ];
    const labelled = given(tableOf(['id', 'x', 'y'], rows), { id: 'id', y: 'label' });
    expect([...keep(labelled, {}).rows]).toEqual([0, 2, 3]);
    expect(() => keep(labelled, { columns: ['x'] })).toThrow(
      expect.objectContaining({ code: 'guard-blocked' }),
    );
    expect([...keep(labelled, { columns: ['x'], within: ['y'] }).rows]).toEqual([0, 2, 3]);
    expect([...keep(labelled, { columns: ['x'], keep: 'none' }).rows]).toEqual([3]);
  });

  it('adds the size of each set on request', () => {
    const plan = keep(subject, { clusterSize: true });
    expect(Array.from(plan.rows, (_, output) => plan.columns[0]!.text(output))).toEqual([
      '2',
      '2',
      '1',
      '1',
    ]);
    expect(keep(subject, {}).columns).toEqual([]);
  });

  it('passes rows out of scope through', () => {
    const rows = [
      ['a', 'test'],
      ['a', 'train'],
      ['a', 'train'],
      ['a', 'test'],
    ];
    const split = given(tableOf(['x', 'split'], rows), { split: 'split' });
    expect([...keep(split, {}).rows]).toEqual([0, 1, 3]);
  });
});

describe('keep-policy', () => {
  const { input, expect: expected } = example<Record<string, number[]>>(
    'keep-policy',
    'ties and missing',
  );
  const { cluster, score, text } = input as {
    cluster: string[];
    score: (number | null)[];
    text: string[];
  };
  const subject = given(
    tableOf(
      ['cluster', 'score', 'text'],
      cluster.map((name, row) => [name, score[row] === null ? '' : String(score[row]), text[row]!]),
    ),
  );

  it.each(Object.entries(expected))('keeps %s', (policy, kept) => {
    const [word, by] = policy.split(':');
    const keepBy = by ?? (/^(long|short)est$/.test(word!) ? 'text' : undefined);
    const values = { columns: ['cluster'], keep: word!, ...(keepBy ? { keepBy } : {}) };
    expect([...keep(subject, values).rows]).toEqual(kept);
  });

  it('keeps the row with fewest empty cells, of equals the first', () => {
    const rows = [
      ['a', '', 'x'],
      ['a', '1', ''],
      ['a', '1', 'x'],
      ['a', '2', 'y'],
    ];
    const gaps = given(tableOf(['key', 'n', 't'], rows));
    expect([...keep(gaps, { columns: ['key'], keep: 'most-complete' }).rows]).toEqual([2]);
  });
});
