import { describe, expect, it } from 'vitest';
import { rougeL } from '../../../src/engine/contamination/rouge-l';
import { normalText } from '../../../src/engine/cells/normal-text';
import type { BenchmarkContamination } from '../../../src/engine/metrics/duplicates/benchmark-contamination';
import type { SplitLeakage } from '../../../src/engine/metrics/duplicates/split-leakage';
import type { ParamValue } from '../../../src/engine/params/params';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { figures } from '../metrics/auditing';
import { example } from './fixtures';
import { given, run, type Given } from './run';

type Values = Readonly<Record<string, ParamValue>>;
const removed = (subject: Given, method: string, values: Values = {}) => [
  ...run(subject, [{ method, values }]).plan.removed.rows,
];

const SEED = 11;
const die = dice(SEED);
const words = (n: number, from = 5000) => Array.from({ length: n }, () => `w${die.below(from)}x`);
/** Items of 20 words and of 5, and train texts: most without any item, some with one, spelled differently. */
const items = [...Array.from({ length: 30 }, () => words(20)), words(5), words(5)];
const capitals = (text: string) => text.replace(/w/g, 'W');
const planted: readonly (readonly [text: string, holds: boolean])[] = [
  [items[0]!.join(' '), true],
  [[...words(30), ...items[1]!, ...words(9)].join(' '), true],
  [[...words(10), capitals(items[2]!.join(',  ')), ...words(10)].join(' '), true],
  [[...words(10), ...items[3]!.slice(2, 15), ...words(10)].join(' '), true],
  // Twelve words of the item: fewer than a run, and five of thirteen runs of eight.
  [[...words(10), ...items[4]!.slice(0, 12), ...words(10)].join(' '), false],
  // Nineteen of twenty words with one in the middle changed: half of the runs of eight are left only with two runs of ten.
  [[...words(4), ...items[5]!.slice(0, 6), 'other', ...items[5]!.slice(7)].join(' '), true],
  [items[30]!.join(' '), true],
  [[...words(10), ...items[31]!, ...words(10)].join(' '), false],
];
const TRAIN = [
  ...planted.map(([text]) => text),
  ...Array.from({ length: 120 }, () => words(25 + die.below(60)).join(' ')),
];
const ROWS = [
  ...TRAIN.map((text) => [text, 'web.jsonl', 'a']),
  ...items.map((own) => [own.join(' '), 'test.jsonl', 'b']),
];
const NAMES = ['t', 'file', 'y'];
const table = tableOf(NAMES, ROWS);
const subject = given(table, { t: 'text', file: 'ignored', y: 'label' });
const BY_FILE = { partColumn: 'file' };

/** The rows of train that hold an item, by sets of runs of words, as it is defined. */
function bruteForce(): number[] {
  const split = (text: string) => normalText(text, 'n3').split(' ');
  const runs = (of: readonly string[], n: number) =>
    new Set(
      Array.from({ length: Math.max(0, of.length - n + 1) }, (_, i) =>
        of.slice(i, i + n).join(' '),
      ),
    );
  return TRAIN.flatMap((text, row) => {
    const own = split(text);
    const [long, short] = [runs(own, 13), runs(own, 8)];
    const holds = items.some((item) => {
      if (item.join(' ') === own.join(' ')) return true;
      if (item.length < 13) return false;
      const shortRuns = [...runs(item, 8)];
      const shared = shortRuns.filter((each) => short.has(each)).length;
      if ([...runs(item, 13)].some((each) => long.has(each)) || 2 * shared >= shortRuns.length) {
        return true;
      }
      if (shared === 0) return false;
      const half = item.slice(10);
      return own.some((_, at) => f(half, own.slice(at, at + half.length)) >= 0.75);
    });
    return holds ? [row] : [];
  });
}

/** ROUGE-L by trying every subsequence of the shorter text. */
function f(one: readonly string[], other: readonly string[]): number {
  const number = new Map([...new Set([...one, ...other])].map((word, i) => [word, i]));
  const numbers = (of: readonly string[]) => Uint32Array.from(of, (word) => number.get(word)!);
  return rougeL(numbers(one), numbers(other));
}

describe('ROUGE-L', () => {
  it('is the F measure of the longest common subsequence, as trying all of them gives', () => {
    for (let turn = 0; turn < 60; turn++) {
      const [one, other] = [0, 1].map(() =>
        Uint32Array.from({ length: 1 + die.below(8) }, () => die.below(4)),
      ) as [Uint32Array, Uint32Array];
      let longest = 0;
      for (let way = 0; way < 2 ** one.length; way++) {
        const chosen = one.filter((_, i) => (way >>> i) & 1);
        let at = 0;
        for (const word of other) if (at < chosen.length && chosen[at] === word) at++;
        if (at === chosen.length) longest = Math.max(longest, at);
      }
      const wanted = (2 * longest) / (one.length + other.length);
      expect(rougeL(one, other), `seed ${SEED}, turn ${turn}`).toBeCloseTo(wanted, 12);
    }
  });
});

describe('benchmark-contamination', () => {
  const found = figures<BenchmarkContamination>(table, 'benchmark-contamination', {
    roles: { text: 't' },
    settings: { 'benchmark-contamination': BY_FILE },
  });

  it('finds what sets of runs of words find', () => {
    const wanted = bruteForce();
    expect(wanted).toEqual(planted.flatMap(([, holds], row) => (holds ? [row] : [])));
    expect(found.rows).toBe(wanted.length);
    expect(found.examples.map(({ row }) => row).sort((a, b) => a - b)).toEqual(wanted);
    expect(found.benchmarks).toEqual([{ name: 'test.jsonl', items: 32, hit: 6 }]);
    expect(found.by).toMatchObject({ whole: 2, run: 4 });
    expect(found.shortItems).toBe(2);
  });

  it('says which item a row holds, and how much of it', () => {
    const whole = found.examples.find(({ row }) => row === 1)!;
    expect(whole).toMatchObject({ item: TRAIN.length + 1, likeness: 'run', run: 20, score: 1 });
    expect(found.examples.find(({ row }) => row === 3)).toMatchObject({ run: 13, score: 0.65 });
  });

  it('ignores a phrase of more than ten texts', () => {
    const phrase = items[6]!.slice(0, 14).join(' ');
    const rows = [
      ...Array.from({ length: 11 }, () => [[...words(9), phrase].join(' '), 'web', 'a']),
      [items[6]!.join(' '), 'test', 'a'],
    ];
    const of = (own: string[][]) =>
      figures<BenchmarkContamination>(tableOf(NAMES, own), 'benchmark-contamination', {
        roles: { text: 't' },
        settings: { 'benchmark-contamination': BY_FILE },
      });
    expect(of(rows)).toMatchObject({ rows: 0, commonRuns: 2 });
    expect(of(rows.slice(1))).toMatchObject({ rows: 10, commonRuns: 0 });
  });
});

describe('decontaminate', () => {
  it('takes out what holds an item, and leaves the benchmark alone', () => {
    expect(removed(subject, 'decontaminate', BY_FILE)).toEqual(bruteForce());
    const { plan } = run(subject, [{ method: 'decontaminate', values: BY_FILE }]);
    expect(plan.removed.keptAs?.[1]).toBe(TRAIN.length + 1);
    const left = plannedTable(table, plan);
    const again = given(left, { t: 'text', file: 'ignored', y: 'label' });
    expect(removed(again, 'decontaminate', BY_FILE)).toEqual([]);
  });

  it('asks for a share of the runs of a row, and may only mark', () => {
    const byShare = { ...BY_FILE, hit: 'ratio', ratio: 0.5 };
    // Whole texts, and the one whose runs are nearly all of the item.
    expect(removed(subject, 'decontaminate', byShare)).toEqual([0, 6]);
    const { plan } = run(subject, [
      { method: 'decontaminate', values: { ...BY_FILE, action: 'mark' } },
    ]);
    expect(plan.removed.count).toBe(0);
    const [score, source, phrase] = plan.columns;
    expect([score, source, phrase].map((column) => column!.text(3))).toEqual([
      '0.6500',
      'test.jsonl',
      items[3]!.slice(2, 15).join(' '),
    ]);
    expect(score!.text(4)).toBe('');
  });
});

describe('remove-leaks', () => {
  const text = (seed: number) =>
    Array.from({ length: 30 }, (_, i) => `t${seed * 31 + i}`).join(' ');
  const rows = Array.from({ length: 60 }, (_, i) => [
    `id${i}`,
    text(i),
    `u${i % 29}`,
    i < 40 ? 'train' : i < 50 ? 'valid' : 'test',
    i % 2 ? 'a' : 'b',
  ]);
  // Row 3 of train comes again in test in other case, row 5 with another last word.
  rows[55]![1] = capitals(text(3).toUpperCase());
  rows[56]![1] = text(5).replace(/\S+$/, 'last');
  // Rows of train that equal each other, and rows of valid and test that do, are no leak.
  rows[8]![1] = text(7);
  rows[58]![1] = text(45);
  const roles = { id: 'id', t: 'text', u: 'ignored', s: 'split', y: 'label' } as const;
  const names = ['id', 't', 'u', 's', 'y'];
  const parted = given(
    tableOf(
      names,
      rows.map((row) => [row[0]!, row[1]!, '', row[3]!, row[4]!]),
    ),
    roles,
  );
  const leaks = (of: Table) =>
    figures<SplitLeakage>(of, 'split-leakage', {
      roles: { text: 't', label: 'y', others: { id: 'id', s: 'split' } },
    });

  it('takes the planted rows out of train and nothing else', () => {
    expect(leaks(parted.table)).toMatchObject({ cleanRows: 18, near: { rows: 2 } });
    const { plan } = run(parted, [{ method: 'remove-leaks' }]);
    expect([...plan.removed.rows]).toEqual([3, 5]);
    expect([...plan.removed.keptAs!]).toEqual([55, 56]);
    const left = leaks(plannedTable(parted.table, plan));
    expect(left).toMatchObject({ rows: 0, near: { rows: 0 }, cleanRows: 20 });
    expect(left.levels.find(({ level }) => level === 'n2')!.rows).toBe(0);
  });

  it('takes them from the other side, from both, or as they are written', () => {
    expect(removed(parted, 'remove-leaks', { from: 'evaluation' })).toEqual([55, 56]);
    expect(removed(parted, 'remove-leaks', { from: 'both' })).toEqual([3, 5, 55, 56]);
    expect(removed(parted, 'remove-leaks', { near: false })).toEqual([3]);
    expect(removed(parted, 'remove-leaks', { near: false, equal: 'written' })).toEqual([]);
    expect(removed(parted, 'remove-leaks', { near: false, equal: 'no' })).toEqual([]);
  });

  it('takes out relatives, and entities when asked', () => {
    const subjects = given(
      tableOf(
        ['x', '_family', 'u', 's', 'y'],
        [
          ['1', '0', 'ann', 'train', 'a'],
          ['2', '1', 'ben', 'train', 'b'],
          ['3', '0', 'cem', 'test', 'a'],
          ['4', '3', 'ben', 'test', 'b'],
          ['5', '', '', 'test', 'a'],
        ],
      ),
      { s: 'split', u: 'entity', y: 'label', _family: 'ignored' },
    );
    expect(removed(subjects, 'remove-leaks')).toEqual([0]);
    expect(removed(subjects, 'remove-leaks', { entity: true })).toEqual([0, 1]);
  });

  it('does not thin out a part to evaluate on', () => {
    const copies = rows.map((row, i) => [
      row[0]!,
      i >= 50 ? text(i - 40) : row[1]!,
      '',
      row[3]!,
      row[4]!,
    ]);
    const { plan } = run(given(tableOf(names, copies), roles), [
      { method: 'remove-leaks', values: { from: 'evaluation' } },
    ]);
    const note = plan.guards.find(({ code }) => code === 'G-SHRINK');
    expect(note?.level).toBe('block');
    expect(note?.message).toMatch(/^`test` would keep 0 of 10 rows/);
  });
});

describe('cross-file-dedup', () => {
  const { input, expect: wanted } = example<{ kept: number[]; multisetKept: number[] }>(
    'cross-file-dedup',
    'subtract',
  );
  const { A, B } = input as { A: string[]; B: string[] };
  const both = given(
    tableOf(['x', 'file'], [...A.map((x) => [x, 'A']), ...B.map((x) => [x, 'B'])]),
    { file: 'id' },
  );
  const FILE = { partColumn: 'file' };
  const keptOfA = (values: Values) => {
    const gone = removed(both, 'cross-file-dedup', { ...FILE, ...values });
    return A.flatMap((_, row) => (gone.includes(row) ? [] : [row]));
  };

  it('subtracts a file, all copies or as many as it has', () => {
    expect(keptOfA({ mode: 'subtract', reference: 'B' })).toEqual(wanted.kept);
    expect(keptOfA({ mode: 'subtract', reference: 'B', multiset: true })).toEqual(
      wanted.multisetKept,
    );
  });

  it('keeps one over all files, by the order in which they are named', () => {
    expect(removed(both, 'cross-file-dedup', FILE)).toEqual([2, 4]);
    expect(removed(both, 'cross-file-dedup', { ...FILE, priority: 'B' })).toEqual([0, 2]);
  });

  it('reports without removing, and refuses files that are not there', () => {
    const { plan } = run(both, [
      { method: 'cross-file-dedup', values: { ...FILE, mode: 'report' } },
    ]);
    expect(plan.removed.count).toBe(0);
    expect(plan.tables['files']).toEqual([
      { file: 'A', rows: 4, shared: 2, copies: 1 },
      { file: 'B', rows: 2, shared: 1, copies: 1 },
    ]);
    expect(() => removed(both, 'cross-file-dedup', { ...FILE, priority: 'C' })).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });
});
