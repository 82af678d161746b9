import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearTexts } from '../../../src/engine/near-text/near-texts';
import { Cancelled } from '../../../src/engine/problems';
import { cellText, isOpen, type Table, type TakeText } from '../../../src/engine/table/table';
import { bytesOf, noTick, read } from '../../unit/codecs/reading';

/** Files per property. */
const numRuns = 15;
const SETTINGS = { width: 2, bins: 24, bands: 6, rows: 4 };

/** Texts of few words, so that many are alike; some empty, null-like, quoted, or of characters of several bytes. */
const word = fc.constantFrom('one', 'Two', 'three', 'über', '漢字', 'مرحبا', '"', ',', '\n', '  ');
const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { minLength: 1, maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(['NA'], [''], ['?'], [' ']) },
);
const texts = fc.array(
  text.map((words) => words.join(' ')),
  { minLength: 1, maxLength: 60 },
);

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csv = (cells: readonly string[]) =>
  `id,text\r\n${cells.map((cell, i) => `${i},${quoted(cell)}`).join('\r\n\r\n')}`;
const utf16 = (content: string) =>
  Uint8Array.from(Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(content, 'utf16le')]));

/** Forms in which the same texts are read; all columns are open. */
const FORMS = {
  'delimited text': (cells: readonly string[]) => ['a.csv', bytesOf(csv(cells))],
  'delimited text in UTF-16': (cells: readonly string[]) => ['a.csv', utf16(csv(cells))],
  'JSON Lines': (cells: readonly string[]) => [
    'a.jsonl',
    bytesOf(cells.map((cell, id) => JSON.stringify({ id, text: cell })).join('\n\n')),
  ],
} as const satisfies Record<string, (cells: readonly string[]) => readonly [string, Uint8Array]>;

function openTable(name: string, content: Uint8Array, workers: number): Table {
  const limits = { values: 0, bytes: 4, smallestPart: 1, workers };
  const options = name.endsWith('csv') ? { delimiter: ',', header: true } : {};
  const { table } = read(content, { limits, ...options }, name);
  return table;
}

describe.each(Object.entries(FORMS))('the texts of an open column of %s', (_, form) => {
  it('are given one by one as the table has them', () => {
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.boolean()), (cells, wanted) => {
        const table = openTable(...form(cells), 1);
        if (!isOpen(table, 1)) return;
        const rows = Uint32Array.from(cells.keys()).filter(() => wanted.next().value!);
        const given: [number, string][] = [];
        const take: TakeText = (row, bytes, start, end) => {
          given.push([row, new TextDecoder().decode(bytes.subarray(start, end))]);
        };
        table.backing!.someTexts!(1, rows, take, noTick);
        expect(given).toEqual(Array.from(rows, (row) => [row, cellText(table, row, 1)]));
      }),
      { numRuns },
    );
  });

  it('make the same near texts, whatever the number of workers', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(2, 3, 7), (cells, workers) => {
        const near = (count: number) => {
          const table = openTable(...form(cells), count);
          const { pairs, jaccard, shingles, short, documents } = nearTexts(
            ...([table, 1, SETTINGS, noTick] as const),
          );
          const known = cells.map((__, row) => documents.of(row));
          return { pairs, jaccard, shingles: [...shingles], short: [...short], known };
        };
        expect(near(workers)).toEqual(near(1));
      }),
      { numRuns },
    );
  });

  it('are worked on until it is cancelled', () => {
    const table = openTable(...form(Array.from({ length: 50 }, (__, i) => `text ${i}`)), 2);
    const cancel = () => {
      throw new Cancelled();
    };
    expect(() => nearTexts(table, 1, SETTINGS, cancel)).toThrow(Cancelled);
  });
});
