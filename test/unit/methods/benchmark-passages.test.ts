import { describe, expect, it } from 'vitest';
import type { BenchmarkContamination } from '../../../src/engine/metrics/duplicates/benchmark-contamination';
import type { ParamValue } from '../../../src/engine/params/params';
import { plannedTable } from '../../../src/engine/plan/planned-table';
import { tableOf } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { figures } from '../metrics/auditing';
import { given, run } from './run';

const SEED = 23;
const die = dice(SEED);
const words = (n: number) => Array.from({ length: n }, () => `w${String(die.below(5000))}x`);

const NAMES = ['t', 'file', 'q', 'a'];
const BY_FILE = { partColumn: 'file', reference: 'gold' };
const subjectOf = (rows: readonly (readonly string[])[]) =>
  given(
    tableOf(
      NAMES,
      rows.map((row) => NAMES.map((_, i) => row[i] ?? '')),
    ),
    { t: 'text', file: 'ignored', q: 'ignored', a: 'ignored' },
  );
const decontaminate = (
  rows: readonly (readonly string[])[],
  values: Readonly<Record<string, ParamValue>>,
) => run(subjectOf(rows), [{ method: 'decontaminate', values: { ...BY_FILE, ...values } }]).plan;
const cutOf = (rows: readonly (readonly string[])[], row: number) => {
  const { columns, rows: left } = decontaminate(rows, { action: 'cut-span', minTokens: 0 });
  const output = [...left].indexOf(row);
  return columns.map((column) => column.text(output));
};

describe('cutting what is a benchmark’s', () => {
  const item = words(20);
  const [before, after] = [words(12), words(15)];
  const gold = [item.join(' '), 'gold'];

  it('cuts the run of words, its spelling and the white space behind it, and nothing else', () => {
    const spelled = item
      .map((word, i) => (i === 4 ? `"${word.toUpperCase()}",` : word))
      .join('\n ');
    const text = `${before.join(' ')}  42 - ${spelled}\t${after.join(' ')}!`;
    const [cut, spans] = cutOf([[text, 'web'], gold], 0);
    // The number and the dash before the run belong to neither side, and stay.
    expect(cut).toBe(`${before.join(' ')}  42 - ${after.join(' ')}!`);
    const from = before.join(' ').length + '  42 - '.length;
    expect(spans).toBe(`${String(from)}-${String(from + spelled.length + 1)}`);
  });

  it('counts characters, not bytes', () => {
    const text = `Größe ${before.join(' ')} ${item.join(' ')} ${after.join(' ')} 終`;
    const [cut, spans] = cutOf([[text, 'web'], gold], 0);
    expect(cut).toBe(`Größe ${before.join(' ')} ${after.join(' ')} 終`);
    const [from, to] = spans!.split('-').map(Number) as [number, number];
    expect([...text].slice(from, to).join('')).toBe(`${item.join(' ')} `);
  });

  it('leaves the benchmark and other texts as they are; a text of nothing else leaves', () => {
    const rows = [
      [[...before, ...item].join(' '), 'web'],
      [item.join(' '), 'web'],
      [after.join(' '), 'web'],
      gold,
    ];
    const plan = decontaminate(rows, { action: 'cut-span' });
    expect([...plan.removed.rows]).toEqual([1]);
    expect([0, 1, 2].map((output) => plan.columns[0]!.text(output).trim())).toEqual([
      before.join(' '),
      after.join(' '),
      item.join(' '),
    ]);
    const left = plannedTable(subjectOf(rows).table, plan);
    const again = figures<BenchmarkContamination>(left, 'benchmark-contamination', {
      roles: { text: 't_dedup' },
      settings: { 'benchmark-contamination': BY_FILE },
    });
    expect(again.rows).toBe(0);
  });
});

describe('phrases that say nothing', () => {
  const phrase = words(14);
  const rows = [
    [[...words(9), ...phrase, ...words(9)].join(' '), 'web'],
    [[...phrase, ...words(16)].join(' '), 'gold'],
    [phrase.join(' '), 'gold'],
  ];

  it('are ignored as runs, and as whole texts', () => {
    expect([...decontaminate(rows, {}).removed.rows]).toEqual([0]);
    const ignore = `Some other words; ${phrase.join(', ').toUpperCase()}!`;
    expect([...decontaminate(rows, { ignore }).removed.rows]).toEqual([]);
    const alone = [[phrase.join(' '), 'web'], ...rows.slice(1)];
    expect([...decontaminate(alone, {}).removed.rows]).toEqual([0]);
    expect([...decontaminate(alone, { ignore }).removed.rows]).toEqual([]);
  });

  it('those of most rows are listed first', () => {
    const [one, other] = [words(13), words(13)];
    const plan = decontaminate(
      [
        [[...words(4), ...one].join(' '), 'web'],
        [[...words(4), ...other].join(' '), 'web'],
        [[...words(5), ...other].join(' '), 'web'],
        [one.join(' '), 'gold'],
        [other.join(' '), 'gold'],
      ],
      {},
    );
    expect(plan.tables['phrases']).toEqual([
      { run: other.join(' '), rows: 2, row: 1 },
      { run: one.join(' '), rows: 1, row: 0 },
    ]);
  });
});

describe('prompts and answers', () => {
  const [prompt, answer] = [words(16), words(6)];
  const rows = [
    // The prompt alone, its end with the answer, the whole, and the answer alone.
    [[...words(8), ...prompt, ...words(8)].join(' '), 'web'],
    [[...words(8), ...prompt.slice(-7), ...answer, ...words(8)].join(' '), 'web'],
    [[...prompt, ...answer].join(' '), 'web'],
    [[...words(20), ...answer, ...words(8)].join(' '), 'web'],
    ['', 'gold', prompt.join(' '), answer.join(' ')],
  ];
  const columns = { promptColumn: 'q', answerColumn: 'a' };

  it('count where a run reaches into the answer', () => {
    expect([...decontaminate(rows, columns).removed.rows]).toEqual([1, 2]);
    expect([...decontaminate(rows, columns).removed.keptAs!]).toEqual([4, 4]);
  });

  it('count alone when asked, or when there is no answer', () => {
    expect([...decontaminate(rows, { ...columns, promptRuns: true }).removed.rows]).toEqual([
      0, 1, 2,
    ]);
    expect([...decontaminate(rows, { promptColumn: 'q' }).removed.rows]).toEqual([0, 2]);
  });

  it('make the items of the metric', () => {
    const found = figures<BenchmarkContamination>(
      subjectOf(rows).table,
      'benchmark-contamination',
      {
        roles: { text: 't' },
        settings: { 'benchmark-contamination': { ...BY_FILE, ...columns } },
      },
    );
    expect(found).toMatchObject({ rows: 2, benchmarks: [{ name: 'gold', items: 1, hit: 1 }] });
    expect(found.examples.map(({ item }) => item)).toEqual([4, 4]);
  });
});

it('what shares eight tenths of its runs of five words is always found', () => {
  const shingles = (text: readonly string[]) =>
    new Set(text.slice(4).map((_, i) => text.slice(i, i + 5).join(' ')));
  let near = 0;
  const rows: string[][] = [];
  for (let turn = 0; turn < 120; turn++) {
    const item = words(13 + die.below(120));
    const text = item.flatMap((word) => {
      const luck = die.below(60);
      return luck === 0 ? [] : luck === 1 ? words(1) : luck === 2 ? [word, ...words(1)] : [word];
    });
    const [one, other] = [shingles(item), shingles(text)];
    const both = [...one].filter((each) => other.has(each)).length;
    if (both / (one.size + other.size - both) < 0.8) continue;
    near++;
    rows.push([text.join(' '), 'web'], [item.join(' '), 'gold']);
  }
  expect(near, `seed ${String(SEED)}`).toBeGreaterThan(20);
  const { count } = decontaminate(rows, {}).removed;
  expect(count, `seed ${String(SEED)}`).toBe(near);
});

it('a run that a text repeats counts once', () => {
  const item = words(24);
  const run8 = item.slice(3, 11);
  // One of seventeen runs of eight words, twelve times.
  const text = Array.from({ length: 12 }, () => [...run8, ...words(3)].join(' ')).join(' ');
  expect([
    ...decontaminate(
      [
        [text, 'web'],
        [item.join(' '), 'gold'],
      ],
      {},
    ).removed.rows,
  ]).toEqual([]);
});
