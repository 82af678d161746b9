import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { endOfLongRow } from '../../../src/codecs/delimited/long-row';
import { scanBatch, scanDelimited } from '../../../src/codecs/delimited/scan-delimited';
import type { EngineError } from '../../../src/engine/problems';
import { bytesOf } from '../../unit/codecs/reading';

const MARKS = { delimiter: 44, quote: 34, skipInitialSpace: false };
const hostile = fc
  .array(fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', ' ', 'a', 'é'), { maxLength: 24 })
  .map((pieces) => `a${pieces.join('')}`);

const walk = (text: string, chunk: number, longest: number, marks = MARKS) => {
  const source = memorySource('file.csv', bytesOf(text));
  const row = { source, byte: 0, line: 0, encoding: 'utf-8', marks };
  return endOfLongRow(row, () => undefined, { chunk, longest });
};

describe('a long row', () => {
  it('ends where the scanner says, however it is cut into chunks', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 9 }), fc.boolean(), (text, chunk, padded) => {
        const marks = { ...MARKS, skipInitialSpace: padded };
        const bytes = bytesOf(text);
        const batch = scanBatch(64);
        scanDelimited(bytes, 0, bytes.length, true, marks, batch);
        const [end] = batch.rowEnds;
        expect(walk(text, chunk, Infinity, marks)).toBe(Math.min(end! + 1, bytes.length));
      }),
    );
  });

  it.each([
    ['1,"two\nthree', { line: 0, byte: 2 }],
    ['"1\r\n\r2\n","\nthree', { line: 3, byte: 9 }],
    ['1,2,3,4,5,6,7', { line: 0, byte: 0 }],
    ['1,"2"",', { line: 0, byte: 2 }],
    ['1,"2"3 "4', { line: 0, byte: 0 }],
  ])('%j without end is refused with the place of what is open', (text, place) => {
    for (const chunk of [1, 2, 5]) {
      expect(() => walk(text.padEnd(40, '-'), chunk, 20)).toThrow(
        expect.objectContaining({ code: 'too-large', place }) as EngineError,
      );
    }
  });

  it('of UTF-16 ends at a byte of the file', () => {
    const source = memorySource('file.csv', new Uint8Array(Buffer.from('é,"a\n",b\nc', 'utf16le')));
    const row = { source, byte: 0, line: 0, encoding: 'utf-16le', marks: MARKS };
    expect(endOfLongRow(row, () => undefined, { chunk: 4, longest: 100 })).toBe(18);
  });
});
