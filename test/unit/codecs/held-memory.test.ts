import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { read } from './reading';

const ARROW = readFileSync(join(import.meta.dirname, '../../fixtures/arrow/lz4.arrow'));

/** A workbook of 1,000 rows with a text of their own each. */
function workbook(): Uint8Array {
  const rows = Array.from(
    { length: 1000 },
    (_, i) =>
      `<row r="${i + 1}"><c t="inlineStr"><is><t>row ${i} ${'x'.repeat(50)}</t></is></c></row>`,
  );
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (kind: string, target: string) =>
    strToU8(
      `<Relationships><Relationship Id="r0" Type="${type}/${kind}" Target="${target}"/></Relationships>`,
    );
  return zipSync({
    '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': strToU8(
      '<x:workbook><x:sheets><x:sheet name="S" r:id="r0"/></x:sheets></x:workbook>',
    ),
    'xl/_rels/workbook.xml.rels': relation('worksheet', '/xl/worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
    ),
  });
}

describe('formats that are held as a whole', () => {
  it.each([
    ['a.arrow', ARROW, 100],
    ['a.xlsx', workbook(), 50_000],
  ])('are refused before they take more memory than is allowed: %s', (name, bytes, memory) => {
    const reading = () => read(bytes, { limits: { memory } }, name);
    expect(reading).toThrow(expect.objectContaining({ code: 'too-large' }) as Error);
    expect(reading).toThrow(/^The first [\d,]+ rows of `a\.\w+` .* allowed.*`--memory`/);
    expect(read(bytes, { limits: { memory: 1 << 30 } }, name).table.rowCount).toBeGreaterThan(0);
  });
});
