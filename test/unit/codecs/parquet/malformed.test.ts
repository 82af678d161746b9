import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { SchemaElement } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../../src/codecs/bytes';
import type { Limits } from '../../../../src/codecs/codec';
import { cellFormat } from '../../../../src/codecs/parquet/cell-format';
import { readParquet } from '../../../../src/codecs/parquet/read-parquet';
import { schemaOf } from '../../../../src/codecs/parquet/schema';
import { EngineError } from '../../../../src/engine/problems';

const FOLDER = join(__dirname, '../../../fixtures/parquet');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.parquet'))
  // A decoder in JavaScript builds tables of a megabyte for each page.
  .filter((name) => name !== 'types-brotli.parquet');

function read(bytes: Uint8Array, limits: Limits = {}) {
  return readParquet(memorySource('x.parquet', bytes), () => undefined, { limits });
}

function refusal(bytes: Uint8Array): EngineError {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
  throw new Error('The file was read.');
}

/** Whether it is read or refused in one sentence, and in no other way: at once, and in parts. */
function holds(bytes: Uint8Array): void {
  holdsWith(bytes, {});
  holdsWith(bytes, { workers: 3, smallestPart: 1, values: 2 });
}

function holdsWith(bytes: Uint8Array, limits: Limits): void {
  try {
    const { table } = read(bytes, limits);
    for (const { codes, dictionary } of table.columns) {
      expect(codes).toHaveLength(table.rowCount);
      for (const code of codes) if (code >= dictionary.size) expect.fail(`code ${code}`);
    }
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(['unreadable', 'unsupported-format', 'too-large']).toContain(error.code);
    expect(error.message).not.toMatch(/\n|undefined|NaN/);
  }
}

describe('damaged Parquet files', () => {
  it.each([
    ['nothing', new Uint8Array(0), /only 0 bytes/],
    ['the magic alone', bytesOf('pandas.parquet').slice(0, 4), /only 4 bytes/],
    ['half of it', bytesOf('pandas.parquet').slice(0, 2000), /end is missing/],
  ])('%s is refused', (_, bytes, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe('unreadable');
    expect(error.message).toMatch(message);
  });

  it('an encrypted file says what to do', () => {
    const bytes = bytesOf('pandas.parquet');
    bytes.set([0x50, 0x41, 0x52, 0x45], bytes.length - 4);
    expect(refusal(bytes)).toMatchObject({
      code: 'unsupported-format',
      message: expect.stringMatching(/decrypt/),
    });
  });

  it('a footer that says it is longer than the file', () => {
    const bytes = bytesOf('pandas.parquet');
    new DataView(bytes.buffer).setUint32(bytes.length - 8, 0x7fffffff, true);
    expect(refusal(bytes).message).toMatch(/footer says it is 2147483647 bytes/);
  });

  it('a decimal with more digits than there are is refused, a long one is shown all the same', () => {
    const decimal = (scale: number): SchemaElement => ({
      name: 'x',
      type: 'BYTE_ARRAY',
      repetition_type: 'REQUIRED',
      converted_type: 'DECIMAL',
      scale,
    });
    const schema = () => schemaOf([{ name: 'root', num_children: 1 }, decimal(2_000_000_000)]);
    expect(schema).toThrow(/`x` is a decimal with 2000000000 digits after/);
    const { text } = cellFormat(decimal(2));
    expect(text(Uint8Array.of(1), 0, 1)).toBe('0.01');
    expect(text(new Uint8Array(4_000_000).fill(7), 0, 4_000_000)).toMatch(/^BwcHBwcH/);
  });

  it('more rows than memory could hold are refused before they are read', () => {
    const bytes = bytesOf('types-v1-plain.parquet');
    expect(() => read(bytes, { memory: 16 })).toThrow(/says it has .* rows of .* columns/);
  });

  it('a damaged page is named by row group, column and byte', () => {
    const bytes = bytesOf('types-v1-plain.parquet');
    // Behind the magic, the first page header begins.
    bytes.fill(0xff, 4, 12);
    expect(refusal(bytes)).toMatchObject({
      message: expect.stringMatching(/^Row group 1, column `bool`, byte 4: .*damaged/),
      place: { byte: 4 },
    });
  });

  it.each(FILES)('%s with bytes that changed', (name) => {
    const bytes = bytesOf(name);
    const change = fc.record({
      at: fc.nat(bytes.length - 1),
      to: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = bytes.slice();
        for (const { at, to } of changes) damaged[at] = to;
        holds(damaged);
      }),
      { numRuns: 60 },
    );
  });

  it.each(FILES)('%s with a footer that changed', (name) => {
    const bytes = bytesOf(name);
    const length = new DataView(bytes.buffer).getUint32(bytes.length - 8, true);
    const change = fc.record({ at: fc.nat(length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(change, ({ at, to }) => {
        const damaged = bytes.slice();
        damaged[bytes.length - 8 - length + at] = to;
        holds(damaged);
      }),
      { numRuns: 60 },
    );
  });

  it.each(FILES)('%s cut anywhere', (name) => {
    const bytes = bytesOf(name);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(refusal(bytes.slice(0, length)).code).toBe('unreadable');
      }),
      { numRuns: 20 },
    );
  });
});
