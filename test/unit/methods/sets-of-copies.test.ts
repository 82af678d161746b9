import { describe, expect, it } from 'vitest';
import { RowClusters } from '../../../src/engine/kernels/row-clusters';
import type { MethodContext } from '../../../src/engine/method';
import { collapse } from '../../../src/engine/methods/deduplicate/parts/collapse';
import { keepParams } from '../../../src/engine/methods/deduplicate/parts/keep';
import type { Sets } from '../../../src/engine/methods/deduplicate/parts/sets';
import type { Values } from '../../../src/engine/params/params';
import { createRandom } from '../../../src/engine/random';
import { rowNumbers } from '../../../src/engine/plan/row-numbers';
import { tableOf } from '../../../src/engine/table/table';
import { resolveValues } from '../../../src/engine/params/values';
import { example } from './fixtures';
import { FACTS, given, run, sha256, type Given } from './run';

const plan = (subject: Given, method: string, values: Values = {}) =>
  run(subject, [{ method, values }]).plan;

const keys = (column: readonly string[]) =>
  given(
    tableOf(
      ['key'],
      column.map((key) => [key]),
    ),
  );

const columnTexts = ({ rows, columns }: ReturnType<typeof plan>, name: string) =>
  Array.from(rows, (_, output) => columns.find((column) => column.name === name)!.text(output));

describe('key-dedup', () => {
  const { input, params, expect: expected } = example<{ kept: number[] }>('key-dedup', 'key a');
  const { columns, rows } = input as { columns: string[]; rows: (string | number)[][] };
  const subject = given(
    tableOf(
      columns,
      rows.map((row) => row.map(String)),
    ),
  );

  it('keeps one row of each key, and says in which columns rows of a key differ', () => {
    const found = plan(subject, 'key-dedup', params as Values);
    expect([...found.rows]).toEqual(expected.kept);
    expect([...found.removed.keptAs!]).toEqual([0, 0, 2]);
    expect(found.removed.reasons).toEqual(['key']);
    expect(found.tables['conflicts']).toEqual([{ column: 'b', keys: 1 }]);
    expect(found.notices).toEqual(['Rows of one key differ in `b` (1).']);
  });

  it('takes the id, else the entity with its timestamp, else refuses', () => {
    const table = tableOf(
      ['user', 'day', 'n'],
      [
        ['u', '2024-01-01', '1'],
        ['u', '2024-01-02', '2'],
        ['u', '2024-01-01', '3'],
      ],
    );
    const kept = (roles: Parameters<typeof given>[1]) => [
      ...plan(given(table, roles), 'key-dedup').rows,
    ];
    expect(kept({ user: 'id' })).toEqual([0]);
    expect(kept({ user: 'entity', day: 'timestamp' })).toEqual([0, 1]);
    expect(() => kept({})).toThrow(expect.objectContaining({ code: 'missing-role' }));
  });

  it('lets rows without a key stay, leave, or count as one', () => {
    const gaps = given(
      tableOf(
        ['a', 'b'],
        [
          ['', 'x'],
          ['', 'x'],
          ['1', ''],
          ['1', 'x'],
          ['1', 'x'],
        ],
      ),
    );
    const kept = (missingKey: string) => [
      ...plan(gaps, 'key-dedup', { key: ['a', 'b'], missingKey }).rows,
    ];
    expect(kept('keep-all')).toEqual([0, 1, 2, 3]);
    expect(kept('one')).toEqual([0, 2, 3]);
    expect(kept('drop')).toEqual([3]);
    const { removed } = plan(gaps, 'key-dedup', { key: ['a', 'b'], missingKey: 'drop' });
    expect(Array.from(removed.reason!, (of) => removed.reasons[of])).toEqual([
      'missing-key',
      'missing-key',
      'missing-key',
      'key',
    ]);
  });

  it('doubts a key that is nearly constant', () => {
    const few = keys(Array.from({ length: 300 }, (_, i) => (i % 2 ? 'a' : 'b')));
    expect(plan(few, 'key-dedup', { key: ['key'] }).notices).toEqual([
      '`key` takes only 2 values in 300 rows (0.7%): is this the key?',
    ]);
  });
});

describe('drop-all', () => {
  it('removes whole sets', () => {
    const { input, expect: expected } = example<{ kept: number[] }>('drop-all', 'toy');
    const { key } = input as { key: string[] };
    const { rows, removed } = plan(keys(key), 'drop-all');
    expect([...rows]).toEqual(expected.kept);
    expect(removed.keptAs).toBeUndefined();
  });

  it('spares small sets, and on request sets whose labels agree or that lie in one part', () => {
    const rows = [
      ['a', '1', 'train'],
      ['a', '2', 'train'],
      ['b', '1', 'train'],
      ['b', '1', 'test'],
      ['c', '1', 'train'],
      ['c', '1', 'train'],
      ['c', '1', 'train'],
    ];
    const table = tableOf(['key', 'y', 'part'], rows);
    const labelled = given(table, { y: 'label' });
    const kept = (subject: Given, values: Values) => [
      ...plan(subject, 'drop-all', { detector: 'key', key: ['key'], ...values }).rows,
    ];
    expect(kept(labelled, { minSize: 3 })).toEqual([0, 1, 2, 3]);
    expect(kept(labelled, { onlyIf: 'labels-disagree' })).toEqual([2, 3, 4, 5, 6]);
    expect(() => kept(labelled, { onlyIf: 'cross-split' })).toThrow(
      expect.objectContaining({ code: 'missing-role' }),
    );
    const parted = given(table, { y: 'label', part: 'split' });
    expect(kept(parted, { onlyIf: 'cross-split' })).toEqual([0, 1, 3, 4, 5, 6]);
    expect(kept(parted, { onlyIf: 'cross-split', scope: 'all' })).toEqual([0, 1, 4, 5, 6]);
  });
});

describe('mark-duplicates', () => {
  it('adds the set, its size and which row stands for it', () => {
    const { input, expect: expected } = example<Record<string, unknown[]>>(
      'mark-duplicates',
      'toy',
    );
    const { key } = input as { key: string[] };
    const found = plan(keys(key), 'mark-duplicates', { keep: 'first' });
    expect([...found.rows]).toEqual(key.map((_, row) => row));
    for (const [name, values] of Object.entries(expected)) {
      expect(columnTexts(found, name)).toEqual(values.map(String));
    }
  });

  it('marks as representatives the rows that removal would keep', () => {
    const table = tableOf(
      ['key', 'score'],
      ['a1', 'b5', 'a7', 'c2', 'b5', 'a3', ''].map((cell) => [...cell]),
    );
    for (const keep of ['first', 'last', 'highest', 'lowest', 'random', 'none']) {
      const values = { key: ['key'], keep, keepBy: 'score' };
      const marked = plan(given(table), 'mark-duplicates', { detector: 'key', ...values });
      const flags = columnTexts(marked, 'is_representative');
      const standing = [...flags.keys()].filter((row) => flags[row] === 'true');
      // Draws belong to the method; all other policies agree.
      const wanted = keep === 'random' ? standing.length : standing;
      const left = [...plan(given(table), 'key-dedup', values).rows];
      expect(keep === 'random' ? left.length : left).toEqual(wanted);
    }
  });
});

describe('cap-per-cluster', () => {
  const { input, params, expect: expected } = example<{ kept: number[] }>('cap-per-cluster', 'c 2');
  const { cluster } = input as { cluster: string[] };

  it('keeps the first of each set, and counts sets before and after', () => {
    const { rows, tables } = plan(keys(cluster), 'cap-per-cluster', params as Values);
    expect([...rows]).toEqual(expected.kept);
    const bands = (table: unknown) =>
      (table as { sets: number; rows: number }[]).slice(0, 3).map((band) => [band.sets, band.rows]);
    expect(bands(tables['copies'])).toEqual([
      [1, 1],
      [1, 2],
      [1, 3],
    ]);
    expect(bands(tables['copiesAfter'])).toEqual([
      [1, 1],
      [2, 4],
      [0, 0],
    ]);
  });

  it('keeps the best by the policy, rows without a score last', () => {
    const scored = given(
      tableOf(
        ['key', 'score'],
        [
          ['a', '1'],
          ['a', ''],
          ['a', '3'],
          ['a', '3'],
          ['a', '2'],
        ],
      ),
    );
    const kept = (c: number, keep: string) => [
      ...plan(scored, 'cap-per-cluster', {
        detector: 'key',
        key: ['key'],
        c,
        keep,
        keepBy: 'score',
      }).rows,
    ];
    expect(kept(1, 'highest')).toEqual([2]);
    expect(kept(2, 'highest')).toEqual([2, 3]);
    expect(kept(4, 'highest')).toEqual([0, 2, 3, 4]);
    expect(kept(2, 'lowest')).toEqual([0, 4]);
  });

  it('says how often rows would be seen', () => {
    expect(plan(keys(cluster), 'cap-per-cluster', { c: 2, epochs: 2 }).notices).toEqual([]);
    expect(plan(keys(cluster), 'cap-per-cluster', { c: 2, epochs: 3 }).notices).toEqual([
      'The rows of a set may be seen 6 times in training: beyond 4 times they add little.',
    ]);
  });
});

describe('sets of rows that are alike', () => {
  // Rows 0, 1 and 3 belong together; 1 is most like the others.
  const likeness: Record<string, number> = { '0,1': 0.9, '1,3': 0.85, '0,3': 0.5 };
  const similarity = (a: number, b: number) => likeness[[a, b].sort().join()]!;
  const subject = given(tableOf(['t'], [['a'], ['b'], ['c'], ['d']]));
  const rows = rowNumbers(4);
  const pairs = { first: Uint32Array.of(0, 0), second: Uint32Array.of(1, 3) };
  const sets: Sets = {
    clusters: new RowClusters(pairs, 4, 4),
    columns: [0],
    similarity,
    reason: 'near',
    inScope: () => true,
  };
  const context: MethodContext = {
    ...subject,
    facts: FACTS,
    random: createRandom(0, sha256),
    scope: rows,
    scopeName: 'all',
    origin: subject,
    tick: () => undefined,
  };
  const method = { id: 'near-dedup' };
  const collapsed = (values: Values, options = {}) =>
    collapse(
      method,
      sets,
      subject.table,
      resolveValues(keepParams('first', 'centroid'), values),
      context,
      options,
    );

  it('say how alike each row is to the one that stays', () => {
    const { removed } = collapsed({});
    expect([...removed.rows]).toEqual([1, 3]);
    expect(removed.reasons).toEqual(['near']);
    expect([...removed.similarity!]).toEqual([0.9, 0.5]);
  });

  it('can keep the row that is most like the others', () => {
    const { rows: kept, removed } = collapsed({ keep: 'centroid' });
    expect([...kept]).toEqual([1, 2]);
    expect([...removed.similarity!]).toEqual([0.9, 0.85]);
    expect(() => run(subject, [{ method: 'exact-dedup', values: { keep: 'centroid' } }])).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it('are marked with the similarity to the most similar row', () => {
    const { columns } = collapsed({}, { markOnly: true });
    const { name, text } = columns.at(-1)!;
    expect(name).toBe('nearest_similarity');
    expect([0, 1, 2, 3].map((row) => text(row))).toEqual(['0.9', '0.9', '', '0.85']);
  });
});
