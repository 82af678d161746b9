import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { charsetFor } from '../../../src/codecs/encodings/charset';
import { readDelimited } from '../../../src/codecs/delimited/read-delimited';
import { allRows, cells, noTick, read, rewrite, textOf, spansOf } from '../../unit/codecs/reading';

const RUNS = { numRuns: 300 };

const cell = fc.oneof(
  fc.string({ maxLength: 6, unit: fc.constantFrom(...'ab07,;|\t"\n\r .é€😀') }),
  fc.constantFrom('', '007', '1e3', 'NA', ' padded ', '"', '""', 'x"y'),
);

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n' as const, '\r\n' as const, '\r' as const),
  finalNewline: fc.boolean(),
});

/** A file as a careless program writes it: needless quotes here and there, none missing. */
const file = dialect.chain(({ delimiter, newline, finalNewline }) =>
  fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc
      .array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 12,
      })
      // A first row without spaces, or a short file may rightly be taken for a padded one.
      .map((rows) => [Array.from({ length: width }, () => ['a', false] as const), ...rows])
      .map((rows) => {
        const lines = rows.map((row) =>
          row
            .map(([text, quoted]) => {
              const needed = /^"|[\n\r]/.test(text) || text.includes(delimiter);
              return quoted || needed ? `"${text.replaceAll('"', '""')}"` : text;
            })
            .join(delimiter),
        );
        const text = lines.join(newline) + (finalNewline ? newline : '');
        return { text, delimiter, newline, values: rows.map((row) => row.map(([t]) => t)) };
      }),
  ),
);

describe('delimited text', () => {
  it('has the cells that papaparse finds, and those that were written', () => {
    fc.assert(
      fc.property(file, ({ text, delimiter, newline, values }) => {
        const { table } = read(text, { delimiter, header: false });
        const { data } = Papa.parse<string[]>(text, { delimiter, newline, skipEmptyLines: true });
        expect(cells(table)).toEqual(data);
        expect(cells(table)).toEqual(values);
      }),
      RUNS,
    );
  });

  it('is read the same whatever the size of chunks and batches, however broken it is', () => {
    const soup = fc.string({ maxLength: 60, unit: fc.constantFrom(...'a1,"\n\r\0 é😀') });
    const limits = fc.record({
      chunk: fc.integer({ min: 1, max: 20 }),
      fields: fc.integer({ min: 1, max: 8 }),
    });
    const encoding = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be');
    fc.assert(
      fc.property(soup, limits, encoding, (text, small, label) => {
        const options = { delimiter: ',', header: true, encoding: label };
        const source = memorySource('a.csv', charsetFor(label).encode(text));
        const whole = readDelimited(source, options, noTick, 'csv', undefined);
        const pieces = readDelimited(source, options, noTick, 'csv', undefined, small);
        expect(pieces.facts).toEqual(whole.facts);
        expect(spansOf(pieces.table)).toEqual(spansOf(whole.table));
        expect(pieces.table.spans?.count).toBe(whole.table.spans?.count);
        expect(cells(pieces.table)).toEqual(cells(whole.table));
        for (const [index, { codes }] of pieces.table.columns.entries()) {
          expect(Array.from(codes)).toEqual(Array.from(whole.table.columns[index]!.codes));
        }
      }),
      RUNS,
    );
  });

  it('is read the same in any pieces when its bytes are no text at all', () => {
    const bytes = fc.uint8Array({ maxLength: 60 });
    const limits = fc.record({
      chunk: fc.integer({ min: 1, max: 20 }),
      fields: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(bytes, limits, (content, small) => {
        const source = memorySource('a.csv', Uint8Array.from([97, 44, 98, 10, ...content]));
        const whole = readDelimited(source, {}, noTick, 'csv', undefined);
        const pieces = readDelimited(source, {}, noTick, 'csv', undefined, small);
        expect(pieces.facts).toEqual(whole.facts);
        expect(cells(pieces.table)).toEqual(cells(whole.table));
      }),
      RUNS,
    );
  });

  it('is written back byte for byte, header or not', () => {
    fc.assert(
      fc.property(file, fc.boolean(), fc.boolean(), ({ text, delimiter }, header, mark) => {
        const marked = (mark ? '\ufeff' : '') + text;
        expect(textOf(rewrite(marked, undefined, { delimiter, header }))).toBe(marked);
      }),
      RUNS,
    );
  });

  it('keeps every cell when rows are repeated and reordered and columns are added', () => {
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252');
    fc.assert(
      fc.property(
        file,
        fc.infiniteStream(fc.nat()),
        cell,
        encodings,
        (made, picks, extra, label) => {
          const { delimiter } = made;
          const latin = (text: string) =>
            label === 'windows-1252' ? text.replaceAll('😀', 'ÿ') : text;
          const bytes = charsetFor(label).encode(latin(made.text));
          const options = { delimiter, header: false, encoding: label };
          const source = read(bytes, options);
          const before = cells(source.table);
          const rows = Uint32Array.from(before, () => picks.next().value % before.length);
          const out = rewrite(
            bytes,
            () => ({ rows, columns: [{ name: 'x', type: 'text', text: () => latin(extra) }] }),
            options,
          );
          const expected = Array.from(rows, (row) => [...before[row]!, latin(extra)]);
          const again = read(out, options);
          // Rows picked again and again may look padded, although the source does not.
          const padded = ({ facts }: typeof again) => facts.dialect!.skipInitialSpace;
          fc.pre(padded(again) === padded(source));
          expect(cells(again.table)).toEqual(expected);
        },
      ),
      RUNS,
    );
  });

  it('has spans that hold exactly the rows', () => {
    fc.assert(
      fc.property(file, fc.constantFrom('utf-8', 'utf-16be'), ({ text, delimiter }, label) => {
        const charset = charsetFor(label);
        const bytes = charset.encode(text);
        const options = { delimiter, header: false, encoding: label };
        const { table } = read(bytes, options);
        const { starts, lengths, lines } = spansOf(table);
        for (const row of allRows(table)) {
          const before = charset.decode(bytes.subarray(0, starts[row]));
          expect(before.split(/\r\n|\n|\r/).length - 1).toBe(lines[row]);
          const content = bytes.subarray(starts[row], starts[row]! + lengths[row]!);
          const [fields] = Papa.parse<string[]>(charset.decode(content), { delimiter }).data;
          expect(fields).toEqual(cells(table)[row]);
        }
      }),
      RUNS,
    );
  });
});
