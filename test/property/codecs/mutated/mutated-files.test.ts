import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { names, read } from '../../../unit/codecs/reading';
import { dice } from '../../../dice';
import { wrongIn, type Census } from './check';
import { EXCEPTIONS } from './exceptions';
import { makeCase } from './files';
import { shrunk } from './shrink';

// More than 100,000 files in all: this file runs once with WebAssembly and once without, each with files of its own.
const FILES = Number(process.env['BALLAST_FILES'] ?? 51_000);
const SEED =
  Number(process.env['BALLAST_SEED'] ?? 1) + (typeof WebAssembly === 'undefined' ? 0.5 : 0);

describe('generated and mutated files', () => {
  const census: Census = { files: 0, refused: 0, plain: 0, changed: new Map() };

  it.each(EXCEPTIONS)('take papaparse for wrong where it is: $id', ({ id, example }) => {
    const options = { delimiter: ',', header: false };
    const sizes = { chunk: 7, fields: 5 };
    const alone: Census = { files: 0, refused: 0, plain: 0, changed: new Map() };
    expect(wrongIn({ bytes: Buffer.from(example), options, sizes }, alone)).toBeUndefined();
    expect([...alone.changed.keys()]).toEqual([id]);
  });

  it('have the cells that Python and papaparse find, and the problems that they show', () => {
    for (let index = 0; index < FILES; index++) {
      const made = makeCase(dice(SEED * 1e7 + index));
      const wrong = wrongIn(made, census);
      if (wrong === undefined) continue;
      const bytes = shrunk(
        made.bytes,
        (shorter) => wrongIn({ ...made, bytes: shorter }) !== undefined,
      );
      const { options, sizes } = made;
      expect.fail(
        `file ${index} of seed ${SEED}: ${wrongIn({ ...made, bytes }) ?? wrong}\n` +
          `bytes ${Buffer.from(bytes).toString('hex')} = ${JSON.stringify(Buffer.from(bytes).toString())}\n` +
          JSON.stringify({ options, sizes }),
      );
    }
  }, 240_000);

  it('are mostly read by papaparse as they are, and each exception is seen', () => {
    expect(census.files).toBe(FILES);
    expect(census.plain).toBeGreaterThan(FILES / 10);
    expect(census.refused).toBeLessThan(FILES / 100);
    expect([...census.changed.keys()].sort()).toEqual(EXCEPTIONS.map(({ id }) => id).sort());
  });

  it('keep the names of their header, where papaparse renames what repeats', () => {
    const text = 'a,a,b,a,a_1\n1,2,3,4,5\n';
    const { table } = read(text, { delimiter: ',', header: true });
    expect(names(table)).toEqual(['a', 'a', 'b', 'a', 'a_1']);
    const { meta } = Papa.parse(text, { delimiter: ',', header: true });
    expect(meta.fields).toEqual(['a', 'a_2', 'b', 'a_3', 'a_1']);
  });
});
