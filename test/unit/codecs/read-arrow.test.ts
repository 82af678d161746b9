import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CellTag } from '../../../src/engine/table/table';
import { cells, names, problem, read, rewrite, textOf } from './reading';

const FOLDER = join(import.meta.dirname, '../../fixtures/arrow');
const FILES = readdirSync(FOLDER).filter((name) => !name.endsWith('.json'));
const bytesOf = (name: string) => readFileSync(join(FOLDER, name));

describe('an Arrow file of another program', () => {
  it.each(FILES)('is read as that program wrote it: %s', (name) => {
    const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`)).toString()) as Record<
      string,
      string[]
    >;
    const { table } = read(bytesOf(name), {}, name);
    expect(names(table)).toEqual(Object.keys(expected));
    const rows = cells(table);
    Object.values(expected).forEach((texts, column) => {
      expect(rows.map((row) => row[column])).toEqual(texts);
    });
  });

  it('keeps what kind of value a cell is, and says what is shown in another way', () => {
    const result = read(bytesOf('zstd.arrow'), {}, 'a.arrow');
    const tagOf = (name: string) => {
      const { codes, dictionary } = result.table.columns.find((column) => column.name === name)!;
      return dictionary.tag(codes.find((code) => code > 0)!);
    };
    expect(['i64', 'dec', 'bool', 'text', 'list', 'colour'].map(tagOf)).toEqual([
      CellTag.number,
      CellTag.number,
      CellTag.boolean,
      CellTag.string,
      CellTag.nested,
      CellTag.string,
    ]);
    expect(problem(result, 'not-a-number')).toMatchObject({ place: { row: 1 } });
    expect(problem(result, 'binary-value')?.message).toMatch(/Row 2 .*`bin`.*base64/);
    expect(result.facts).toMatchObject({ format: 'arrow' });
  });

  it('is told by its first bytes, whatever its name, as a stream too', () => {
    for (const name of ['plain.arrow', 'many.arrows'])
      expect(read(bytesOf(name), {}, 'x.csv').facts.format).toBe('arrow');
  });

  it('may have its schema in the footer alone, as those of JavaScript', () => {
    const table = tableFromArrays({ word: ['b', 'a', 'b'], n: Int32Array.of(1, 2, 3) });
    const bytes = tableToIPC(table, 'file');
    expect(cells(read(bytes, {}, 'a.arrow').table)).toEqual([
      ['b', '1'],
      ['a', '2'],
      ['b', '3'],
    ]);
    const broken = bytes.slice();
    broken.fill(0xff, bytes.length - 60, bytes.length - 10);
    expect(() => read(broken, {}, 'a.arrow')).toThrow(/damaged|breaks off/);
  });

  it('is written as CSV', () => {
    const plan = () => ({ rows: Uint32Array.of(4999, 0) });
    expect(textOf(rewrite(bytesOf('many.feather'), plan, {}, 'a.feather'))).toBe(
      'id,word,level\n4999,word 81,mid\n0,word 0,low\n',
    );
  });
});

describe('an Arrow file that is damaged', () => {
  it.each(['plain.arrow', 'lz4.arrow', 'zstd.arrow', 'many.arrows'])(
    'is refused in one sentence wherever %s breaks off',
    (name) => {
      const bytes = bytesOf(name);
      for (let end = 12; end < bytes.length; end += 331) {
        const cut = bytes.subarray(0, end);
        try {
          // A stream may end after any batch.
          expect(read(cut, {}, name).table.rowCount).toBeLessThan(5000);
          expect(name).toBe('many.arrows');
        } catch (error) {
          expect(error).toMatchObject({
            code: 'unreadable',
            message: expect.stringMatching(/byte|no Arrow schema/),
          });
        }
      }
    },
  );

  it.each(['plain.arrow', 'lz4.arrow', 'zstd.arrow'])(
    'is a table or a refusal wherever a byte of %s is another, and no other failure',
    (name) => {
      const bytes = bytesOf(name);
      for (let at = 8; at < bytes.length; at += 53) {
        const changed = Buffer.from(bytes);
        changed[at] = changed[at]! ^ (at % 2 ? 0xff : 0x10);
        try {
          expect(read(changed, {}, name).table.rowCount).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error, `byte ${at}`).toMatchObject({
            code: expect.stringMatching(/^(unreadable|too-large|unsupported-format)$/),
          });
        }
      }
    },
  );
});
