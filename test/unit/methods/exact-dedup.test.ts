import { describe, expect, it } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { example } from './fixtures';
import { blockedBy } from '../../../src/engine/recipe/run-recipe';
import type { GuardCode } from '../../../src/engine/guards/guard';
import type { Plan } from '../../../src/engine/plan/plan';
import { reasonOf } from '../../../src/engine/plan/removed-rows';
import { given, run } from './run';

const keep = (
  subject: ReturnType<typeof given>,
  values: Record<string, string | string[] | boolean>,
) => run(subject, [{ method: 'exact-dedup', values }]).plan;

const level = (plan: Plan, code: GuardCode) => plan.guards.find((guard) => guard.code === code);

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
    expect([...removed.keptAs!]).toEqual([1, 5]);
    expect([0, 1].map((at) => reasonOf(removed, at))).toEqual(['exact', 'exact']);
    const { removed: all } = keep(subject, { keep: 'none' });
    expect(all.keptAs).toBeUndefined();
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

  it('does not compare ids, and blocks sets whose labels contradict', () => {
    const rows = [
      ['1', 'p', 'yes'],
      ['2', 'p', 'yes'],
      ['3', 'p', 'no'],
      ['4', 'q', 'no'],
    ];
    const labelled = given(tableOf(['id', 'x', 'y'], rows), { id: 'id', y: 'label' });
    expect([...keep(labelled, {}).rows]).toEqual([0, 2, 3]);
    const step = { method: 'exact-dedup', values: { columns: ['x'] } };
    const plan = keep(labelled, step.values);
    const recipe = { seed: 0, steps: [step], roles: {} };
    expect([...plan.rows]).toEqual([0, 3]);
    expect(blockedBy(plan, recipe).map(({ code }) => code)).toEqual(['G-LABELS']);
    expect(blockedBy(plan, { ...recipe, overrides: ['G-LABELS'] })).toEqual([]);
    expect(level(plan, 'G-LABELS')?.message).toBe(
      '1 set of equal rows differs in `y`, as in `yes` and `no`: one answer would be kept and the others lost. Set `within` to `y`, or `keep` to `none`.',
    );
    const within = keep(labelled, { columns: ['x'], within: ['y'] });
    expect([...within.rows]).toEqual([0, 2, 3]);
    expect(level(within, 'G-LABELS')?.level).toBe('passed');
    const none = keep(labelled, { columns: ['x'], keep: 'none' });
    expect([...none.rows]).toEqual([3]);
    expect(level(none, 'G-LABELS')?.level).toBe('passed');
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

  it('passes rows out of scope through; the train copy of a test row goes', () => {
    const rows = [
      ['a', 'test'],
      ['a', 'train'],
      ['a', 'train'],
      ['a', 'test'],
    ];
    const split = given(tableOf(['x', 'split'], rows), { split: 'split' });
    const plan = keep(split, {});
    expect([...plan.rows]).toEqual([0, 3]);
    expect([...plan.removed.keptAs!]).toEqual([0, 0]);
    expect(plan.notices).toEqual([
      '2 train rows equal rows of another part: a model would be tested on what it has seen.',
    ]);
    expect([...keep(split, { acrossParts: false }).rows]).toEqual([0, 1, 3]);
    expect([...keep(split, { scope: 'all' }).rows]).toEqual([0]);
    expect([...keep(split, { scope: 'all', keep: 'last' }).rows]).toEqual([3]);
  });

  it('only marks copies with keep = all', () => {
    const plan = keep(given(tableOf(['x'], [['a'], ['b'], ['a'], ['b'], ['a'], ['c']])), {
      keep: 'all',
    });
    expect(plan.removed.rows).toHaveLength(0);
    expect(plan.columns.map(({ name }) => name)).toEqual([
      'dup_cluster_id',
      'dup_cluster_size',
      'is_representative',
    ]);
    expect(
      Array.from(plan.rows, (_, output) => plan.columns.map((column) => column.text(output))),
    ).toEqual([
      ['0', '3', 'true'],
      ['1', '2', 'true'],
      ['0', '3', 'false'],
      ['1', '2', 'false'],
      ['0', '3', 'false'],
      ['5', '1', 'true'],
    ]);
  });

  it('blocks when more than half of the rows leave, warns where rows are coarse', () => {
    const rows = (copies: number) =>
      given(
        tableOf(
          ['x'],
          Array.from({ length: 10 }, (_, i) => [i < copies ? 'a' : `b${i}`]),
        ),
      );
    expect(level(keep(rows(6), {}), 'G-HALF')?.level).toBe('passed');
    expect(level(keep(rows(7), {}), 'G-HALF')).toMatchObject({
      level: 'block',
      message: expect.stringMatching(/^6 of 10 rows \(60\.0%\) would leave\./) as string,
    });
    expect(level(keep(rows(7), {}), 'G-COARSE')).toMatchObject({
      level: 'warning',
      message:
        'There is no id and no text, and 1 column allows only 4 combinations for 10 rows: equal rows may be different cases.',
    });
    const told = given(
      tableOf(
        ['id', 'x'],
        [
          ['1', 'a'],
          ['2', 'a'],
          ['3', 'b'],
        ],
      ),
      { id: 'id' },
    );
    expect(level(keep(told, {}), 'G-COARSE')?.level).toBe('passed');
  });

  it('says how much of every class and group stays', () => {
    const rows = [
      ['p', 'u'],
      ['p', 'u'],
      ['q', 'v'],
      ['r', 'u'],
    ];
    const groups = given(tableOf(['x', 'g'], rows), { g: 'group' });
    expect(keep(groups, {}).tables['kept']).toEqual([
      { column: 'g', value: 'u', rows: 3, kept: 2, keptShare: 2 / 3 },
      { column: 'g', value: 'v', rows: 1, kept: 1, keptShare: 1 },
    ]);
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

  it('keeps the newest and the oldest, by dates and by numbers; a row without time comes last', () => {
    const rows = [
      ['a', '', '5'],
      ['a', '2024-02-03', '7'],
      ['a', '2023-12-31T23:00', '7'],
      ['a', '2024-02-03', '6'],
    ];
    const dated = given(tableOf(['key', 'day', 'n'], rows), { day: 'timestamp' });
    const kept = (values: Record<string, string | string[]>) => [
      ...keep(dated, { columns: ['key'], ...values }).rows,
    ];
    expect(kept({ keep: 'newest' })).toEqual([1]);
    expect(kept({ keep: 'oldest' })).toEqual([2]);
    expect(kept({ keep: 'newest', keepBy: 'n' })).toEqual([1]);
    expect(kept({ keep: 'oldest', keepBy: 'n' })).toEqual([0]);
    expect(() => kept({ keep: 'oldest', keepBy: 'key' })).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
    expect(() => keep(subject, { keep: 'newest' })).toThrow(
      expect.objectContaining({ code: 'missing-role' }),
    );
  });

  it('reads dates of either order by what the column allows', () => {
    const rows = (last: string) => ['03/04/2024', '05/03/2024', last].map((day) => ['a', day]);
    const kept = (last: string) => [
      ...keep(given(tableOf(['key', 'day'], rows(last)), { day: 'timestamp' }), {
        columns: ['key'],
        keep: 'newest',
      }).rows,
    ];
    // Day first: 3 April is newer than 5 March. Month first: 3 May is newer than 4 March.
    expect(kept('31/01/2024')).toEqual([0]);
    expect(kept('01/31/2024')).toEqual([1]);
  });

  it('keeps by a list of values, what is not listed last', () => {
    const rows = [
      ['a', 'blog'],
      ['a', 'web'],
      ['a', 'gold'],
      ['b', 'blog'],
      ['b', 'mail'],
    ];
    const sources = given(tableOf(['key', 'source'], rows), { source: 'domain' });
    const values = { columns: ['key'], keep: 'priority', priority: 'gold, web' };
    expect([...keep(sources, values).rows]).toEqual([2, 3]);
    expect([...keep(sources, { ...values, priority: 'mail,web' }).rows]).toEqual([1, 4]);
    expect(() => keep(sources, { ...values, priority: '' })).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });
});
