import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { cells, names, problem, read, rewrite, textOf } from './reading';

const FOLDER = join(import.meta.dirname, '../../fixtures/xlsx');
const GOLDEN = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const bytesOf = (name: string) => readFileSync(join(FOLDER, name));

describe('a workbook of another program', () => {
  it.each(GOLDEN)('is read as that program wrote it: %s', (name) => {
    const expected = JSON.parse(bytesOf(name).toString()) as { names: string[]; rows: string[][] };
    const workbook = name.replace('.json', '.xlsx');
    const { table } = read(bytesOf(workbook), {}, workbook);
    expect(names(table)).toEqual(expected.names);
    expect(cells(table)).toEqual(expected.rows);
  });

  it('says what of it was left out, and what is no value', () => {
    const sheets = read(bytesOf('openpyxl.xlsx'), {}, 'a.xlsx');
    expect(problem(sheets, 'other-sheets')?.message).toMatch(/`Data`.*`Notes`/);
    expect(sheets.facts).toMatchObject({ format: 'xlsx', blankLines: 1 });
    const merged = read(bytesOf('xlsxwriter.xlsx'), {}, 'a.xlsx');
    expect(problem(merged, 'merged-cells')?.message).toMatch(/B9:C10/);
    expect(problem(merged, 'formula-error')).toMatchObject({ severity: 'warning', more: 1 });
  });

  it('is read without a line of names when that is wanted', () => {
    const { table } = read(bytesOf('inline.xlsx'), { header: false }, 'a.xlsx');
    expect(names(table).slice(0, 3)).toEqual(['column_1', 'column_2', 'column_3']);
    expect(cells(table)[0]).toEqual(['', 'when', 'at', 'clock', 'amount', 'text', 'sum']);
  });

  it('is written as CSV, with added columns, quoted where needed', () => {
    const add = { name: 'w', type: 'number', text: (at: number) => String(at / 2) } as const;
    const plan = () => ({ rows: Uint32Array.of(1, 3, 1), columns: [add] });
    expect(textOf(rewrite(bytesOf('openpyxl.xlsx'), plan, {}, 'a.xlsx'))).toBe(
      [
        'id,when,at,amount,text,yes,w',
        '2,1900-01-01,1999-12-31T23:59:59,-1e-7,"a, ""b""\nc",FALSE,0',
        '4,,,0.3333333333333333,007,TRUE,0.5',
        '2,1900-01-01,1999-12-31T23:59:59,-1e-7,"a, ""b""\nc",FALSE,1',
        '',
      ].join('\n'),
    );
  });
});

/** A workbook of one sheet, from the XML of its rows. */
function workbook(rows: string, more: Zippable = {}): Uint8Array {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (...all: string[]) =>
    strToU8(
      `<Relationships>${all
        .map((target, i) => {
          const kind = /sheet1/.test(target) ? 'worksheet' : 'officeDocument';
          return `<Relationship Id="r${i}" Type="${type}/${kind}" Target="${target}"/>`;
        })
        .join('')}</Relationships>`,
    );
  return zipSync({
    '_rels/.rels': relations('xl/workbook.xml'),
    'xl/workbook.xml': strToU8(
      '<x:workbook><x:sheets><x:sheet name="S" r:id="r0"/></x:sheets></x:workbook>',
    ),
    'xl/_rels/workbook.xml.rels': relations('/xl/worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...more,
  });
}

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('a workbook that is odd', () => {
  it('may leave out references, and prefix its names', () => {
    const rows = '<row><c><v>1</v></c><c/><c t="str"><v>b</v></c></row><row><c><v>2</v></c></row>';
    const { table } = read(workbook(rows), { header: false }, 'a.xlsx');
    expect(cells(table)).toEqual([
      ['1', '', 'b'],
      ['2', '', ''],
    ]);
  });

  it('cannot claim rows and columns that no sheet has', () => {
    const rows =
      '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZZZ1"><v>2</v></c></row>' +
      '<row r="99999999999"><c r="A1"><v>3</v></c><c r="A1"><v>4</v></c></row>' +
      '<row r="1048576"><c r="XFD1048576" t="s"><v>7</v></c></row>';
    const result = read(workbook(rows), { header: false }, 'a.xlsx');
    expect(result.table.rowCount).toBe(2);
    expect(cells(result.table).map((row) => row.slice(0, 2))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(problem(result, 'misplaced-cell')).toMatchObject({ severity: 'warning', more: 2 });
    expect(problem(result, 'lost-text')?.severity).toBe('error');
  });

  it.each([
    [
      'is cut off',
      (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 30),
      /directory is missing/,
    ],
    ['has another byte in its sheet', (bytes: Uint8Array) => changed(bytes, 'note'), /damaged/],
    ['is an archive', () => zipSync({ 'a.csv': strToU8('a,b\n') }), /is no Excel workbook/],
  ])('is refused in one sentence when it %s', (_, make, message) => {
    const bytes = make(zipSync(unzipped(), { level: 0 }));
    expect(() => read(bytes, {}, 'a.xlsx')).toThrowError(
      expect.objectContaining({
        code: expect.stringMatching(/unreadable|unsupported-format/),
        message: expect.stringMatching(message),
      }),
    );
  });

  it('is refused when its XML is none, and when it is protected with a password', () => {
    const broken = workbook('<row><c><v>1</v></row></oops>');
    expect(() => read(broken, {}, 'a.xlsx')).toThrowError(refusal('unreadable', /no valid XML/));
    const office = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    expect(() => read(office, {}, 'a.xlsx')).toThrowError(
      refusal('unsupported-format', /password-protected/),
    );
  });

  it('may have a name of megabytes, and no text without end', () => {
    const sheet = (cell: string) => `<row><c t="inlineStr"><is><t>${cell}</t></is></c></row>`;
    const named = read(workbook(sheet('long name '.repeat(300_000))), {}, 'a.xlsx');
    expect(named.table.columns[0]!.name).toHaveLength(3_000_000);
    const endless = workbook(sheet(' '.repeat(40 << 20)));
    expect(() => read(endless, {}, 'a.xlsx')).toThrowError(
      refusal('too-large', /does not end, after byte [\d,]+/),
    );
  });

  it('cannot unpack to more than its directory says', () => {
    const bytes = workbook('<row><c><v>1</v></c></row>', {
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet>${' '.repeat(1 << 20)}</worksheet>`),
    });
    const at = Buffer.from(bytes).lastIndexOf(Buffer.from('PK\u0001\u0002'));
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 24, 1000, true);
    expect(() => read(bytes, {}, 'a.xlsx')).toThrowError(refusal('unreadable', /damaged/));
  });
});

function unzipped(): Zippable {
  return {
    '_rels/.rels': strToU8('<a><Relationship Type="x/officeDocument" Target="w.xml" Id="1"/></a>'),
    'w.xml': strToU8('<workbook><sheets><sheet name="S" r:id="1"/></sheets></workbook>'),
    '_rels/w.xml.rels': strToU8('<a><Relationship Type="x/worksheet" Target="s.xml" Id="1"/></a>'),
    's.xml': strToU8('<worksheet><!--note--><sheetData></sheetData></worksheet>'),
  };
}

function changed(bytes: Uint8Array, text: string): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[copy.indexOf(text)]! ^= 1;
  return copy;
}
