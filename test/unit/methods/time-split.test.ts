import { describe, expect, it } from 'vitest';
import type { PartFigures } from '../../../src/engine/methods/split/parts/part-plan';
import type { ParamValue } from '../../../src/engine/params/params';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { tableOf } from '../../../src/engine/table/table';
import type { SplitLeakage } from '../../../src/engine/metrics/duplicates/split-leakage';
import { dice } from '../../dice';
import { figures } from '../metrics/auditing';
import { example } from './fixtures';
import { given, run, type Given } from './run';

type Values = Readonly<Record<string, ParamValue>>;
const split = (subject: Given, values: Values = {}) =>
  run(subject, [{ method: 'time-split', values }]).plan;
const partsOf = (subject: Given, values: Values = {}, name = '_split') => {
  const plan = split(subject, values);
  const column = plan.columns.find((each) => each.name === name)!;
  return Array.from(plan.rows, (_, output) => column.text(output));
};
const timed = (times: readonly (string | number | null)[]) =>
  given(
    tableOf(
      ['t', 'x'],
      times.map((time, i) => [time === null ? '' : String(time), `v${String(i)}`]),
    ),
    { t: 'timestamp' },
  );
const SHARES = { train: 0.5, valid: 0.25, test: 0.25 };

describe('time-split', () => {
  it('equals the worked example: equal times go to the end of a cut', () => {
    const { input, expect: wanted } = example<Record<string, number[]>>(
      'time-split',
      'equal times move to their end',
    );
    const subject = timed((input as { time: (number | null)[] }).time);
    const found = partsOf(subject, { shares: SHARES });
    for (const [name, rows] of Object.entries(wanted)) {
      expect(found.flatMap((part, row) => (part === name ? [row] : []))).toEqual(rows);
    }
    expect(split(subject, { shares: SHARES }).notices).toContain(
      '1 row without a time goes to `train`.',
    );
  });

  it('equals sorting by time and row, whatever the times', () => {
    const SEED = 31;
    const die = dice(SEED);
    for (let turn = 0; turn < 60; turn++) {
      const times = Array.from({ length: 3 + die.below(40) }, () => die.below(30));
      const shares = { train: 1 + die.below(5), valid: 1 + die.below(3), test: 1 + die.below(3) };
      const sum = shares.train + shares.valid + shares.test;
      const order = times.map((_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
      let [from, upTo] = [0, 0];
      const wanted = new Map<number, string>();
      for (const [name, share] of Object.entries(shares)) {
        upTo += share;
        let end = Math.max(from, Math.ceil((times.length * upTo) / sum));
        while (end > 0 && end < order.length && times[order[end]!] === times[order[end - 1]!])
          end++;
        for (const row of order.slice(from, end)) wanted.set(row, name);
        from = end;
      }
      const found = partsOf(timed(times), { shares });
      expect(found, `seed ${String(SEED)}, turn ${String(turn)}`).toEqual(
        times.map((_, row) => wanted.get(row)),
      );
    }
  });

  const days = Array.from({ length: 40 }, (_, i) =>
    new Date(Date.UTC(2024, 0, 1 + ((i * 7) % 40))).toISOString().slice(0, 10),
  );
  const time = (row: number) => Date.parse(days[row]!);
  const DAY = 86_400_000;

  it('leaves a gap before each part, in no part or in the file of removed rows', () => {
    const found = partsOf(timed(days), { gap: '3 days' });
    const of = (part: string) => found.flatMap((each, row) => (each === part ? [time(row)] : []));
    expect(Math.max(...of('train')) + 3 * DAY).toBeLessThanOrEqual(Math.min(...of('valid')));
    expect(Math.max(...of('valid')) + 3 * DAY).toBeLessThanOrEqual(Math.min(...of('test')));
    // A day less would do for two rows on either side of each cut.
    expect(of('')).toHaveLength(4);
    const plan = split(timed(days), { gap: '3 days', output: 'files' });
    expect(plan.removed.count).toBe(4);
    expect(plan.columns[0]!.files).toEqual(['train', 'valid', 'test']);
    expect([...plan.removed.rows].every((row) => found[row] === '')).toBe(true);
    plan.rows.forEach((row, output) => {
      expect(plan.columns[0]!.text(output)).toBe(found[row]);
    });
    expect(plan.guards.find(({ code }) => code === 'G-TIME')?.level).toBe('passed');
  });

  it('cuts where it is told, in dates or numbers', () => {
    const found = partsOf(timed(days), { cuts: '2024-01-11, 2024-02-05' });
    days.forEach((day, row) => {
      const wanted = day < '2024-01-11' ? 'train' : day < '2024-02-05' ? 'valid' : 'test';
      expect(found[row]).toBe(wanted);
    });
    const two = { train: 1, test: 1 };
    expect(partsOf(timed([5, 1, 9, 3]), { shares: two, cuts: '4.5' })).toEqual([
      'test',
      'train',
      'test',
      'train',
    ]);
    for (const cuts of ['2024-01-11', 'soon, later', '2024-02-05, 2024-01-11']) {
      expect(() => split(timed(days), { cuts })).toThrow(
        expect.objectContaining({ code: 'bad-parameter' }),
      );
    }
  });

  it('says from when to when parts reach, and what the last has that no earlier one has', () => {
    const subject = given(
      tableOf(
        ['t', 'who'],
        [1, 2, 3, 4].map((t) => [String(t), t < 4 ? 'ann' : 'ben']),
      ),
      { t: 'timestamp', who: 'entity' },
    );
    const plan = split(subject, { shares: { train: 1, test: 1 } });
    expect(plan.tables['boundaries']).toEqual([
      { part: 'train', rows: 2, from: '1', to: '2' },
      { part: 'test', rows: 2, from: '3', to: '4' },
    ]);
    expect(plan.notices).toEqual([
      '1 of 2 values of `who` in `test` (50.0%) occur in no part before it.',
    ]);
    const split2 = plan.tables['split'] as unknown as PartFigures[];
    expect(split2.map(({ part, rows }) => [part, rows])).toEqual([
      ['train', 2],
      ['test', 2],
    ]);
  });

  it('makes folds that are later than what they are trained on', () => {
    for (const mode of ['expanding', 'rolling']) {
      const values = { mode, k: 3, gap: '1 day' };
      const blocks = partsOf(timed(days), values, '_fold').map(Number);
      expect([0, 1, 2, 3].map((block) => blocks.filter((each) => each === block).length)).toEqual([
        10, 10, 10, 10,
      ]);
      for (let fold = 1; fold <= 3; fold++) {
        const found = partsOf(timed(days), values, `_fold_${String(fold)}`);
        const of = (part: string) => found.flatMap((each, row) => (each === part ? [row] : []));
        expect(of('test').every((row) => blocks[row] === fold)).toBe(true);
        expect(Math.max(...of('train').map(time)) + DAY).toBeLessThanOrEqual(
          Math.min(...of('test').map(time)),
        );
        // Consecutive days: a gap of one day takes none.
        expect(of('train')).toHaveLength(mode === 'rolling' ? 10 : 10 * fold);
      }
    }
  });

  it('is what the alert of split-leakage asks for', () => {
    const rows = days.map((day, i) => [day, `v${String(i)}`, i % 2 ? 'train' : 'test']);
    const table = tableOf(['t', 'x', 'part'], rows);
    const leaks = (of: typeof table, part: string) =>
      figures<SplitLeakage>(of, 'split-leakage', {
        roles: { label: null, others: { t: 'timestamp', [part]: 'split' } },
      }).time;
    expect(leaks(table, 'part')!.notLater).toBeGreaterThan(0);
    const subject = given(table, { t: 'timestamp', part: 'split' });
    const left = plannedTable(table, split(subject, { scope: 'all' }));
    expect(leaks(left, '_split')).toEqual({ column: 't', rows: 8, notLater: 0 });
  });

  it('refuses what is no time, no duration, or leaves nothing', () => {
    const codes: readonly (readonly [Given, Values, string])[] = [
      [given(tableOf(['x'], [['a']])), {}, 'missing-role'],
      [timed([null, null]), {}, 'too-few-rows'],
      [timed(days), { gap: 'a while' }, 'bad-parameter'],
      [timed(days), { gap: '3 parsecs' }, 'bad-parameter'],
      [timed([1, 2, 3]), { gap: '3 days' }, 'bad-parameter'],
      [timed([1, 1, 1]), { mode: 'rolling', k: 2 }, 'too-few-rows'],
    ];
    for (const [subject, values, code] of codes) {
      expect(() => split(subject, values)).toThrow(expect.objectContaining({ code }));
    }
  });
});

describe('G-TIME', () => {
  const note = (subject: Given, method: string, values: Values = {}) =>
    run(subject, [{ method, values }]).plan.guards.find(({ code }) => code === 'G-TIME');
  const subject = timed(Array.from({ length: 50 }, (_, i) => i));

  it('passes what is in order of time and warns of what is not, with the share', () => {
    expect(note(subject, 'time-split')?.level).toBe('passed');
    expect(note(subject, 'time-split', { mode: 'expanding' })?.level).toBe('passed');
    const { plan } = run(subject, [{ method: 'random-split', values: {} }]);
    const parts = Array.from(plan.rows, (_, row) => plan.columns[0]!.text(row));
    const latest = parts.lastIndexOf('train');
    const others = parts.flatMap((part, row) => (part === 'train' ? [] : [row]));
    const share = others.filter((row) => row <= latest).length / others.length;
    const found = note(subject, 'random-split');
    expect(found?.level).toBe('warning');
    expect(found?.message).toContain(
      `${share === 1 ? '100' : (100 * share).toFixed(1)}% of the rows to test on are not later than train`,
    );
    expect(note(subject, 'kfold-split')?.level).toBe('warning');
  });

  it('says nothing without a time', () => {
    expect(note(given(tableOf(['x'], [['1'], ['2'], ['3']])), 'random-split')).toBeUndefined();
  });

  it('warns where labels are known later than the gap is long', () => {
    expect(note(subject, 'time-split', { delay: '3', gap: '2' })).toMatchObject({
      level: 'warning',
      title: 'Labels known too late.',
    });
    expect(note(subject, 'time-split', { delay: '2', gap: '2' })?.level).toBe('passed');
  });
});
