import { expect, test } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit';
import { groupGaps } from '../../../src/report/group-gaps';

const group = (value: string, a: number, b: number) => ({
  value,
  count: a + b,
  byClass: [a, b],
  rates: [a, b].map((n) => ({ share: n / (a + b), low: 0, high: 1 })),
});
const report = {
  metrics: {
    'class-imbalance': {
      classes: [
        { value: 'a', count: 320 },
        { value: 'b', count: 100 },
      ],
    },
    'group-imbalance': {
      classes: ['a', 'b'],
      columns: [
        { name: 'region', role: 'domain', groups: [group('n', 90, 10), group('s', 10, 90)] },
        { name: 'sex', role: 'group', groups: [group('w', 80, 20), group('m', 70, 30)] },
        {
          name: 'age',
          role: 'group',
          groups: [group('old', 90, 10), group('young', 60, 40), group('few', 1, 9)],
        },
        { name: 'one', role: 'group', groups: [group('all', 320, 100)] },
      ],
    },
  },
} as unknown as AuditReport;

test('groups lie apart by the share of the rarest class, the widest column first', () => {
  expect(groupGaps(report, (rows) => rows >= 30)).toEqual([
    {
      at: 2,
      column: 'age',
      label: 'b',
      factor: 4,
      high: { group: 'young', share: 0.4 },
      low: { group: 'old', share: 0.1 },
    },
    {
      at: 1,
      column: 'sex',
      label: 'b',
      factor: 0.3 / 0.2,
      high: { group: 'm', share: 0.3 },
      low: { group: 'w', share: 0.2 },
    },
  ]);
});

test('groups of too few rows count where they are let in', () => {
  const [widest] = groupGaps(report, () => true);
  expect(widest).toMatchObject({ column: 'age', high: { group: 'few', share: 0.9 } });
});
