import { finishSketch } from '../../engine/sketches/finish-sketch';
import { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnSketch } from '../../engine/sketch';
import { UTF8 } from '../charset';
import { isDecimal, scaleOf } from './cell-format';
import { columnHint } from './column-hint';
import { reportOddity } from './column-oddities';
import { FieldCells } from './field-cells';
import { firstRows } from './first-rows';
import type { FieldReading, Progress } from './load-field';
import { NumberSketch } from './number-sketch';

/** Rows from which is told what to expect of a column. */
const HEAD_ROWS = 1 << 14;

/** Learns in one pass what there is to say about a column without holding it. @throws EngineError; Cancelled */
export function sketchField(reading: FieldReading, progress: Progress): ColumnSketch {
  const { source, footer, index } = reading;
  const field = footer.schema.fields[index]!;
  const { element } = field.leaves[0]!;
  const isFloating = element.type === 'DOUBLE';
  const cells = new FieldCells(source, field);
  const head = firstRows(reading, Math.min(footer.rows, HEAD_ROWS));
  const hint = columnHint(head);
  const builder = new SketchBuilder(hint);
  const empty = new Uint32Array((footer.rows + 31) >>> 5).fill(0xffffffff);
  const past = footer.rows & 31;
  if (past !== 0) empty[empty.length - 1] = 2 ** past - 1;
  const scale = field.flat && isDecimal(element) ? scaleOf(element) : isFloating ? -1 : 0;
  const numbers = hint.expects === 'number' ? new NumberSketch(hint, scale) : undefined;
  const takeNumber = numbers && {
    takeNumber: (value: number, row: number) => {
      empty[row >>> 5]! &= ~(1 << (row & 31));
      numbers.add(value);
    },
  };
  for (const group of footer.groups) {
    cells.each(
      group,
      (bytes, start, end, row) => {
        if (start === end) return;
        empty[row >>> 5]! &= ~(1 << (row & 31));
        builder.add(bytes, start, end, row);
      },
      () => {
        progress(0);
      },
      takeNumber,
    );
    for (const leaf of field.leaves) {
      const { start, end } = group.chunks[leaf.index]!;
      progress(end - start);
    }
  }
  if (numbers) builder.merge(numbers.state, 0);
  const column = { index, name: field.name };
  reportOddity(reading.problems, column, 'nan', cells.nans);
  reportOddity(reading.problems, column, 'binary', cells.binary);
  return finishSketch(builder.state, hint, {
    rows: footer.rows,
    empty,
    head,
    decode: (bytes) => UTF8.decode(bytes),
  });
}
