import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { codecFor } from '../../../src/codecs';
import type { ReadResult } from '../../../src/codecs/codec';
import type { AddedColumn, MadeRows } from '../../../src/engine/plan/plan';
import { NO_ROW } from '../../../src/engine/plan/plan';
import { allRows, bytesOf, cells, names, noTick, read, rewrite, textOf } from './reading';

const data = path.join(import.meta.dirname, '../../fixtures/data');

type PlanOf = Parameters<typeof rewrite>[1];
type Options = Parameters<typeof rewrite>[2];
const write = (text: string, plan?: PlanOf, options?: Options) =>
  textOf(rewrite(text, plan, options));

const column = (name: string, ...texts: string[]): AddedColumn => ({
  name,
  type: 'text',
  text: (output) => texts[output % texts.length]!,
});

function madeFrom(parents: number[], made: Partial<MadeRows> = {}): MadeRows {
  return {
    count: parents.length,
    operation: 'test',
    parents: Uint32Array.from(parents),
    neighbours: new Uint32Array(parents.length).fill(NO_ROW),
    lambdas: new Float64Array(parents.length),
    numbers: [],
    texts: [],
    ...made,
  };
}

describe('writing delimited text', () => {
  it.each([
    'penguins',
    'titanic',
    'diamonds',
    'compas',
    'adult-train',
    'adult-test',
    'german',
    'glass',
    'mammography',
  ])('gives %s back byte for byte', (name) => {
    const bytes = readFileSync(path.join(data, `${name}.csv`));
    expect(Buffer.compare(rewrite(new Uint8Array(bytes)), bytes)).toBe(0);
  });

  it.each([
    'a,b\r\n"x ""y""",2\r\n"p\nq",4',
    '\ufeffa,b\n1,2\n',
    'a,b\n1\n1,2,3\n',
    'a,b\n1,"2\n',
    'a,b\n"x"y,2\n',
    'a,b,c\n',
    'a,b,c',
    '',
    '\ufeff',
    'a,b\n1,2\n\n\n',
    'a,b\r1,2\r3,4',
  ])('gives %j back byte for byte', (text) => {
    expect(write(text, undefined, { delimiter: ',', header: true })).toBe(text);
  });

  it('writes rows in any order and number, with one line end between them', () => {
    const text = 'a,b\r\n1,x\r\n2,"y"\r\n\r\n3,z';
    expect(write(text, () => ({ rows: Uint32Array.of(2, 1, 1, 0) }))).toBe(
      'a,b\r\n3,z\r\n2,"y"\r\n2,"y"\r\n1,x',
    );
    expect(write(text, () => ({ rows: new Uint32Array(0) }))).toBe('a,b');
  });

  it('uses the most frequent line end between rows of a file that mixes them', () => {
    expect(write('a,b\n1,2\r\n3,4\r\n5,6\r\n')).toBe('a,b\r\n1,2\r\n3,4\r\n5,6\r\n');
  });

  it('keeps the last line end of the source, or its absence, when the last row leaves', () => {
    const first = () => ({ rows: Uint32Array.of(0) });
    expect(write('a,b\n1,2\n3,4', first)).toBe('a,b\n1,2');
    expect(write('a,b\n1,2\n3,4\n', first)).toBe('a,b\n1,2\n');
  });

  it('appends columns to header and rows, quoted where papaparse quotes', () => {
    const texts = ['plain', 'a,b', 'q"q', ' outer', 'two\nlines', '', '-1.5', 'é'];
    const rows = texts.map(() => '1,"2"').join('\n');
    const out = write(`x,y\n${rows}\n`, () => ({ columns: [column('new, name', ...texts)] }));
    const expected = texts.map((text) => `1,"2",${Papa.unparse([[text]])}`);
    expect(out).toBe(`${['x,y,"new, name"', ...expected].join('\n')}\n`);
  });

  it('appends columns without a name to a file without a header', () => {
    expect(write('1,2\n3,4\n', () => ({ columns: [column('w', '5', '6')] }))).toBe(
      '1,2,5\n3,4,6\n',
    );
  });

  it('pads what it writes as the source pads', () => {
    const text = '39, Private, 7\n50, State, 8\n';
    const made = madeFrom([0], { texts: [{ column: 1, text: () => 'a, b' }] });
    expect(write(text, () => ({ made, columns: [column('w', 'x', 'y', ' z')] }))).toBe(
      '39, Private, 7, x\n50, State, 8, y\n39, "a, b", 7, " z"\n',
    );
  });

  it('fills short rows up before it adds a column', () => {
    const out = write('a,b,c\n1,2,3\n4\n"5,5",6\n', () => ({ columns: [column('w', '9')] }));
    expect(out).toBe('a,b,c,w\n1,2,3,9\n4,,,9\n"5,5",6,,9\n');
  });

  it('refuses to add a column to a row that is too long, naming it', () => {
    const text = 'a,b\n1,2\n3,4,5\n';
    const options = { delimiter: ',', header: true };
    expect(() => write(text, () => ({ columns: [column('w', '9')] }), options)).toThrowError(
      expect.objectContaining({
        code: 'ragged-rows',
        place: { row: 1, line: 2 },
        message: expect.stringMatching(/row 1 on line 3/i),
      }),
    );
    const without = { rows: Uint32Array.of(0), columns: [column('w', '9')] };
    expect(write(text, () => without, options)).toBe('a,b,w\n1,2,9\n');
  });

  it('lets a row with an open quote stand last only, where it swallows nothing', () => {
    const text = 'a,b\n1,2\n3,"4\n';
    const options = { delimiter: ',', header: true };
    for (const plan of [
      { rows: Uint32Array.of(1, 0) },
      { columns: [column('w', '9')] },
      { made: madeFrom([0]) },
    ]) {
      expect(() => write(text, () => plan, options)).toThrowError(
        expect.objectContaining({ code: 'unwritable', place: { row: 1, line: 2 } }),
      );
    }
    const swapped = { rows: Uint32Array.of(0, 1), made: madeFrom([1]) };
    const order = Uint32Array.of(2, 0, 1);
    expect(write(text, () => ({ ...swapped, order }), options)).toBe('a,b\n3,"4\n"\n1,2\n3,"4\n');
  });

  it('makes rows from the text of the parent and the numbers of the plan', () => {
    const text = 'n,s,m\n1,"x, y",2.50\n007,"q""q",\n';
    const made = madeFrom([0, 1], {
      numbers: [{ column: 2, values: Float64Array.of(1.005, -0.001), decimals: 2 }],
    });
    const out = write(text, () => ({ made }));
    expect(out).toBe(`${text}1,"x, y",1.00\n007,"q""q",0.00\n`);
  });

  it('follows the order of the plan', () => {
    const made = madeFrom([1]);
    const plan = { made, order: Uint32Array.of(1, 2, 0), columns: [column('w', 'p', 'q', 'r')] };
    expect(write('a,b\n1,2\n3,4\n', () => plan)).toBe('a,b,w\n3,4,q\n3,4,r\n1,2,p\n');
  });

  it('writes marks and encodings of the source', () => {
    const text = '\ufeffa,b\r\né,1\r\n';
    const add = () => ({ columns: [column('ü', '€')] });
    const expected = '\ufeffa,b,ü\r\né,1,€\r\n';
    for (const swap of [false, true]) {
      const utf16 = (content: string) => {
        const bytes = Buffer.from(content, 'utf16le');
        return new Uint8Array(swap ? bytes.swap16() : bytes);
      };
      expect(Buffer.compare(rewrite(utf16(text), add), utf16(expected))).toBe(0);
    }
    expect(write(text, add)).toBe(expected);
  });

  it('writes Latin-1 in Latin-1 and refuses what it lacks', () => {
    const latin = (content: string) => new Uint8Array(Buffer.from(content, 'latin1'));
    const out = rewrite(latin('a,b\né,1\n'), () => ({ columns: [column('w', 'ÿ')] }));
    expect(Buffer.compare(out, latin('a,b,w\né,1,ÿ\n'))).toBe(0);
    expect(() =>
      rewrite(latin('a,b\né,1\n'), () => ({ columns: [column('w', '漢')] })),
    ).toThrowError(
      expect.objectContaining({ code: 'unwritable', message: expect.stringContaining('漢') }),
    );
  });

  it('adds a column to a file of one column with a delimiter that its lines do not contain', () => {
    const out = write('text\nOne, two\n""\nThree\n', () => ({ columns: [column('w', 'x')] }));
    expect(out).toBe('text\tw\nOne, two\tx\n""\tx\nThree\tx\n');
    expect(() =>
      write('text\nOne, two;\n|\n\t\n', () => ({ columns: [column('w', 'x')] })),
    ).toThrowError(expect.objectContaining({ code: 'unwritable' }));
  });

  it('writes an empty made row of one column so that it stays a row', () => {
    const out = write('name\nx\n', () => ({
      made: madeFrom([0], { texts: [{ column: 0, text: () => '' }] }),
    }));
    expect(out).toBe('name\nx\n""\n');
    expect(read(out).table.rowCount).toBe(2);
  });

  it('copies far more than its buffers hold, forwards and in random order', () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i},${'x'.repeat(i % 90)}`);
    lines[5] = `5,${'y'.repeat(300_000)}`;
    const text = `id,pad\n${lines.join('\n')}\n`;
    expect(write(text) === text).toBe(true);
    const rows = Uint32Array.from(lines, (_, i) => (i * 7919) % lines.length);
    const expected = `id,pad\n${Array.from(rows, (row) => lines[row]).join('\n')}\n`;
    expect(write(text, () => ({ rows })) === expected).toBe(true);
  });

  it('notices a source that became shorter', () => {
    const bytes = bytesOf('a,b\n1,2\n3,4\n');
    const codec = codecFor('a.csv', bytes);
    const result = codec.read(memorySource('a.csv', bytes), {}, noTick) as ReadResult;
    const source = memorySource('a.csv', bytes.slice(0, 9));
    const plan = { rows: allRows(result.table), columns: [] };
    const sink = { write: () => undefined };
    expect(() => {
      codec.write({ source, result, plan }, sink, noTick);
    }).toThrowError(expect.objectContaining({ code: 'source-changed' }));
  });

  it('can be read again with the names and cells that were written', () => {
    const out = write('id,x,x\n1,,"a\nb"\n2,007,\n', () => ({ columns: [column('x', '', '"')] }));
    const { table } = read(out);
    expect(names(table)).toEqual(['id', 'x', 'x', 'x']);
    expect(cells(table)).toEqual([
      ['1', '', 'a\nb', ''],
      ['2', '007', '', '"'],
    ]);
  });
});
