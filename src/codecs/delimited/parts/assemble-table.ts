import type { ColumnHint } from '../../../engine/sketches/state';
import { finishSketch } from '../../../engine/sketches/finish-sketch';
import type { Column, RowSpans, Table } from '../../../engine/table/table';
import { DelimitedBacking } from '../again/delimited-backing';
import type { Charset } from '../../encodings/charset';
import { InternedDictionary } from '../../columns/intern';
import { openKeysOf } from '../../columns/open-keys';
import type { DelimitedLayout } from '../again/second-reading';
import type { TextParts } from '../again/texts-in-parts';
import type { Tick } from '../../codec';
import type { HeldPart, PartColumn } from '../columns/part-column';

/** Everything that was read of a file, in the order of its rows. */
export interface AllParts {
  readonly layout: DelimitedLayout;
  readonly names: readonly string[];
  /** May be fewer than there are names, when there are no rows. */
  readonly columns: readonly PartColumn[];
  readonly keys: Uint32Array | undefined;
  readonly spans: RowSpans;
  readonly charset: Charset;
  /** Asked only when a column is not held: the first rows and what they led to expect. */
  head(): { readonly table: Table; readonly hints: readonly ColumnHint[] };
  /** Bytes that columns which are loaded later may take. */
  readonly memory: number | undefined;
  /** Who works on texts later. */
  readonly parts: TextParts;
  /** Progress and cancel of later loads. */
  readonly tick: Tick;
}

/** The table of a file that was read. */
export function assembleTable(all: AllParts): Table {
  const { layout, names, columns, spans, charset } = all;
  const rowCount = layout.rows;
  const backing = columns.some(({ kind }) => kind !== 'held') ? backingOf(all) : undefined;
  return {
    rowCount,
    columns: names.map((name, index): Column => {
      const column = columns[index];
      if (column?.kind === 'counted') {
        const { arena, offsets, size, counts, empty } = column;
        const dictionary = new InternedDictionary(arena, offsets, undefined, size, charset);
        return backing!.counted(index, dictionary, { counts, empty });
      }
      if (column?.kind !== 'open') return heldColumn(index, name, column, charset);
      const { table, hints } = all.head();
      const frame = {
        rows: rowCount,
        empty: column.empty,
        head: table.columns[index]!,
        decode: (bytes: Uint8Array) => charset.decode(bytes),
      };
      return backing!.column(index, finishSketch(column.state, hints[index]!, frame));
    }),
    spans,
    ...(backing && { backing }),
  };
}

/** A column whose cells are all at hand; one without cells when there are no rows. */
export function heldColumn(
  index: number,
  name: string,
  part: HeldPart | undefined,
  charset: Charset,
): Column {
  const { codes, arena, offsets, size, tags }: Omit<HeldPart, 'kind'> = part ?? NO_CELLS;
  const dictionary = new InternedDictionary(arena, offsets, tags, size, charset);
  return { index, name, codes, dictionary };
}

const NO_CELLS = {
  codes: new Uint8Array(0),
  arena: new Uint8Array(0),
  offsets: new Uint32Array(2),
  size: 1,
};

function backingOf(all: AllParts): DelimitedBacking {
  const { layout, names, columns, keys, spans, charset, memory, parts, tick } = all;
  const { hints } = all.head();
  return new DelimitedBacking({
    ...layout,
    charset,
    names,
    spans,
    ...(keys && { keys: { columns: openKeysOf(columns, hints), keys } }),
    ...(memory !== undefined && { memory }),
    parts,
    tick,
  });
}
