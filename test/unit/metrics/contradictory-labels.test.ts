import { describe, expect, test } from 'vitest';
import type { AuditRequest } from '../../../src/engine/audit';
import type { ContradictoryLabels } from '../../../src/engine/metrics/quality/contradictory-labels';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { dice } from '../../dice';
import { audit, figures } from './auditing';

const METRIC = 'contradictory-labels';
const request = {
  roles: { label: 'label', text: 'text', others: { source: 'domain' } },
} satisfies Partial<AuditRequest>;

/** A text of thirty made words; `version` changes the last of them. */
function text(seed: number, version = 0): string {
  const die = dice(seed + 1);
  const words = Array.from({ length: 30 }, () => `w${String(die.below(100_000))}`);
  return [...words, version === 0 ? 'end' : `end${String(version)}`].join(' ');
}

const row = (own: string, label: string, source = 'a') => [own, label, source];

/** `count` rows that are like no other. */
const others = (count: number, label = 'no') =>
  Array.from({ length: count }, (_, i) => row(text(1000 + i), label));

const tableFrom = (rows: readonly string[][]): Table => tableOf(['text', 'label', 'source'], rows);
const alerts = (table: Table) => audit(table, { ...request, only: [METRIC] }).report.alerts;

describe('planted contradictions', () => {
  const rows = [
    ...others(500),
    row(text(1), 'yes'),
    row(text(1, 1), 'no'),
    row(text(1, 2), 'yes'),
    row(text(2), 'no'),
    row(text(2, 1), 'no'),
  ];

  test('a near text with another label is found, one with the same is not', () => {
    const found = figures<ContradictoryLabels>(tableFrom(rows), METRIC, request);
    expect(found).toMatchObject({ compared: 505, sets: 1, rows: 3, minimumChanges: 1 });
    expect(found.listed).toEqual([
      {
        size: 3,
        changes: 1,
        rows: [500, 501],
        labels: [
          { value: 'yes', count: 2 },
          { value: 'no', count: 1 },
        ],
      },
    ]);
    expect(found.pairs).toEqual([{ a: 'no', b: 'yes', sets: 1 }]);
    expect(found.bestAccuracy).toBeCloseTo(504 / 505, 12);
    // The three are equally alike: 500 is nearest to the others, being the first, and 501 to it.
    expect(found.nearest).toEqual({ rows: 5, disagree: 2 });
  });

  test('it is a note below one row of a hundred, and a warning from there', () => {
    const run = audit(tableFrom(rows), { ...request, only: [METRIC] });
    expect(run.report.alerts).toMatchObject([
      { code: 'near-contradictions', severity: 'info', rowCount: 3, rows: [500, 501, 502] },
    ]);
    const more = Array.from({ length: 5 }, (_, i) => [
      row(text(10 + i), 'yes'),
      row(text(10 + i, 1), 'no'),
    ]).flat();
    expect(alerts(tableFrom([...rows, ...more]))).toMatchObject([
      {
        code: 'near-contradictions',
        severity: 'warning',
        rowCount: 13,
        remedies: [{ method: 'resolve-conflicts' }],
      },
    ]);
  });

  test('what equals in every column is left to the other metric', () => {
    const equal = [...others(100), row(text(1), 'yes'), row(text(1), 'no')];
    const found = figures<ContradictoryLabels>(tableFrom(equal), METRIC, request);
    expect(found).toMatchObject({ sets: 0, rows: 0, minimumChanges: 0 });
    expect(alerts(tableFrom(equal))).toEqual([]);
    // A near text beside them contradicts nothing by itself.
    const beside = [...equal, row(text(1, 1), 'no')];
    expect(alerts(tableFrom(beside))).toEqual([]);
    const codes = audit(tableFrom(equal), request).report.alerts.map(({ code }) => code);
    expect(codes).toContain('contradictions');
  });

  test('rows without a label count for neither side', () => {
    const gaps = [...others(50), row(text(1), 'yes'), row(text(1, 1), ''), row('', 'no')];
    const found = figures<ContradictoryLabels>(tableFrom(gaps), METRIC, request);
    expect(found).toMatchObject({ compared: 51, sets: 0, nearest: { rows: 0, disagree: 0 } });
  });
});

describe('sources', () => {
  const shared = (conflicts: number) => [
    ...others(60),
    ...Array.from({ length: 40 }, (_, i) => [
      row(text(i), 'no', 'a'),
      row(text(i, 1), i < conflicts ? 'yes' : 'no', 'b'),
    ]).flat(),
  ];

  test('that label shared texts differently are told, with how many they share', () => {
    const found = figures<ContradictoryLabels>(tableFrom(shared(12)), METRIC, request);
    expect(found.sources).toEqual([
      { column: 'source', pairs: [{ a: 'a', b: 'b', shared: 40, conflicts: 12 }] },
    ]);
    expect(
      alerts(tableFrom(shared(12))).find(({ code }) => code === 'sources-disagree'),
    ).toMatchObject({
      severity: 'warning',
      value: 0.3,
      columns: [1, 2],
    });
  });

  test('a share that may be chance is no finding', () => {
    // 3 of 40 are 7.5 %, and the interval begins below 5 %.
    expect(alerts(tableFrom(shared(3))).map(({ code }) => code)).toEqual(['near-contradictions']);
  });
});

test('one class, a quantity or no text have a reason', () => {
  const reason = (table: Table, roles: AuditRequest['roles']) =>
    audit(table, { roles, only: [METRIC] }).report.metrics[METRIC];
  expect(reason(tableFrom(others(40)), request.roles)).toHaveProperty('notApplicable');
  const numbers = tableOf(
    ['label', 'x'],
    Array.from({ length: 40 }, (_, i) => ['ab'[i % 2]!, String(i)]),
  );
  expect(reason(numbers, { label: 'label' })).toMatchObject({
    notApplicable: 'No column has the role text.',
  });
});
