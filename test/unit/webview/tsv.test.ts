import { expect, test } from 'vitest';
import { toTsv } from '../../../webview/copy/tsv';

test('figures are copied as lines and columns, whatever a cell holds', () => {
  const first = {
    head: ['Class', 'Rows'],
    rows: [['a\tb\nc', 3] as const, ['=1+1', 0.5] as const],
  };
  const second = { head: [], rows: [['x']] };
  expect(toTsv([first, second])).toBe('Class\tRows\na b c\t3\n=1+1\t0.5\n\nx\n');
});
