import { describe, expect, test } from 'vitest';
import { tableOf } from '../../../src/engine/table/table';
import { formatAudit } from '../../../src/report/audit-report';
import { audit } from '../metrics/auditing';

const words = (row: number) => Array.from({ length: 25 }, (_, at) => `w${row * 25 + at}`);
/** Forty texts of which two come again with another last word: 20 of 22 runs of five words are shared. */
const rows = [
  ...Array.from({ length: 40 }, (_, i) => [words(i).join(' '), i % 2 ? 'a' : 'b']),
  ...[0, 1].map((i) => [[...words(i).slice(0, 24), '<last>'].join(' '), 'a']),
];
const roles = { label: 'kind', text: 'body' };
const { report } = audit(tableOf(['body', 'kind'], rows), { roles });
const none = audit(tableOf(['body', 'kind'], rows.slice(0, 40)), { roles }).report;

describe('near-duplicate texts', () => {
  test('are named in Markdown with spaces around the name', () => {
    expect(formatAudit(report, 'md')).toContain('2 texts of `body` are nearly equal to another');
  });

  test.each(['text', 'md', 'html'] as const)(
    'are told as %s, with sets and thresholds',
    (format) => {
      const said = formatAudit(report, format).replace(/\s+/g, ' ');
      expect(said).toMatch(/Near-duplicate texts of .*body/);
      expect(said).toContain('80% alike is looked at with a chance of 99.8%');
      expect(said).toContain('Labels differ');
      expect(said).toContain('90.9%');
      expect(said).toContain('4.8% of texts are nearly equal to another');
    },
  );

  test.each(['text', 'md', 'html'] as const)(
    'are not mentioned as %s when there are none',
    (format) => {
      expect(formatAudit(none, format)).not.toMatch(/Near-duplicate texts of|nearly equal/);
    },
  );
});
