import type { Column } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import type { Tick } from '../codec';
import type { ProblemLog } from '../problem-log';
import { FlatColumn } from './flat-column';
import type { Footer } from './footer';
import { NestedColumn } from './nested-column';
import { ChunkPages } from './pages';
import type { Field } from './schema';

/** A column to read, and where its problems go. */
export interface FieldReading {
  readonly source: ByteSource;
  readonly footer: Footer;
  /** Index of the column. */
  readonly index: number;
  readonly problems: ProblemLog;
}

/** Takes note that `bytes` more of the file were read. @throws Cancelled */
export type Progress = (bytes: number) => void;

/** Reads one column page by page and codes its cells. @throws EngineError unreadable, source-changed; Cancelled */
export function loadField(reading: FieldReading, progress: Progress): Column {
  const field = reading.footer.schema.fields[reading.index]!;
  const load = field.flat ? loadFlat : loadNested;
  return load(reading, field, progress);
}

function loadFlat(
  { source, footer, index, problems }: FieldReading,
  field: Field,
  progress: Progress,
): Column {
  const leaf = field.leaves[0]!;
  const column = new FlatColumn(leaf, footer.rows);
  for (const group of footer.groups) {
    const pages = new ChunkPages(source, group, leaf);
    let before = group.chunks[leaf.index]!.start;
    for (let page = pages.next(); page; page = pages.next()) {
      column.take(page, pages.dictionary);
      const { byte } = pages.place();
      progress(byte - before);
      before = byte;
    }
  }
  return column.finish(index, field.name, problems);
}

function loadNested(
  { source, footer, index }: FieldReading,
  field: Field,
  progress: Progress,
): Column {
  const column = new NestedColumn(field, footer.rows);
  for (const group of footer.groups) {
    column.take(source, group, () => {
      progress(0);
    });
    for (const leaf of field.leaves) {
      const { start, end } = group.chunks[leaf.index]!;
      progress(end - start);
    }
  }
  return column.finish(index, field.name);
}

/** Progress in bytes of the columns with the given leaves. */
export function bytesOf(footer: Footer, fields: readonly Field[], tick: Tick): Progress {
  let total = 0;
  for (const { chunks } of footer.groups) {
    for (const { leaves } of fields) {
      for (const { index } of leaves) total += chunks[index]!.end - chunks[index]!.start;
    }
  }
  let done = 0;
  tick(0, total);
  return (bytes) => {
    // Never beyond the end, whatever a damaged footer says of its chunks.
    done = Math.min(total, done + bytes);
    tick(done, total);
  };
}
