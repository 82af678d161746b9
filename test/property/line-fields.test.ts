import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import type { Dialect } from '../../src/engine/metric';
import { fieldsOf } from '../../src/host/editor/line-fields';

const dialect = (delimiter: string): Dialect => ({
  delimiter,
  quote: '"',
  header: true,
  skipInitialSpace: false,
  newline: '\n',
  finalNewline: true,
  bom: false,
});
const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', ' ', 'ß', '😀'), maxLength: 6 });

it('takes a line apart as papaparse wrote it', () => {
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';'),
      (cells, delimiter) => {
        const line = Papa.unparse([cells], { delimiter });
        const fields = fieldsOf(line, dialect(delimiter));
        expect(fields?.map((field) => field.cell)).toEqual(cells);
        for (const { start, end, cell } of fields ?? [])
          expect(line.slice(start, end).replace(/^"|"$/g, '').replaceAll('""', '"')).toBe(cell);
      },
    ),
  );
});
