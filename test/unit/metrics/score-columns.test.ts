import { describe, expect, test } from 'vitest';
import type { AuditRequest } from '../../../src/engine/audit';
import type { ScoreColumns } from '../../../src/engine/metrics/quality/score-columns';
import { spearman } from '../../../src/engine/statistics/correlations';
import { keptAt, overlapOf, ranked } from '../../../src/engine/statistics/retention';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

const METRIC = 'score-columns';
const alerts = (table: Table, roles: AuditRequest['roles']) =>
  audit(table, { roles, only: [METRIC] }).report.alerts;

describe('what is kept', () => {
  test.each(examplesOf(METRIC))('$name', ({ input, params, expect: wanted, tol }) => {
    const [a, b] = [input['a'], input['b']].map((own) => Float64Array.from(own as number[])) as [
      Float64Array,
      Float64Array,
    ];
    const share = (params['topK'] as number) / a.length;
    const top = (values: Float64Array) => keptAt(ranked(values), values.length, share).kept;
    const found = { spearman: spearman(a, b), topOverlap: overlapOf(top(a), top(b)) };
    expect(differences(found, wanted, tol)).toEqual([]);
  });

  test('rows that are equal at the cut are kept as often as they would be at random', () => {
    const rank = ranked(Float64Array.of(3, 1, 2, 2, NaN, 2));
    expect([...rank.order]).toEqual([0, 2, 3, 5, 1]);
    expect(keptAt(rank, 6, 0.4)).toEqual({
      kept: Float64Array.of(1, 0, 1 / 3, 1 / 3, 0, 1 / 3),
      tied: 3,
    });
    expect([...keptAt(rank, 6, 1).kept]).toEqual([1, 1, 1, 1, 0, 1]);
  });

  test('a share of all rows is kept, whatever the ties', () => {
    const die = dice(8);
    for (let round = 0; round < 50; round++) {
      const n = 1 + die.below(80);
      const values = Float64Array.from({ length: n }, () => die.below(6));
      const share = die.next();
      const { kept } = keptAt(ranked(values), n, share);
      expect(kept.reduce((a, b) => a + b, 0)).toBeCloseTo(share * n, 9);
    }
  });
});

/** 400 rows: a text of some words, a source, and scores made of them. */
function scored(make: (i: number, words: number) => Record<string, number>): Table {
  const die = dice(4);
  const rows = Array.from({ length: 400 }, (_, i) => {
    const words = 5 + die.below(60);
    const text = Array.from({ length: words }, () => `w${String.fromCharCode(97 + die.below(26))}`);
    return { text: text.join(' '), source: i % 4 === 0 ? 'cy' : 'en', ...make(i, words) };
  });
  const names = Object.keys(rows[0]!);
  return tableOf(
    names,
    rows.map((row) => names.map((name) => String((row as Record<string, unknown>)[name]))),
  );
}

const die = dice(21);
const chance = Array.from({ length: 400 }, () => die.next());
const others = { source: 'domain', s: 'score', r: 'score', l: 'loss' } as const;
const only = (...names: (keyof typeof others)[]) => ({
  label: null,
  text: 'text',
  others: {
    ...Object.fromEntries(names.map((name) => [name, others[name]])),
    source: 'domain' as const,
  },
});

describe('findings', () => {
  test('a score of chance has none', () => {
    const table = scored((i) => ({ s: chance[i]! }));
    expect(alerts(table, only('s'))).toEqual([]);
    const found = figures<ScoreColumns>(table, METRIC, { roles: only('s') });
    expect(found).toMatchObject({ rows: 400, of: 400, pairs: [], spread: null });
    expect(found.scores[0]).toMatchObject({ better: 'high', rows: 400, missing: 0, distinct: 400 });
    for (const { kept, rows } of found.scores[0]!.retention[0]!.levels) {
      expect(rows).toBeGreaterThanOrEqual(100);
      expect(Math.abs(kept[found.keep.indexOf(0.5)]! - 0.5)).toBeLessThan(0.15);
    }
  });

  test('a score that is length in disguise', () => {
    const table = scored((i, words) => ({ s: words + 3 * chance[i]! }));
    expect(alerts(table, only('s'))).toMatchObject([
      { code: 'measures-length', severity: 'warning', columns: [2], threshold: 0.5 },
    ]);
    const [score] = figures<ScoreColumns>(table, METRIC, { roles: only('s') }).scores;
    expect(score!.length).toBeGreaterThan(0.9);
    expect(score!.characters!.at(-1)).toBeGreaterThan(0.12);
  });

  test('a filter that leaves nothing of a source', () => {
    const table = scored((i) => ({ s: chance[i]! + (i % 4 === 0 ? 0 : 0.9) }));
    const [alert] = alerts(table, only('s'));
    expect(alert).toMatchObject({
      code: 'group-filtered-out',
      severity: 'warning',
      columns: [2],
      remedies: [{ method: 'score-prune' }],
    });
    expect(alert!.title).toContain('`cy`');
    expect(alert!.value).toBeLessThan(0.1);
  });

  test('scores that agree are left in peace, and such that do not are told', () => {
    const agreeing = scored((i) => ({ s: chance[i]!, r: chance[i]! + 0.001 * (i % 7) }));
    expect(alerts(agreeing, only('s', 'r'))).toEqual([]);
    const apart = scored((i) => ({ s: chance[i]!, r: chance[(i * 7) % 400]! }));
    expect(alerts(apart, only('s', 'r'))).toMatchObject([
      { code: 'scores-disagree', severity: 'warning', columns: [2, 3], threshold: 0.5 },
    ]);
  });

  test('a loss is better low; a score that runs against another is told to be', () => {
    const table = scored((i) => ({ s: chance[i]!, l: 1 - chance[i]! }));
    expect(alerts(table, only('s', 'l'))).toEqual([]);
    const [pair] = figures<ScoreColumns>(table, METRIC, { roles: only('s', 'l') }).pairs;
    expect(pair).toMatchObject({ spearman: 1, overlap: expect.closeTo(1, 9) as number });
    const against = scored((i) => ({ s: chance[i]!, r: 1 - chance[i]! }));
    const [alert] = alerts(against, only('s', 'r'));
    expect(alert).toMatchObject({ code: 'scores-disagree', value: -1 });
    expect(alert!.message).toContain('loss');
  });

  test('scales of which one would decide alone', () => {
    const table = scored((i) => ({ s: chance[i]!, r: 50 * chance[i]! }));
    expect(alerts(table, only('s', 'r'))).toMatchObject([
      { code: 'score-scales', severity: 'warning', value: expect.closeTo(50, 6) as number },
    ]);
  });

  test('digits distort scores of captions', () => {
    const rows = Array.from({ length: 200 }, (_, i) => [
      `cat ${'7'.repeat(i % 9)} sits on the ${'mat'.repeat(1 + (i % 4))}`,
      String((i % 9) + 0.01 * i),
    ]);
    const found = alerts(tableOf(['text', 's'], rows), {
      label: null,
      text: 'text',
      others: { s: 'score' },
    });
    expect(found.map(({ code }) => code)).toContain('measures-digits');
  });
});

test('probabilities of the classes are no scores of rows, and no score is a reason', () => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    'ab'[i % 2]!,
    String(chance[i]!),
    String(1 - chance[i]!),
  ]);
  const table = tableOf(['label', 'p_a', 'p_b'], rows);
  const roles = { label: 'label', others: { p_a: 'score', p_b: 'score' } } as const;
  expect(audit(table, { roles, only: [METRIC] }).report.metrics[METRIC]).toMatchObject({
    notApplicable: 'No column with the role score or loss is a number.',
  });
});

test('saturation and ties are counted at both ends', () => {
  const rows = Array.from({ length: 100 }, (_, i) => [
    'ab'[i % 2]!,
    i < 10 ? '0' : i < 40 ? '1' : i < 45 ? '' : String(i / 1000),
  ]);
  const [score] = figures<ScoreColumns>(tableOf(['label', 's'], rows), METRIC, {
    roles: { label: 'label', others: { s: 'score' } },
  }).scores;
  expect(score).toMatchObject({ rows: 95, missing: 5, min: 0, max: 1, distinct: 57 });
  expect(score!.atMin).toBeCloseTo(10 / 95, 12);
  expect(score!.atMax).toBeCloseTo(30 / 95, 12);
});
