import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { formatCell } from '../../../src/codecs/rows/format-cell';

const unit = fc.constantFrom(
  'a',
  'B',
  '7',
  '_',
  '.',
  '+',
  '-',
  ' ',
  ',',
  ';',
  '"',
  '\n',
  '\r',
  'é',
);

it('a cell is written as papaparse writes it, whatever is left to it', () => {
  const delimiter = fc.constantFrom(',', ';', ' ', '|', 'a');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), delimiter, (text, mark) => {
      expect(formatCell(text, mark)).toBe(Papa.unparse([[text]], { delimiter: mark }));
    }),
    { numRuns: 1000 },
  );
});
