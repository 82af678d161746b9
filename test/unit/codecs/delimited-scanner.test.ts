import { describe, expect, it } from 'vitest';
import { delimitedScanner } from '../../../src/codecs/delimited/delimited-scanner';
import { KernelScanner } from '../../../src/codecs/delimited/kernel-scanner';
import { TwinScanner } from '../../../src/codecs/delimited/twin-scanner';

const MARKS = { delimiter: 44, quote: 34, skipInitialSpace: false };
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the scanner of delimited text', () => {
  const scanner = delimitedScanner(MARKS, 2);

  it('is the kernel wherever there is WebAssembly', () => {
    const expected = typeof WebAssembly === 'undefined' ? TwinScanner : KernelScanner;
    expect(scanner.constructor).toBe(expected);
  });

  it('keeps what was loaded when its batches are enlarged', () => {
    const bytes = bytesOf('--a,b,c\nd\n');
    scanner.load(bytes, 2, bytes.length, true);
    expect(scanner.scan(2, 0)).toBe(2);
    expect(scanner.batch.full).toBe(true);
    scanner.enlarge();
    expect(scanner.scan(2, 0)).toBe(bytes.length);
    expect([...scanner.batch.fieldStarts]).toEqual([2, 4, 6, 8]);
    expect(scanner.batch.rows).toBe(2);
  });
});
