import { readNumber } from '../../../engine/cells/number';
import type { NumberColumn } from '../../../engine/table/table';
import type { Charset } from '../../encodings/charset';
import type { Tick } from '../../codec';
import { CellBytes } from '../cell-bytes';
import { delimitedScanner } from '../delimited-scanner';
import { QUOTE } from '../dialect/delimiter';
import { KernelScanner } from '../kernel-scanner';
import { readAgain, SECOND_FIELDS, type DelimitedLayout } from './second-reading';

const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;

/**
 * The number of every row in columns of a file that was read before, NaN where there is none, in one pass.
 * @throws EngineError unreadable, source-changed; Cancelled
 */
export function numberCells(
  layout: DelimitedLayout,
  charset: Charset,
  columns: readonly NumberColumn[],
  tick: Tick,
  scanner = delimitedScanner(layout.marks, SECOND_FIELDS),
): Float64Array[] {
  const numbers = columns.map(() => new Float64Array(layout.rows));
  const cells = new CellBytes();
  const numberOf = (row: number, { column, type }: NumberColumn) => {
    cells.read(row, column);
    if (cells.start === cells.end) return NaN;
    const text = charset.decode(cells.bytes.subarray(cells.start, cells.end));
    const { kind, value } = readNumber(text);
    const counts = type === 'formatted-number' || kind === 'integer' || kind === type;
    return counts ? value : NaN;
  };
  readAgain(
    layout,
    (bytes, batch, from, firstRow) => {
      cells.load(bytes, batch);
      columns.forEach((column, nth) => {
        const into = numbers[nth]!.subarray(firstRow, firstRow + batch.rows - from);
        if (scanner instanceof KernelScanner) {
          const unsettled = kernelNumbers(scanner, column, from, batch.rows, into);
          // Where the memory of the kernel grew, the arrays of the batch are gone.
          if (unsettled.length > 0) cells.load(bytes, scanner.batch);
          for (const row of unsettled) into[row - from] = numberOf(row, column);
        } else {
          for (let row = from; row < batch.rows; row++) into[row - from] = numberOf(row, column);
        }
      });
    },
    tick,
    scanner,
  );
  return numbers;
}

/** Numbers that a glance tells, of the rows [from, to) of the batch; returns the rows of which it does not. */
function kernelNumbers(
  scanner: KernelScanner,
  { column, type }: NumberColumn,
  from: number,
  to: number,
  into: Float64Array,
): Uint32Array {
  const { kernel, memory } = scanner.instance;
  const room = (to - from) * (NUMBER_BYTES + Uint32Array.BYTES_PER_ELEMENT) + NUMBER_BYTES;
  const block = kernel.take(room) >>> 0;
  const numbers = Math.ceil(block / NUMBER_BYTES) * NUMBER_BYTES;
  const unsettled = numbers + (to - from) * NUMBER_BYTES;
  const open = kernel.takeNumbers(
    scanner.origin,
    column,
    from,
    to,
    QUOTE,
    type !== 'integer',
    numbers,
    unsettled,
  );
  into.set(new Float64Array(memory.buffer, numbers, to - from));
  const rows = new Uint32Array(memory.buffer, unsettled, open).slice();
  kernel.give(block, room);
  return rows;
}
