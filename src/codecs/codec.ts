import type { AddedColumn, Plan } from '../engine/plan/plan';
import type { Dialect, SourceFacts } from '../engine/metric';
import type { RowList } from '../engine/plan/row-list';
import type { Table } from '../engine/table/table';
import type { ByteSink, ByteSource } from './bytes';
import type { PartRunner } from './parts/part-runner';

/** What the user fixed about the reading; anything not given is detected. */
export interface ReadOptions {
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly header?: boolean;
  readonly limits?: Limits;
  /** Who reads the parts of a file that is read in several; one after the other when absent. */
  readonly runner?: PartRunner;
}

/** What a reading may use. Results do not depend on the number of workers. */
export interface Limits {
  /** Parts of a file that are read at the same time; 1 when absent. */
  readonly workers?: number;
  /** Bytes that the cells of a table may take; no limit when absent. */
  readonly memory?: number;
  /** Columns, by name or by `#position`, whose codes are the last to be let go where memory is short. */
  readonly keep?: readonly string[];
  /** Distinct values, and bytes of them, up to which the cells of a column are held: MOST_HELD, MOST_HELD_BYTES. */
  readonly values?: number;
  readonly bytes?: number;
  /** Smallest part of a file that is worth a worker, in bytes; for tests. */
  readonly smallestPart?: number;
  /** Use the twins of the kernels; for tests. */
  readonly withoutKernel?: boolean;
}

/** A file that was read: the table, how it was read, and what the press needs to write beside it. */
export interface ReadResult {
  readonly table: Table;
  readonly facts: SourceFacts;
}

/** How results are written when they cannot be written as the source itself. */
export interface OutputForm {
  /** Without the dot. */
  readonly extension: string;
  /** One sentence for the user, said before anything is written. */
  readonly notice: string;
}

export type Tick = (done: number, total: number) => void;

/** The first rows of a file, read as if it ended behind them. */
export interface Head {
  readonly result: ReadResult;
  /** Rows of the whole file: as its format says, or as many as its size leads to expect. */
  readonly ofAbout: number;
}

/**
 * One file format. `read` never throws on bad data (it reports problems); `write` copies kept rows byte for byte from
 * `source` and formats made rows and added columns in the source's own dialect and encoding.
 */
export interface Codec {
  readonly id: string;
  readonly title: string;
  /** Lower case, without the dot. */
  readonly extensions: readonly string[];
  /** First bytes that are this format whatever the file is called, one character a byte. */
  readonly magic?: readonly string[];
  /** @throws EngineError unreadable; Cancelled (from tick) */
  read(source: ByteSource, options: ReadOptions, tick: Tick): ReadResult | Promise<ReadResult>;
  /** The form that `write` gives to results of such a file; its own format when absent or undefined. */
  writesAs?(result: ReadResult): OutputForm | undefined;
  /**
   * Reads the first few megabytes of a large file, at once whatever its size; undefined when all of it is read as fast.
   * `facts.bytes` is the size of the whole file. @throws EngineError unreadable; Cancelled
   */
  head?(
    source: ByteSource,
    options: ReadOptions,
    tick: Tick,
  ): Head | undefined | Promise<Head | undefined>;
  /** @throws EngineError ragged-rows, disk-full, unwritable; Cancelled */
  write(job: WriteJob, sink: ByteSink, tick: Tick): void;
}

/** Output rows in their final order, as a codec sees them. */
export interface WriteJob {
  readonly source: ByteSource;
  readonly result: ReadResult;
  readonly dialect?: Dialect;
  /**
   * For a record of rows rather than a dataset: added columns do not fail on a row that breaks the rules. They follow its
   * last field when it has too many; an open quote is closed before them; a JSON line that is no object stays as it is.
   */
  readonly tolerant?: true;
  readonly plan: Pick<Plan, 'made' | 'order'> & {
    readonly rows: RowList;
    readonly columns: readonly AddedColumn[];
  };
}
