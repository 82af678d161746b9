import { memorySource, type ByteSource } from '../../../src/codecs/bytes';
import { charsetFor, isUtf16, UTF8 } from '../../../src/codecs/encodings/charset';
import type { ReadOptions } from '../../../src/codecs/codec';
import type { DelimitedLayout } from '../../../src/codecs/delimited/again/second-reading';
import { DelimitedBacking } from '../../../src/codecs/delimited/again/delimited-backing';
import { scanMarks } from '../../../src/codecs/delimited/dialect/delimiter';
import { HERE } from '../../../src/codecs/parts/part-runner';
import { detectEncoding } from '../../../src/codecs/encodings/detect-encoding';
import type { ColumnSketch } from '../../../src/engine/table/sketch';
import type { Column, Table } from '../../../src/engine/table/table';
import { noTick, read } from '../../unit/codecs/reading';

/** A file read exactly, and the same table with every column open. */
export interface OpenedTwice {
  readonly exact: Table;
  readonly open: Table;
  readonly backing: DelimitedBacking;
  readonly layout: DelimitedLayout;
}

/** Reads a file exactly, then opens all of its columns over a backing with `memory` bytes for loads. */
export function openTwice(
  content: string | Uint8Array,
  options: ReadOptions = {},
  memory?: number,
  wrapped: (source: ByteSource) => ByteSource = (source) => source,
): OpenedTwice {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { table: exact, facts } = read(bytes, options);
  const { encoding, dialect } = facts;
  const layout: DelimitedLayout = {
    source: wrapped(memorySource('file.csv', bytes)),
    start: detectEncoding(bytes.subarray(0, 4), options.encoding).bomLength,
    encoding,
    marks: scanMarks(dialect!),
    header: dialect!.header,
    rows: exact.rowCount,
  };
  const backing = new DelimitedBacking({
    ...layout,
    charset: isUtf16(encoding) ? UTF8 : charsetFor(encoding),
    names: exact.columns.map(({ name }) => name),
    spans: exact.spans!,
    ...(memory !== undefined && { memory }),
    parts: { runner: HERE },
    tick: noTick,
  });
  const columns = exact.columns.map((column) => backing.column(column.index, stubSketch(column)));
  return { exact, open: { ...exact, columns, backing }, backing, layout };
}

/** As little of a sketch as a backing looks at. */
function stubSketch(head: Column): ColumnSketch {
  return {
    rows: head.codes.length,
    empty: new Uint32Array((head.codes.length + 31) >>> 5),
    cells: head.codes.length,
    nullLike: 0,
    kinds: { integer: 0, float: 0, code: 0, date: 0, other: head.codes.length },
    decimals: 0,
    distinct: head.dictionary.size - 1,
    head,
    top: [],
    odd: [],
  };
}
