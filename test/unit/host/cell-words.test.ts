import { describe, expect, it } from 'vitest';
import type { AuditReport } from '../../../src/engine/audit';
import { tellingAt } from '../../../src/host/editor/cell-words';
import { auditOf } from './audit-of';

const ROWS = [
  'age,"home, town",kind',
  ...Array.from({ length: 9 }, (_, row) => `${String(20 + row)},"a ""b"", c",common`),
  '40,,rare',
];

/** What is told at the place of `|` in a line of the file. */
function told(report: AuditReport, line: number, marked: string): readonly string[] | undefined {
  const text = marked.replace('|', '');
  return tellingAt(report, line, text, marked.indexOf('|'))?.sentences;
}

const report = await auditOf('kinds.csv', ROWS.join('\n'), { label: 'kind' });

describe('what is told of a place', () => {
  it('is the column at its name in the first line', () => {
    expect(told(report, 0, '|age,"home, town",kind')).toEqual([
      '`age`: feature, numeric (integer)',
      '10 distinct values, none empty.',
    ]);
    expect(told(report, 0, 'age,"home, to|wn",kind')).toEqual([
      '`home, town`: feature, categorical (text)',
      '1 distinct value, 1 empty (10.0%).',
    ]);
    expect(told(report, 0, 'age,"home, town",k|ind')).toEqual([
      '`kind`: label, categorical (text)',
      '2 distinct values, none empty.',
      '2 classes, 9.0 to 1.',
    ]);
  });

  it('is the class at a cell of the label', () => {
    expect(told(report, 10, '40,,rare|')).toEqual([
      '`kind` is `rare` in 1 row, 10.0%.',
      'That is 20.0% of an even share of 2 classes.',
    ]);
    expect(told(report, 1, '20,"a ""b"", c",com|mon')?.[1]).toBe(
      'That is 1.8 times an even share of 2 classes.',
    );
  });

  it.each([
    ['a cell of another column', '4|0,,rare'],
    ['a value that was not counted', '40,,oth|er'],
    ['a line with other fields', 'r|are'],
    ['a line that goes on', '40,"ra|re'],
    ['a line that came from another', 'x",rar|e,rare'],
  ])('is nothing at %s', (_, line) => {
    expect(told(report, 3, line)).toBeUndefined();
  });
});
