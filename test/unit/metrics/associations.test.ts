import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Associations } from '../../../src/engine/metrics/profile/associations';
import { createRandom } from '../../../src/engine/random';
import { AUDIT_STREAMS, auditStream } from '../../../src/engine/sampling/audit-random';
import { sampledRows } from '../../../src/engine/sampling/sampled-columns';
import {
  correlationRatio,
  pearson,
  spearman,
  tableAssociation,
} from '../../../src/engine/statistics/correlations';
import { tableOf } from '../../../src/engine/table/table';
import { loadCsv } from '../../fixtures/load';
import { openTable } from '../../fixtures/open-table';
import { audit, figures } from './auditing';
import { differences, examplesOf } from './examples';

describe('associations: worked examples', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('associations')) {
    test(name, () => {
      const { table, values, category, x, y } = input as Record<string, number[][]> &
        Record<string, number[]> & { category?: string[] };
      const found = table
        ? tableAssociation((table as number[][]).flat(), (table as number[][])[0]!.length)
        : values
          ? {
              eta: correlationRatio(
                values as number[],
                (category as unknown as string[]).map((c) => 'ab'.indexOf(c)),
                2,
              ),
            }
          : {
              pearson: pearson(x as number[], y as number[]),
              spearman: spearman(x as number[], y as number[]),
            };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }
});

describe('samples of an audit', () => {
  test('draw from the generator at seed 0', () => {
    const random = createRandom(0, (text) => createHash('sha256').update(text, 'utf8').digest());
    for (const name of Object.keys(AUDIT_STREAMS) as (keyof typeof AUDIT_STREAMS)[]) {
      expect(auditStream(name).key).toBe(random.stream(name).key);
      expect(auditStream(name).uniform(7)).toBe(random.stream(name).uniform(7));
    }
  });

  test('take one row of each stretch, and all rows of small files', () => {
    expect([...sampledRows(5, 10)]).toEqual([0, 1, 2, 3, 4]);
    const rows = sampledRows(1003, 10);
    rows.forEach((row, i) => {
      expect(row).toBeGreaterThanOrEqual(Math.floor(i * 100.3));
      expect(row).toBeLessThan((i + 1) * 100.3);
    });
  });
});

const alertsOf = (table: Parameters<typeof audit>[0], request = {}) =>
  audit(table, { only: ['associations'], ...request }).report.alerts;

describe('associations of real files', () => {
  test('titanic: alive gives survived away, and three columns come twice', () => {
    const alerts = alertsOf(loadCsv('titanic.csv'));
    expect(alerts.map(({ code, severity }) => [code, severity])).toEqual([
      ['gives-label-away', 'error'],
      ['one-to-one', 'warning'],
      ['redundant', 'info'],
    ]);
    expect(alerts[0]).toMatchObject({
      title: '`alive` alone gives `survived` away',
      columns: [13, 0],
      value: 1,
    });
    expect(alerts[1]!.columns.toSorted((a, b) => a - b)).toEqual([1, 7, 8, 12]);
  });

  test('without its column, titanic gives nothing away', () => {
    const request = { roles: { label: 'survived', others: { alive: 'ignored' as const } } };
    const codes = alertsOf(loadCsv('titanic.csv'), request).map(({ code }) => code);
    expect(codes).toEqual(['one-to-one', 'redundant']);
  });

  test('files without a leak: silence about the label', () => {
    for (const file of ['penguins.csv', 'german.csv', 'mammography.csv', 'adult-train.csv']) {
      expect(alertsOf(loadCsv(file)).filter(({ code }) => code === 'gives-label-away')).toEqual([]);
    }
  });

  test('adult: education is written twice, as a word and as a number', () => {
    const [alert] = alertsOf(loadCsv('adult-train.csv'));
    expect(alert).toMatchObject({ code: 'one-to-one', columns: [3, 4] });
  });

  test('compas: what is known only after the two years', () => {
    const [alert] = alertsOf(loadCsv('compas.csv'));
    expect(alert).toMatchObject({ code: 'gives-label-away', severity: 'warning' });
    expect(alert!.title).toContain('`is_recid`');
  });

  test('a target of numbers is scored by its error', () => {
    const { label } = figures<Associations>(loadCsv('diamonds.csv'), 'associations', {
      roles: { label: 'price' },
    });
    expect(label!.kind).toBe('numbers');
    expect(label!.scores[0]!.name).toMatch(/^(carat|x|y|z)$/);
    expect(label!.scores[0]!.score).toBeGreaterThan(0.6);
    expect(label!.scores.at(-1)!.score).toBeLessThan(0.1);
  });
});

describe('associations of made files', () => {
  const rows = Array.from({ length: 400 }, (_, i) => [
    i < 200 ? 'a' : 'b',
    String(i),
    'xyz'[i % 3]!,
    String((i * 7919) % 1009),
  ]);
  const made = tableOf(['label', 'id', 'noise', 'number'], rows);

  test('an id that follows the label is a warning', () => {
    const dealt = rows.map((_, i) => rows[(i * 173) % 400]!);
    const table = tableOf(['label', 'id', 'noise', 'number'], dealt);
    expect(alertsOf(table)).toMatchObject([{ code: 'id-tells-label', columns: [1, 0] }]);
    // The order of rows tells of it.
    expect(alertsOf(made)).toEqual([]);
  });

  test('noise scores nothing, whatever its kind', () => {
    const { label } = figures<Associations>(made, 'associations');
    for (const { name, score } of label!.scores) {
      if (name !== 'id') expect(score).toBeLessThan(0.1);
    }
  });

  test('a rare level is not learned from, a missing cell is', () => {
    const told = tableOf(
      ['label', 'unique', 'gap'],
      Array.from({ length: 200 }, (_, i) => [
        'ab'[i % 2]!,
        `${'ab'[i % 2]!}${String(i % 100)}`,
        i % 2 === 0 ? '' : String(i % 3),
      ]),
    );
    const { label } = figures<Associations>(told, 'associations');
    const score = (name: string) => label!.scores.find((s) => s.name === name)!.score;
    expect(score('unique')).toBeCloseTo(0, 12);
    expect(score('gap')).toBe(1);
  });

  test('open columns are judged by their first rows and never read', () => {
    const n = 6000;
    const { table } = openTable(
      tableOf(
        ['label', 'tells', 'noise'],
        Array.from({ length: n }, (_, i) => [
          'ab'[i % 2]!,
          String((i % 2) * 1e6 + i / 8),
          String(((i * 7919) % 10_007) / 3),
        ]),
      ),
      { mostHeld: 100, refuses: true },
    );
    const run = audit(table, { only: ['associations'], roles: { label: 'label' } });
    expect(run.report.alerts).toMatchObject([{ code: 'gives-label-away', columns: [1, 0] }]);
    expect(run.report.alerts[0]!.message).toContain('columns of many values by the first 200.');
    expect(run.report.metrics['associations']).toMatchObject({ firstRows: 200, of: n });
  });
});
