import { expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { numberCells } from '../../../src/codecs/delimited/again/number-cells';
import { SECOND_FIELDS } from '../../../src/codecs/delimited/again/second-reading';
import { kernelModule } from '../../../src/codecs/delimited/kernel';
import { KernelScanner } from '../../../src/codecs/delimited/kernel-scanner';
import { charsetFor, UTF8 } from '../../../src/codecs/encodings/charset';
import type { NumberColumn } from '../../../src/engine/table/table';
import { noTick } from '../codecs/reading';

/** Says how much memory the kernel had when it had scanned last. */
class WatchedScanner extends KernelScanner {
  scanned = 0;

  override scan(from: number, line: number): number {
    const done = super.scan(from, line);
    this.scanned = this.instance.memory.buffer.byteLength;
    return done;
  }
}

const marks = { delimiter: ';'.charCodeAt(0), quote: '"'.charCodeAt(0), skipInitialSpace: false };

it('numbers in disguise are read in the batch during which the memory of the kernel grows', () => {
  const rows = 10_000;
  // Every third number is one that the kernel leaves to be read by its text.
  const wanted = Float64Array.from({ length: rows }, (_, row) => 1000 + row);
  const written = Array.from(wanted, (value, row) => {
    const digits = String(value);
    return row % 3 === 0 ? `${digits.slice(0, -3)},${digits.slice(-3)}` : digits;
  });
  const bytes = UTF8.encode(`${written.join('\n')}\n`);
  const source = memorySource('numbers.csv', bytes);
  const layout = { source, start: 0, encoding: 'utf-8', marks, header: false, rows };
  const column: NumberColumn = { column: 0, type: 'formatted-number' };
  const charset = charsetFor('utf-8');
  const scanner = new WatchedScanner(kernelModule()!, charset, marks, SECOND_FIELDS);
  const [numbers] = numberCells(layout, charset, [column], noTick, scanner);
  expect(scanner.instance.memory.buffer.byteLength).toBeGreaterThan(scanner.scanned);
  expect([...numbers!]).toEqual([...wanted]);
});
