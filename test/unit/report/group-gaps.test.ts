import { expect, test } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit';
import { sureGaps, widestGap } from '../../../src/report/group-gaps';

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
        { name: 'sex', role: 'group', groups: [group('w', 270, 30), group('m', 170, 30)] },
        {
          name: 'age',
          role: 'group',
          groups: [group('old', 960, 40), group('young', 160, 40), group('few', 1, 29)],
        },
        { name: 'one', role: 'group', groups: [group('all', 320, 100)] },
      ],
    },
  },
} as unknown as AuditReport;

test('groups lie apart by the share of the rarest class, the widest column first', () => {
  expect(sureGaps(report)).toEqual([
    {
      at: 2,
      column: 'age',
      label: 'b',
      factor: 5,
      high: { group: 'young', share: 0.2 },
      low: { group: 'old', share: 0.04 },
    },
    {
      at: 1,
      column: 'sex',
      label: 'b',
      factor: 0.15 / 0.1,
      high: { group: 'm', share: 0.15 },
      low: { group: 'w', share: 0.1 },
    },
  ]);
  expect(widestGap(report)).toMatchObject({ column: 'age', low: { group: 'old' } });
});

test('where no class has 30 rows in two groups, groups of 30 rows are compared', () => {
  const groups = [group('n', 40, 0), group('s', 30, 10), group('few', 0, 9)];
  const classes = ['a', 'b'];
  const columns = [{ name: 'place', role: 'group', groups }];
  const small = { metrics: { ...report.metrics, 'group-imbalance': { classes, columns } } };
  const [sure, widest] = [sureGaps(small as never), widestGap(small as never)];
  expect(sure).toEqual([]);
  expect(widest).toMatchObject({
    column: 'place',
    factor: Infinity,
    high: { group: 's', share: 0.25 },
    low: { group: 'n', share: 0 },
  });
});
