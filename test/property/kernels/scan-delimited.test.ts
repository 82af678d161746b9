import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UTF8 } from '../../../src/codecs/encodings/charset';
import { kernelModule } from '../../../src/codecs/delimited/kernel';
import { KernelScanner } from '../../../src/codecs/delimited/kernel-scanner';
import type { ScanMarks } from '../../../src/codecs/delimited/scan-delimited';
import { TwinScanner } from '../../../src/codecs/delimited/twin-scanner';

const RUNS = { numRuns: 1500 };

/** What means something to a scanner, at any density among bytes that mean nothing. */
const soup = fc.oneof(
  fc.string({ maxLength: 300, unit: fc.constantFrom(...'a1,;\t|"\n\r\0 é😀') }),
  fc.string({ maxLength: 300, unit: fc.constantFrom(...'"",,\r\n') }),
  fc.string({
    maxLength: 400,
    unit: fc.constantFrom(...('abcdefghijklmnopqrstuvwxyz'.repeat(3) + ',"\n\r ')),
  }),
);
const rawBytes = fc.uint8Array({ maxLength: 300 });
const input = fc.oneof(
  soup.map((text) => new TextEncoder().encode(text)),
  rawBytes,
);

const marks: fc.Arbitrary<ScanMarks> = fc.record({
  delimiter: fc.constantFrom(
    ...[',', ';', '\t', '|', ' ', ':', 'a', '\0'].map((c) => c.charCodeAt(0)),
    -1,
  ),
  quote: fc.constantFrom(34, 34, 34, 39),
  skipInitialSpace: fc.boolean(),
});

/** Everything that a scanner says about a batch, and nothing that lies behind it in the arrays. */
function found(scanner: TwinScanner, done: number) {
  const { batch } = scanner;
  const fields = batch.rowFields[batch.rows]!;
  return {
    done,
    fieldStarts: [...batch.fieldStarts.subarray(0, fields)],
    fieldEnds: [...batch.fieldEnds.subarray(0, fields)],
    fieldKinds: [...batch.fieldKinds.subarray(0, fields)],
    rowFields: [...batch.rowFields.subarray(0, batch.rows + 1)],
    rowStarts: [...batch.rowStarts.subarray(0, batch.rows)],
    rowEnds: [...batch.rowEnds.subarray(0, batch.rows)],
    rowLines: [...batch.rowLines.subarray(0, batch.rows)],
    rows: batch.rows,
    line: batch.line,
    blankLines: batch.blankLines,
    full: batch.full,
    textAfterQuote: batch.textAfterQuote,
    textAfterQuoteRow: batch.textAfterQuoteRow,
    unclosed: batch.unclosed,
  };
}

/** Reads all of `bytes`, `chunk` at a time, and lists what each scan found. */
function scanAll(scanner: TwinScanner, bytes: Uint8Array, chunk: number) {
  const scans: ReturnType<typeof found>[] = [];
  let from = 0;
  let line = 0;
  for (let to = Math.min(chunk, bytes.length); ; to = Math.min(to + chunk, bytes.length)) {
    const ended = to === bytes.length;
    scanner.load(bytes, from, to, ended);
    for (;;) {
      const done = scanner.scan(from, line);
      scans.push(found(scanner, done));
      const stuck = done === from;
      from = done;
      line = scanner.batch.line;
      if (!scanner.batch.full) break;
      if (stuck) scanner.enlarge();
    }
    if (ended) return scans;
  }
}

describe('the kernel that scans delimited text', () => {
  const module = kernelModule()!;

  it('finds what its twin finds, whatever the bytes, the marks, the chunks and the room', () => {
    fc.assert(
      fc.property(
        input,
        marks,
        fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 50, max: 400 })),
        fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 61, max: 500 })),
        (bytes, given, chunk, fields) => {
          const kernel = scanAll(new KernelScanner(module, UTF8, given, fields), bytes, chunk);
          const twin = scanAll(new TwinScanner(given, fields), bytes, chunk);
          expect(kernel).toEqual(twin);
          expect(twin.at(-1)!.done).toBe(bytes.length);
        },
      ),
      RUNS,
    );
  });

  it('says plain of fields that lie where escaped ones lay in the batch before', () => {
    const escaped = new TextEncoder().encode('"""",'.repeat(70) + '\n');
    const plain = new TextEncoder().encode('abcd,'.repeat(70) + '\n');
    const scanner = new KernelScanner(
      module,
      UTF8,
      { delimiter: 44, quote: 34, skipInitialSpace: false },
      200,
    );
    scanner.load(escaped, 0, escaped.length, true);
    scanner.scan(0, 0);
    expect(scanner.batch.fieldKinds.subarray(0, 71)).toEqual(new Uint8Array(71).fill(1, 0, 70));
    scanner.load(plain, 0, plain.length, true);
    scanner.scan(0, 0);
    expect(scanner.batch.fieldKinds.subarray(0, 71)).toEqual(new Uint8Array(71));
  });

  it('reads no byte before or behind those it was given', () => {
    fc.assert(
      fc.property(input, input, marks, fc.boolean(), (bytes, around, given, ended) => {
        const framed = new Uint8Array([...around, ...bytes, ...around]);
        const [from, to] = [around.length, around.length + bytes.length];
        const results = [
          new KernelScanner(module, UTF8, given, 400),
          new TwinScanner(given, 400),
        ].map((scanner) => {
          // The bytes of an earlier load are still there.
          scanner.load(framed, 0, framed.length, true);
          scanner.scan(0, 0);
          scanner.load(framed, from, to, ended);
          return found(scanner, scanner.scan(from, 7));
        });
        expect(results[0]).toEqual(results[1]);
      }),
      RUNS,
    );
  });
});
