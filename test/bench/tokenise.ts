import { ByteWindow } from '../../src/codecs/bytes/byte-window';
import type { ByteSource } from '../../src/codecs/bytes';
import { UTF8 } from '../../src/codecs/encodings/charset';
import { kernelModule } from '../../src/codecs/delimited/kernel';
import { KernelScanner } from '../../src/codecs/delimited/kernel-scanner';
import { TwinScanner } from '../../src/codecs/delimited/twin-scanner';

const CHUNK = 1 << 20;
const FIELDS = 1 << 15;
const MARKS = { delimiter: 44, quote: 34, skipInitialSpace: false };

/** The scanner in WebAssembly. @throws Error where the engine has none */
export function kernelScanner(): TwinScanner {
  const kernel = kernelModule();
  if (kernel === undefined) throw new Error('This engine has no WebAssembly with SIMD.');
  return new KernelScanner(kernel, UTF8, MARKS, FIELDS);
}

/** The scanner in TypeScript. */
export const twinScanner = () => new TwinScanner(MARKS, FIELDS);

/** Finds all rows and fields of a source, as the codec does, and keeps none. */
export function tokenise(
  scanner: TwinScanner,
  source: ByteSource,
): { rows: number; fields: number } {
  const window = new ByteWindow(source, 0, CHUNK, 'utf-8');
  let [rows, fields, line] = [0, 0, 0];
  for (;;) {
    window.fill();
    scanner.load(window.bytes, window.from, window.to, window.ended);
    do {
      const done = scanner.scan(window.from, line);
      const { batch } = scanner;
      rows += batch.rows;
      fields += batch.rowFields[batch.rows]!;
      line = batch.line;
      window.consume(done);
    } while (scanner.batch.full);
    if (window.ended) return { rows, fields };
  }
}
