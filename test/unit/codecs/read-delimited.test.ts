import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { readDelimited } from '../../../src/codecs/delimited/read-delimited';
import { bytesOf, cells, names, noTick, problem, read, spansOf } from './reading';

const data = path.join(import.meta.dirname, '../../fixtures/data');
const plain = { delimiter: ',', header: false };

describe('reading delimited text', () => {
  it('unquotes doubled quotes, delimiters and line ends within quotes', () => {
    const { table } = read('a,b\n"x ""y""","1,2"\n"p\r\nq",""\n');
    expect(cells(table)).toEqual([
      ['x "y"', '1,2'],
      ['p\r\nq', ''],
    ]);
    expect(spansOf(table).lines).toEqual([1, 2]);
  });

  it('codes empty cells as missing, quoted or not, and keeps text as written', () => {
    const { table } = read('a,b\n007,""\n,1e3\n 7 ,NA\n007,-0.0\n', { header: true });
    expect(Array.from(table.columns[0]!.codes)).toEqual([1, 0, 2, 1]);
    expect(Array.from(table.columns[1]!.codes)).toEqual([0, 1, 2, 3]);
    expect(cells(table)[2]).toEqual([' 7 ', 'NA']);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('ends rows at %s, with or without a last one', (_, end) => {
    for (const last of ['', end]) {
      const { table, facts } = read(`a,b${end}1,2${end}3,4${last}`);
      expect(cells(table)).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
      expect(facts.dialect).toMatchObject({ newline: end, finalNewline: last !== '' });
      expect(facts.problems).toEqual([]);
    }
  });

  it('takes mixed line ends as they come and reports the first that differs', () => {
    const result = read('a,b\n1,2\r\n3,4\n5,6\r7,8\n');
    expect(cells(result.table)).toHaveLength(4);
    expect(result.facts.dialect?.newline).toBe('\n');
    expect(problem(result, 'mixed-line-ends')).toMatchObject({ place: { line: 1 } });
  });

  it('does not take bytes of an earlier read for the end of the last line', () => {
    const source = memorySource('a.csv', bytesOf('59\r9\r\n"\r,\r\n"\r\n"\r\n"\rab\r'));
    const read = (chunk: number) =>
      readDelimited(source, plain, noTick, 'csv', undefined, { chunk, fields: 4 }).facts;
    const whole = read(1024);
    for (let chunk = 1; chunk < 24; chunk++) expect(read(chunk)).toEqual(whole);
  });

  it('counts blank lines, which are no rows, and keeps line numbers right', () => {
    const { table, facts } = read('\na,b\n\n1,2\n\n\n3,4\n\n');
    expect(cells(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(facts.blankLines).toBe(5);
    expect(spansOf(table).lines).toEqual([3, 6]);
  });

  it('reads a file of one column: an empty cell is written "", a blank line is no row', () => {
    const { table, facts } = read('name\nx y, z\n""\n\nlast\n');
    expect(facts.dialect).toMatchObject({ delimiter: '', header: true });
    expect(cells(table)).toEqual([['x y, z'], [''], ['last']]);
    expect(facts.blankLines).toBe(1);
  });

  it('keeps duplicate and empty names as written and reports them', () => {
    const result = read('id,x,x,,\n1,2,3,4,5\n');
    expect(names(result.table)).toEqual(['id', 'x', 'x', '', '']);
    expect(problem(result, 'duplicate-name')).toMatchObject({ place: { column: 2, line: 0 } });
    expect(problem(result, 'empty-name')).toMatchObject({ place: { column: 3 }, more: 1 });
  });

  it('reads header-only, empty and blank files', () => {
    expect(names(read('a,b,c\n').table)).toEqual(['a', 'b', 'c']);
    expect(read('a,b,c').table.rowCount).toBe(0);
    expect(read('').table).toMatchObject({ rowCount: 0, columns: [] });
    expect(read('\n\n').facts.blankLines).toBe(2);
    expect(read('\ufeff').facts.dialect?.bom).toBe(true);
  });

  it('pads short rows with missing cells, keeps long ones in the file, and counts both', () => {
    const result = read('a,b,c\n1,2,3\n4\n5,6,7,8\n9,10,11\n', { header: true });
    expect(cells(result.table)).toEqual([
      ['1', '2', '3'],
      ['4', '', ''],
      ['5', '6', '7'],
      ['9', '10', '11'],
    ]);
    expect(result.facts.raggedRows).toBe(2);
    expect(problem(result, 'ragged-row')).toMatchObject({
      severity: 'warning',
      place: { row: 1, line: 2, byte: 12 },
      more: 1,
    });
    expect(result.table.spans!.length(2)).toBe('5,6,7,8'.length);
  });

  it('has as many columns as most rows when there is no header', () => {
    const { table, facts } = read('1,2\n1,2,3\n4,5,6\n7,8,9\n', plain);
    expect(names(table)).toEqual(['column_1', 'column_2', 'column_3']);
    expect(facts.raggedRows).toBe(1);
  });

  it('reports a quote that is never closed, with everything after it in one cell', () => {
    const result = read('a,b\n1,2\n3,"4\n5,6\n', { delimiter: ',', header: true });
    expect(cells(result.table)).toEqual([
      ['1', '2'],
      ['3', '4\n5,6\n'],
    ]);
    expect(problem(result, 'unclosed-quote')).toMatchObject({
      severity: 'error',
      place: { row: 1, line: 2, byte: 8 },
    });
    expect(result.facts.dialect?.finalNewline).toBe(false);
  });

  it('appends text after a closing quote, as Python does, and reports it', () => {
    const result = read('a,b\n"x"y,"p" "q",\n"",1\n', { delimiter: ',', header: true });
    expect(cells(result.table)[0]).toEqual(['xy', 'p "q"']);
    expect(problem(result, 'text-after-quote')).toMatchObject({ place: { row: 0 }, more: 1 });
  });

  it('takes a quote within a cell as a character', () => {
    expect(cells(read('5" pipe,a"b\n', plain).table)).toEqual([['5" pipe', 'a"b']]);
  });

  it('reports NUL bytes with the row of the first', () => {
    const result = read('a,b\n1,2\n3,\0\0\n', { header: true });
    expect(problem(result, 'nul-byte')).toMatchObject({ place: { row: 1, byte: 10 }, more: 1 });
    expect(cells(result.table)[1]).toEqual(['3', '\0\0']);
  });

  it('drops the padding after delimiters, quotes after it included, and says so', () => {
    const result = read('39, "State, gov", 7\n50, x,  8\n50, y, 9\n', { header: false });
    expect(problem(result, 'padded-fields')).toBeUndefined();
    const padded = read('39, "State, gov", 7\n50, x, 8\n50, , 9\n', { header: false });
    expect(problem(padded, 'padded-fields')).toMatchObject({ severity: 'info' });
    expect(cells(padded.table)).toEqual([
      ['39', 'State, gov', '7'],
      ['50', 'x', '8'],
      ['50', '', '9'],
    ]);
  });

  it('reads rows longer than a chunk and with more fields than a batch', () => {
    const wide = Array.from({ length: 50 }, (_, i) => `v${i}`);
    const source = memorySource('a.csv', bytesOf(`${wide.join(',')}\n"${'x\n'.repeat(90)}",1\n`));
    const limits = { chunk: 5, fields: 2 };
    const { table } = readDelimited(source, plain, noTick, 'csv', undefined, limits);
    expect(cells(table)[0]).toEqual(wide);
    expect(cells(table)[1]!.slice(0, 2)).toEqual(['x\n'.repeat(90), '1']);
  });

  it('numbers values in order of first appearance, over many more than fit one table', () => {
    const values = Array.from({ length: 5000 }, (_, i) => `value ${i % 2500}`);
    const { columns } = read(`${values.map((v) => `1,${v}`).join('\n')}\n`, plain).table;
    expect(columns[1]!.dictionary.size).toBe(2501);
    expect(Array.from(columns[1]!.codes)).toEqual(values.map((_, i) => (i % 2500) + 1));
    expect(columns[1]!.dictionary.text(2500)).toBe('value 2499');
  });

  it('lets tick stop it and reports progress up to the whole', () => {
    const source = memorySource('a.csv', bytesOf('a,b\n1,2\n3,4\n'));
    const seen: number[] = [];
    const limits = { chunk: 4, fields: 8 };
    readDelimited(source, {}, (done) => void seen.push(done), 'csv', undefined, limits);
    expect(seen.at(-1)).toBe(source.size);
    expect(seen.length).toBeGreaterThan(1);
    const stop = () => {
      throw new Error('stop');
    };
    expect(() => readDelimited(source, {}, stop, 'csv', undefined)).toThrow('stop');
  });

  it.each(['"', '\n', ',,', 'é'])('refuses %j as a delimiter', (delimiter) => {
    expect(() => read('a,b\n', { delimiter })).toThrowError(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it.each(['penguins', 'titanic', 'diamonds', 'compas', 'german', 'glass', 'mammography'])(
    'reads %s cell by cell as papaparse does',
    (name) => {
      const text = readFileSync(path.join(data, `${name}.csv`), 'utf8');
      const { table, facts } = read(text);
      const rows = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true }).data;
      if (facts.dialect?.header) expect(rows.shift()).toEqual(names(table));
      // Compared as one string: a deep comparison of half a million cells takes seconds.
      expect(JSON.stringify(cells(table))).toBe(JSON.stringify(rows));
    },
  );
});
