import { describe, expect, test } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { formatAudit } from '../../../src/report/audit-report';
import { openTable } from '../../fixtures/open-table';
import { audit } from '../metrics/auditing';

const held = tableOf(
  ['amount', 'colour'],
  Array.from({ length: 12_345 }, (_, i) => [String(i * 7), ['red', 'green', 'blue'][i % 3]!]),
);
const { report } = audit(openTable(held, { mostHeld: 100 }).table);

describe('an estimate', () => {
  test.each(['text', 'md', 'html'] as const)(
    'is said to be one as %s, and a count is not',
    (format) => {
      const said = formatAudit(report, format);
      expect(said).toMatch(/about 12,\d\d0\b/);
      expect(said).not.toMatch(/about 3\b/);
    },
  );

  test('is marked in JSON', () => {
    const { columns } = JSON.parse(formatAudit(report, 'json')) as typeof report;
    expect(columns[0]).toMatchObject({ name: 'amount', distinctEstimated: true });
    expect(columns[1]).toMatchObject({ name: 'colour', distinct: 3 });
    expect(columns[1]).not.toHaveProperty('distinctEstimated');
  });
});
