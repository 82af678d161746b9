import type { ColumnMetaData, FileMetaData } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { EngineError } from '../../engine/problems';
import type { ByteSink } from '../bytes';
import type { Tick, WriteJob } from '../codec';
import { outputCount } from '../rows/output-rows';
import { writtenAs } from './compress';
import { encodeChunk, type CountingSink } from './encode-chunk';
import { readFooter, type Footer } from './footer';
import { MadeValues } from './made-values';
import { OutputChunk } from './output-chunk';
import { addedLeaves, extendedSchema, type AddedLeaf } from './output-columns';
import type { Field, Leaf } from './schema';
import { SourceChunks } from './source-chunk';
import { keyValues } from './key-values';
import { t } from '../../engine/language';

const MAGIC = Uint8Array.of(0x50, 0x41, 0x52, 0x31);
const EVERY = 8192;
/** Rows of a written row group: as in the source, within bounds that readers like. */
const FEWEST_ROWS = 1 << 16;
const MOST_ROWS = 1 << 20;
/** Source row groups that the rows of one written group may come from before columns are written one at a time. */
const MOST_HOPS = 4;

/**
 * Writes a plan as Parquet with the source's schema, the added columns after it. Values of kept rows, and all values of
 * made rows that are their parent's, are copied bit for bit and never formatted. Each column is dictionary encoded where
 * it was so, and compressed as it was where that can be written. @throws EngineError unwritable, disk-full; Cancelled
 */
export function writeParquet(job: WriteJob, sink: ByteSink, tick: Tick): void {
  new ParquetWriting(job, sink, tick).run();
}

class ParquetWriting {
  readonly #job: WriteJob;
  readonly #footer: Footer;
  readonly #chunks: SourceChunks;
  readonly #made: MadeValues;
  readonly #added: readonly AddedLeaf[];
  readonly #sink: CountingSink;
  readonly #tick: Tick;
  readonly #rows: number;
  readonly #groupRows: number;
  #done = 0;

  constructor(job: WriteJob, sink: ByteSink, tick: Tick) {
    const footer = readFooter(job.source);
    if (footer.rows !== job.result.table.rowCount) {
      throw new EngineError('source-changed', t('The file has other rows by now: audit it again.'));
    }
    const { fields, leaves } = footer.schema;
    this.#job = job;
    this.#footer = footer;
    this.#chunks = new SourceChunks(job.source, footer);
    this.#made = new MadeValues(job.plan.made, fields, job.result.table.columns);
    this.#added = addedLeaves(job.plan.columns, leaves.length);
    this.#sink = counting(sink);
    this.#tick = tick;
    this.#rows = outputCount(job);
    const most = footer.groups.reduce((rows, group) => Math.max(rows, group.rows), 0);
    this.#groupRows = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, most));
  }

  run(): void {
    const { fields } = this.#footer.schema;
    const groups = Math.ceil(this.#rows / this.#groupRows);
    const written: ColumnMetaData[][] = Array.from({ length: groups }, () => []);
    this.#sink.write(MAGIC);
    const write = (column: number, group: number) => {
      const field = fields[column];
      if (field) {
        for (const leaf of field.leaves)
          written[group]!.push(this.#leaf(column, field, leaf, group));
      } else written[group]!.push(this.#addedLeaf(this.#added[column - fields.length]!, group));
    };
    const columns = fields.length + this.#added.length;
    if (this.#hops() <= MOST_HOPS) {
      for (let group = 0; group < groups; group++) {
        for (let column = 0; column < columns; column++) write(column, group);
      }
    } else {
      // Rows come from all over the file: each column is decoded once and gathered whole.
      for (let column = 0; column < columns; column++) {
        for (let group = 0; group < groups; group++) write(column, group);
        for (const leaf of fields[column]?.leaves ?? []) this.#chunks.drop(leaf);
      }
    }
    this.#finish(written);
  }

  /** The most source row groups that one written group takes rows from. */
  #hops(): number {
    let most = 0;
    for (let from = 0; from < this.#rows; from += this.#groupRows) {
      const seen = new Set<number>();
      const to = Math.min(this.#rows, from + this.#groupRows);
      for (let at = from; at < to; at++) seen.add(this.#chunks.groupOf(this.#sourceRow(at)).index);
      most = Math.max(most, seen.size);
    }
    return most;
  }

  /** The kept row, or the made row's parent, at a place of the output. */
  #sourceRow(at: number): number {
    const output = this.#job.plan.order?.[at] ?? at;
    const kept = this.#job.plan.rows.length;
    return output < kept
      ? this.#job.plan.rows.at(output)!
      : this.#job.plan.made!.parents[output - kept]!;
  }

  #leaf(column: number, field: Field, leaf: Leaf, group: number): ColumnMetaData {
    const { plan } = this.#job;
    const kept = plan.rows.length;
    const flat = this.#made.flat(column);
    const nested = this.#made.nested(column);
    const least = this.#made.touches(column) ? besideOthers(field) : 0;
    const { from, to } = this.#range(group);
    const first = this.#footer.groups[0];
    const indexed =
      first !== undefined &&
      from < to &&
      this.#chunks.get(this.#chunks.groupOf(this.#sourceRow(from)), leaf).chunk.indices !==
        undefined;
    const chunk = new OutputChunk(leaf, to - from, indexed);
    for (let at = from; at < to; at++) {
      if (at % EVERY === 0) this.#progress(at - from);
      const output = plan.order?.[at] ?? at;
      const made = output - kept;
      if (made >= 0 && flat) {
        chunk.add(flat.value(made));
        continue;
      }
      const row =
        made < 0 ? plan.rows.at(output)! : (nested?.row(made) ?? plan.made!.parents[made]!);
      const source = this.#chunks.groupOf(row);
      const decoded = this.#chunks.get(source, leaf);
      chunk.copy(decoded, row - source.firstRow, made < 0 ? 0 : least);
    }
    this.#done += to - from;
    return encodeChunk(chunk.finish(), this.#codecOf(leaf), this.#sink);
  }

  #addedLeaf({ leaf, column, parse }: AddedLeaf, group: number): ColumnMetaData {
    const { from, to } = this.#range(group);
    const chunk = new OutputChunk(leaf, to - from, leaf.physical.type !== 'BOOLEAN');
    for (let at = from; at < to; at++) {
      if (at % EVERY === 0) this.#progress(at - from);
      const text = column.text(this.#job.plan.order?.[at] ?? at);
      const value = text === '' ? undefined : parse(text);
      if (text !== '' && !value) {
        throw new EngineError(
          'unwritable',
          t`The value \`${text.slice(0, 80)}\` of the added column \`${column.name}\` is no ${column.type}.`,
        );
      }
      chunk.add(value);
    }
    this.#done += to - from;
    return encodeChunk(chunk.finish(), 'SNAPPY', this.#sink);
  }

  #finish(written: readonly (readonly ColumnMetaData[])[]): void {
    const { metadata } = this.#footer;
    const file = new ByteWriter();
    const about: FileMetaData = {
      version: metadata.version,
      schema: extendedSchema(metadata.schema, this.#added),
      num_rows: BigInt(this.#rows),
      row_groups: written.map((columns, group) => {
        const { from, to } = this.#range(group);
        return {
          columns: columns.map((data) => ({
            file_offset: data.dictionary_page_offset ?? data.data_page_offset,
            meta_data: data,
          })),
          total_byte_size: columns.reduce((sum, data) => sum + data.total_uncompressed_size, 0n),
          num_rows: BigInt(to - from),
        };
      }),
      ...keyValues(metadata, this.#added),
      created_by: 'ballast',
      metadata_length: 0,
    };
    writeMetadata(file, about);
    this.#sink.write(file.getBytes());
    this.#sink.write(MAGIC);
    this.#tick(this.#done, this.#done);
  }

  #range(group: number): { from: number; to: number } {
    const from = group * this.#groupRows;
    return { from, to: Math.min(this.#rows, from + this.#groupRows) };
  }

  #codecOf(leaf: Leaf) {
    const first = this.#footer.groups[0]?.chunks[leaf.index];
    return writtenAs(first?.codec ?? 'SNAPPY');
  }

  #progress(rows: number): void {
    const leaves = this.#footer.schema.leaves.length + this.#added.length;
    this.#tick(this.#done + rows, leaves * this.#rows);
  }
}

/** The level of a value that is null while the structs around it are not. */
function besideOthers({ node }: Field): number {
  return node.definition - (node.element.repetition_type === 'REQUIRED' ? 0 : 1);
}

function counting(sink: ByteSink): CountingSink {
  let written = 0;
  return {
    get written() {
      return written;
    },
    write: (bytes) => {
      sink.write(bytes);
      written += bytes.length;
    },
  };
}
