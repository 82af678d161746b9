import { finishSketch } from '../../engine/sketches/finish-sketch';
import type { ColumnHint } from '../../engine/sketches/state';
import type { Column, OpenKey, RowSpans, Table } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import { heldColumn } from '../delimited/parts/assemble-table';
import { JsonBacking } from './json-backing';
import type { MergedColumns } from './merge-columns';
import { noValues } from './no-values';
import { hintOf, type JsonTask } from './read-json-part';

/** Everything that was read of a file, in the order of its rows. */
export interface JsonReadingResult extends MergedColumns {
  readonly source: ByteSource;
  /** How all of the file is read in one part. */
  readonly task: JsonTask;
  readonly rows: number;
  readonly spans: RowSpans;
  /** Asked only when a column is open: the first rows and what they led to expect. */
  head(): { readonly table: Table; readonly hints: readonly ColumnHint[] };
  /** Bytes that columns which are loaded later may take. */
  readonly memory: number | undefined;
  /** Progress and cancel of later loads. */
  readonly tick: Tick;
}

/** The table of a file that was read. */
export function assembleJson(all: JsonReadingResult): Table {
  const { names, columns, rows, spans } = all;
  const backing = columns.some((cells) => cells?.kind === 'open') ? backingOf(all) : undefined;
  return {
    rowCount: rows,
    columns: names.map((name, index): Column => {
      const cells = columns[index];
      if (cells?.kind !== 'open') {
        return heldColumn(index, name, cells?.kind === 'held' ? cells : noValues(rows), UTF8);
      }
      const { table, hints } = all.head();
      const head = table.columns.find((column) => column.name === name);
      const frame = {
        rows,
        empty: cells.empty,
        head: head ? { ...head, index } : heldColumn(index, name, noValues(table.rowCount), UTF8),
        decode: (bytes: Uint8Array) => UTF8.decode(bytes),
      };
      return backing!.column(index, finishSketch(cells.state, hintOf(hints, name), frame));
    }),
    spans,
    ...(backing && { backing }),
  };
}

function backingOf(all: JsonReadingResult): JsonBacking {
  const { source, task, rows, spans, names, columns, keys, memory = Infinity, tick } = all;
  const { hints } = all.head();
  const inKeys = columns.flatMap((cells, column): OpenKey[] => {
    const { inKeys, byValue } = hintOf(hints, names[column]!);
    return cells?.kind === 'open' && inKeys ? [{ column, byValue }] : [];
  });
  return new JsonBacking({
    ...{ source, task, rows, spans, names, memory, tick },
    keys: keys && { columns: inKeys, keys },
  });
}
