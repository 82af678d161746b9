import { describe, expect, it } from 'vitest';
import { changesBetween, digestOf, digestText, widthOf } from '../../../src/report/digest';
import { auditOf } from '../host/audit-of';

const csv = (...labels: readonly string[]) =>
  ['size,kind', ...labels.map((label, at) => `${String(at)},${label}`)].join('\n');
const before = digestOf(await auditOf('before.csv', csv('a', 'a', 'a', 'b'), { label: 'kind' }));
const after = digestOf(await auditOf('after.csv', csv('a', 'b', 'b', 'c'), { label: 'kind' }));

describe('the digest of a report', () => {
  it('names size, figures, classes, findings and columns', () => {
    expect(before.lines).toContainEqual({ section: 'Size', name: 'Rows', value: '4' });
    expect(before.lines).toContainEqual({ section: 'Classes', name: 'a', value: '3, 75.0%' });
    expect(before.lines).toContainEqual({
      section: 'Columns',
      name: 'size',
      value: 'feature, categorical, 4 distinct, 0 empty',
    });
    expect(new Set(before.lines.map(({ section }) => section)).size).toBeGreaterThan(4);
  });

  it('has no line that a cell could break', async () => {
    const report = await auditOf('x.csv', csv('"a\nb"', '`c`', '"a\nb"'), { label: 'kind' });
    const digest = digestOf(report);
    expect(
      digestText(digest, 10)
        .split('\n')
        .filter((line) => /^\S/.test(line)),
    ).toEqual([...new Set(digest.lines.map(({ section }) => section))]);
    expect(JSON.stringify(digest)).not.toContain('`');
  });

  it('stays small for many classes and columns', async () => {
    const wide = Array.from({ length: 500 }, (_, at) => `column_${String(at)}`);
    const rows = Array.from({ length: 500 }, (_, row) => wide.map((_, at) => row * at).join(','));
    const digest = digestOf(await auditOf('wide.csv', [wide.join(','), ...rows].join('\n')));
    expect(JSON.stringify(digest).length).toBeLessThan(30_000);
    expect(digest.lines).toContainEqual({
      section: 'Columns',
      name: 'and',
      value: '440 more columns',
    });
  });
});

describe('the changes between two digests', () => {
  it('are none between equals', () => {
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('are lines that differ, left and came', () => {
    const classes = changesBetween(before, after).filter(({ section }) => section === 'Classes');
    expect(classes).toEqual([
      { section: 'Classes', name: 'a', before: '3, 75.0%', after: '1, 25.0%' },
      { section: 'Classes', name: 'b', before: '1, 25.0%', after: '2, 50.0%' },
      { section: 'Classes', name: 'c', before: null, after: '1, 25.0%' },
    ]);
  });

  it('are the lines in which the two texts differ', () => {
    const width = widthOf(before, after);
    const [left, right] = [before, after].map((each) => digestText(each, width).split('\n'));
    const gone = left!.filter((line) => !right!.includes(line));
    const came = right!.filter((line) => !left!.includes(line));
    const changes = changesBetween(before, after);
    expect(gone.length).toBe(changes.filter((change) => change.before !== null).length);
    expect(came.length).toBe(changes.filter((change) => change.after !== null).length);
  });
});
