import { expect, it } from 'vitest';
import { badgeLine, summaryMarkdown } from '../../../src/report/summary';
import { auditOf } from '../host/audit-of';

const rows = Array.from({ length: 100 }, (_, at) => `${String(at)},${at % 20 ? 'no' : 'yes'}`);
const report = await auditOf('a|b.csv', ['size,sold', ...rows, rows[1], rows[2]].join('\n'), {
  label: 'sold',
});

it('says a report in a few lines of Markdown', () => {
  const text = summaryMarkdown(report);
  expect(text).toMatch(/^## a\\\|b\.csv\n\n102 rows · 2 columns · /);
  expect(text).toContain('**Very uneven: 19 rows of `no` for each `yes`**');
  expect(text).toContain('| Imbalance Ratio | 19 to 1 |');
  expect(text.split('\n').length).toBeLessThan(30);
});

it('says a report in one line', () => {
  expect(badgeLine(report)).toMatch(
    /^\*\*`a\|b\.csv`:\*\* Very uneven: 19 rows of `no` for each `yes`\. 102 rows · 2 classes 19 to 1 · 2 copies · \d+ findings? · sha256 [0-9a-f]{12}\n$/,
  );
});

it('lets no name or value become markup', async () => {
  const hostile = ['a,"<b>` [x](y)"', ...rows.map((row) => row.replace('no', '"| <i>`"'))];
  const told = await auditOf('<img>`.csv', hostile.join('\n'), { label: '<b>` [x](y)' });
  for (const text of [summaryMarkdown(told), badgeLine(told)]) {
    const outside = text.replace(/(`+)[^`].*?\1/g, '');
    expect(outside).not.toMatch(/<(?!br)|[^\\]\]\(/);
  }
});
