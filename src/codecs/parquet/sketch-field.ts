import { finishSketch } from '../../engine/sketches/finish-sketch';
import { SketchBuilder } from '../../engine/sketches/sketch-builder';
import type { ColumnSketch } from '../../engine/sketch';
import { CellTag, type Column } from '../../engine/table';
import { UTF8 } from '../charset';
import { Interner } from '../intern';
import { cellFormat, isDecimal, scaleOf } from './cell-format';
import { CodeList } from './code-list';
import { columnHint } from './column-hint';
import { reportOddity } from './column-oddities';
import { FieldCells } from './field-cells';
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
  const head = headOf(reading);
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

/** The column of the first rows, held. */
function headOf({ source, footer, index }: FieldReading): Column {
  const field = footer.schema.fields[index]!;
  const cells = new FieldCells(source, field);
  const rows = Math.min(footer.rows, HEAD_ROWS);
  const tag = field.flat ? cellFormat(field.leaves[0]!.element).tag : CellTag.nested;
  const interner = new Interner();
  const list = new CodeList(rows);
  const codes = list.extend(rows);
  for (const group of footer.groups) {
    if (group.firstRow >= rows) break;
    cells.each(
      group,
      (bytes, start, end, row) => {
        codes[row] = interner.intern(bytes, start, end, tag);
      },
      () => undefined,
      { end: rows },
    );
  }
  return {
    index,
    name: field.name,
    codes: list.finish(interner.size),
    dictionary: interner.dictionary(UTF8),
  };
}
