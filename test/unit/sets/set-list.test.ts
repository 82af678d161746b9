import { describe, expect, it } from 'vitest';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { tableOf } from '../../../src/engine/table/table';
import type { Roles } from '../../../src/engine/roles/roles';
import { SET_ORDERS } from '../../../src/engine/sets/set-kind';
import { SetList, type ListedSet, type SetsWanted } from '../../../src/engine/sets/set-list';

const noTick = () => undefined;
const SEED = 20_261_122;
/** Whole numbers below `below`, always the same ones. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const roll = dice(SEED);
const NAMES = ['town', 'amount', 'label', 'split'];
const ROLES: Roles = ['feature', 'feature', 'label', 'split'];
/** Few values, so that many rows are equal. */
const ROWS = Array.from({ length: 600 }, () => [
  `Town ${String(roll(9))}`,
  String(roll(7)),
  ['yes', 'no', 'perhaps', ''][roll(4)]!,
  ['train', 'test'][roll(2)]!,
]);

function listOf(
  kind: 'exact' | 'contradictory' | 'near',
  rows = ROWS,
  names = NAMES,
  roles = ROLES,
) {
  const table = tableOf(names, rows);
  const profiles = profileColumns(table, noTick);
  return new SetList(kind, { table, profiles, roles }, {}, noTick);
}
/** All sets of all pages, seven at a time. */
function all(list: SetList, wanted: Partial<SetsWanted> = {}): ListedSet[] {
  const found: ListedSet[] = [];
  for (;;) {
    const asked = {
      order: 'largest',
      filter: {},
      ...wanted,
      offset: found.length,
      limit: 7,
    } as const;
    const page = list.page(asked, noTick);
    found.push(...page.sets);
    if (page.sets.length === 0) {
      expect(found).toHaveLength(page.total);
      return found;
    }
  }
}
const firsts = (sets: readonly ListedSet[]) => sets.map(({ first }) => first);

/** Rows that agree in some columns, by looking at every row. */
function groups(rows: readonly (readonly string[])[], columns: readonly number[]): number[][] {
  const found = new Map<string, number[]>();
  rows.forEach((cells, row) => {
    const key = JSON.stringify(columns.map((column) => cells[column]));
    found.set(key, [...(found.get(key) ?? []), row]);
  });
  return [...found.values()].filter((group) => group.length > 1);
}
const CLASSES = ['no', 'perhaps', 'yes'];
const PARTS = ['test', 'train'];
/** Place of the most frequent value; the first of equals, and behind all others where there is none. */
function mode(group: readonly number[], column: number, order: readonly string[]): number {
  const counts = order.map((value) => group.filter((row) => ROWS[row]![column] === value).length);
  const most = Math.max(...counts);
  return most === 0 ? order.length : counts.indexOf(most);
}

describe(`all sets of copies (seed ${String(SEED)})`, () => {
  const truth = groups(ROWS, [0, 1, 2, 3]);
  const bySize = (a: number[], b: number[]) => b.length - a.length || a[0]! - b[0]!;

  it('are listed, each once, whatever the order', () => {
    const list = listOf('exact');
    const wanted = truth.map((group) => group[0]!).sort((a, b) => a - b);
    expect(truth.length).toBeGreaterThan(100);
    for (const order of SET_ORDERS) {
      expect(firsts(all(list, { order })).sort((a, b) => a - b)).toEqual(wanted);
    }
  });

  it('stand by size, by class, by part and in the order of the file', () => {
    const list = listOf('exact');
    const sorted = (by: (group: number[]) => number) =>
      [...truth].sort((a, b) => by(a) - by(b) || bySize(a, b)).map((group) => group[0]!);
    expect(firsts(all(list))).toEqual(sorted(() => 0));
    expect(firsts(all(list, { order: 'class' }))).toEqual(sorted((g) => mode(g, 2, CLASSES)));
    expect(firsts(all(list, { order: 'part' }))).toEqual(sorted((g) => mode(g, 3, PARTS)));
    expect(firsts(all(list, { order: 'first' }))).toEqual(sorted((g) => g[0]!));
  });

  it('are narrowed down by class, by part and by a text, all at once too', () => {
    const list = listOf('exact');
    const wanted = (test: (cells: readonly string[]) => boolean) =>
      truth
        .filter((group) => group.some((row) => test(ROWS[row]!)))
        .sort(bySize)
        .map((group) => group[0]!);
    const of = (filter: SetsWanted['filter']) => firsts(all(list, { filter }));
    expect(of({ ofClass: 'yes' })).toEqual(wanted((cells) => cells[2] === 'yes'));
    expect(of({ ofPart: 'test' })).toEqual(wanted((cells) => cells[3] === 'test'));
    expect(of({ text: ' tOWN 3' })).toEqual(wanted((cells) => cells[0] === 'Town 3'));
    expect(of({ ofClass: 'no', ofPart: 'train', text: 'town 3' })).toEqual(
      wanted((cells) => cells.join() === `Town 3,${cells[1]!},no,train`),
    );
    expect(of({ ofClass: 'never seen' })).toEqual([]);
    expect(of({ text: 'never seen' })).toEqual([]);
  });

  it('say which values they can be narrowed down to, and in how many sets each is', () => {
    const {
      classes,
      parts,
      all: every,
      naming,
    } = listOf('exact').page(
      { order: 'largest', filter: { ofClass: 'yes' }, offset: 0, limit: 1 },
      noTick,
    );
    const count = (column: number, value: string) =>
      truth.filter((group) => group.some((row) => ROWS[row]![column] === value)).length;
    const counted = (column: number, values: readonly string[]) =>
      values
        .map((value) => ({ value, sets: count(column, value) }))
        .sort((a, b) => b.sets - a.sets);
    expect(classes).toEqual(counted(2, CLASSES));
    expect(parts).toEqual(counted(3, PARTS));
    expect(every).toBe(truth.length);
    expect(naming).toContain(0);
  });

  it('open with all their rows, and a row without a copy is in none', () => {
    const list = listOf('exact');
    for (const group of truth.slice(0, 30)) {
      const opened = list.open(group.at(-1)!, 0, 100)!;
      expect([...opened.rows]).toEqual(group);
      expect(opened).toMatchObject({ size: group.length, centre: group[0], similarities: null });
      expect([...list.open(group[0]!, 1, 1)!.rows]).toEqual([group[1]]);
    }
    const alone = ROWS.findIndex((_, row) => !truth.some((group) => group.includes(row)));
    if (alone >= 0) expect(list.open(alone, 0, 9)).toBeUndefined();
  });
});

it('contradictions are sets of equal inputs with several labels, rows without a label left out', () => {
  const labelled = ROWS.map((_, row) => row).filter((row) => ROWS[row]![2] !== '');
  const truth = groups(
    labelled.map((row) => ROWS[row]!),
    [0, 1],
  )
    .map((group) => group.map((at) => labelled[at]!))
    .filter((group) => new Set(group.map((row) => ROWS[row]![2])).size > 1)
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  const found = all(listOf('contradictory'));
  expect(firsts(found)).toEqual(truth.map((group) => group[0]));
  expect(found.map(({ size }) => size)).toEqual(truth.map((group) => group.length));
  expect(found[0]!.labels.reduce((sum, { count }) => sum + count, 0)).toBe(truth[0]!.length);
  // Of each label a row is named, however few are asked for.
  const labels = new Set(truth[0]!.map((row) => ROWS[row]![2]));
  const named = listOf('contradictory').open(truth[0]![0]!, 0, labels.size)!;
  expect(new Set([...named.rows].map((row) => ROWS[row]![2]))).toEqual(labels);
});

describe('sets of nearly equal texts', () => {
  const words = (text: number) =>
    Array.from({ length: 60 }, (_, at) => `w${String(text)}x${String(at)}`);
  /** Of each text a copy in which the last `changed` words are others: J = (56 - c) / (56 + c). */
  const texts = [1, 4, 2, 5, 3].flatMap((changed, text) => [
    words(text).join(' '),
    [...words(text).slice(0, 60 - changed), ...words(90 + text).slice(0, changed)].join(' '),
  ]);
  const rows = texts.map((text, row) => [text, row % 3 === 0 ? 'a' : 'b']);
  const list = listOf('near', rows, ['body', 'label'], ['text', 'label']);

  it('stand by how little alike they are, with their similarity', () => {
    const found = all(list, { order: 'least-alike' });
    expect(firsts(found)).toEqual([6, 2, 8, 4, 0]);
    const jaccard = (changed: number) => (56 - changed) / (56 + changed);
    [5, 4, 3, 2, 1].forEach((changed, i) => {
      expect(found[i]!.alike!.least).toBeCloseTo(jaccard(changed), 6);
      expect(found[i]!.words).toHaveLength(1);
    });
  });

  it('are narrowed down to those whose labels differ', () => {
    const wanted = [0, 2, 4, 6, 8].filter((row) => rows[row]![1] !== rows[row + 1]![1]);
    const found = all(list, { order: 'first', filter: { differing: true } });
    expect(firsts(found)).toEqual(wanted);
  });
});
