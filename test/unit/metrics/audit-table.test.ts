import { describe, expect, test } from 'vitest';
import { jsonOf } from '../../../src/engine/json';
import { EngineError } from '../../../src/engine/problems';
import { tableOf } from '../../../src/engine/table/table';
import { factsOf, loadCsv } from '../../fixtures/load';
import { audit } from './auditing';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof EngineError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

describe('a whole audit', () => {
  test('tells guessed roles from chosen ones', () => {
    const { columns } = audit(loadCsv('titanic.csv'), {
      roles: { label: 'alive', others: { fare: 'ignored' } },
    }).report;
    const role = (name: string) => {
      const { role: r, guessed } = columns.find((c) => c.name === name)!;
      return [r, guessed];
    };
    expect(role('alive')).toEqual(['label', false]);
    expect(role('fare')).toEqual(['ignored', false]);
    expect(role('survived')).toEqual(['feature', false]);
    expect(role('sex')).toEqual(['group', true]);
    expect(role('age')).toEqual(['feature', true]);
  });

  test('the label confirmed by the user is no guess', () => {
    const { columns } = audit(loadCsv('titanic.csv'), { roles: { label: 'survived' } }).report;
    expect(columns[0]).toMatchObject({ role: 'label', guessed: false });
  });

  test('keeps what the codec said', () => {
    const table = loadCsv('penguins.csv');
    const problems = [{ code: 'x', severity: 'info' as const, message: 'Said.' }];
    const { report } = audit(table, {}, factsOf(table, { name: 'penguins.csv', problems }));
    expect(report.problems).toEqual(problems);
    expect(report.source).toMatchObject({
      name: 'penguins.csv',
      rows: 344,
      sha256: '0'.repeat(64),
    });
    expect(report.source).not.toHaveProperty('problems');
  });

  test('worst findings first', () => {
    const severities = audit(loadCsv('titanic.csv')).report.alerts.map(({ severity }) => severity);
    expect(severities.slice(0, 2)).toEqual(['error', 'warning']);
    expect(severities.at(-1)).toBe('info');
  });

  test('only what was asked', () => {
    const { metrics } = audit(loadCsv('penguins.csv'), {
      only: ['class-imbalance', 'missing-profile'],
    }).report;
    expect(Object.keys(metrics)).toEqual(['missing-profile', 'class-imbalance']);
  });

  test('settings reach their metric', () => {
    const severities = (rareFactor: number) =>
      audit(loadCsv('titanic.csv'), {
        only: ['class-imbalance'],
        settings: { 'class-imbalance': { rareFactor } },
      }).report.alerts.length;
    expect([severities(0.1), severities(0.8)]).toEqual([0, 1]);
  });

  test('refuses what it does not know', () => {
    const table = loadCsv('penguins.csv');
    expect(codeOf(() => audit(table, { only: ['class-balance'] }))).toBe('unknown-metric');
    expect(codeOf(() => audit(table, { settings: { nothing: {} } }))).toBe('unknown-metric');
    expect(codeOf(() => audit(table, { roles: { label: 'specie' } }))).toBe('unknown-column');
    expect(
      codeOf(() => audit(table, { settings: { 'class-imbalance': { rareFactor: 'much' } } })),
    ).toBe('bad-parameter');
  });

  test('a refusal by one metric leaves the others', () => {
    const { metrics } = audit(
      tableOf(
        ['a', 'b'],
        [
          ['1', 'x'],
          ['2', 'y'],
        ],
      ),
      {
        roles: { label: null },
      },
    ).report;
    expect(metrics['class-imbalance']).toEqual({ notApplicable: 'No column has the role label.' });
    expect(metrics['column-types']).toHaveProperty('columns');
  });
});

describe('JSON', () => {
  test('keeps what JSON can hold and says null for the rest', () => {
    expect(
      jsonOf({ a: NaN, b: [Infinity, 1], c: Float64Array.of(2, NaN), d: undefined, e: null }),
    ).toEqual({ a: null, b: [null, 1], c: [2, null], e: null });
    expect(() => jsonOf({ f: () => 1 })).toThrow(TypeError);
  });
});
