import type { ColumnHint } from '../../../engine/sketches/state';
import { ByteWindow } from '../../bytes/byte-window';
import type { ByteSource } from '../../bytes';
import { charsetFor, isTranscoded, UTF8 } from '../../encodings/charset';
import type { Tick } from '../../codec';
import { fieldValue } from '../field-value';
import { refuseTooManyRows } from '../../columns/memory-need';
import { RowLedger, type LedgerPart } from '../../rows/row-ledger';
import type { ScanBatch, ScanMarks } from '../scan-delimited';
import { sourceUpTo } from '../../parts/source-part';
import { TwinScanner } from '../twin-scanner';
import { columnsFor } from '../columns/columns-for';
import { kernelModule } from '../kernel';
import { KernelScanner } from '../kernel-scanner';
import { LONG_ROW, endOfLongRow } from '../long-row';
import type { HeldLimits, PartColumn } from '../columns/part-column';
import type { PartColumns } from '../columns/part-columns';
import type { PartMemory } from './part-memory';

/** How much is read and scanned at a time; results do not depend on it. */
export interface ChunkSizes {
  /** Bytes per read. */
  readonly chunk: number;
  /** Fields per scan. */
  readonly fields: number;
}

/** A part of a file to read: the rows that begin in bytes [start, end). `start` must be the start of a row. */
export interface PartTask {
  readonly start: number;
  readonly end: number;
  /** 0-based line of the file on which it starts; undefined where that is not known yet. */
  readonly firstLine: number | undefined;
  /** The file ends with the part, so that its last row needs no line end. */
  readonly last: boolean;
  /** A charset's name. */
  readonly encoding: string;
  readonly marks: ScanMarks;
  /** The first row is the header. */
  readonly header: boolean;
  /** Fields per row; 0: as many as the first row has. */
  readonly width: number;
  readonly limits: HeldLimits;
  /** Fields that are opened before their first cell, since they would be anyway. */
  readonly opened: ReadonlySet<number>;
  readonly sizes: ChunkSizes;
  /** Bytes that spans, keys and codes may take: of the part, and of all parts. Codes are let go, the rest must fit. */
  readonly memory?: PartMemory;
  /** Stop behind the batch with which there is enough to learn from. */
  readonly head?: HeadSize;
  /** Use the twin of the kernel. */
  readonly withoutKernel?: boolean;
}

/** What is enough of a file: `most` rows, or at least `fewest` that have `bytes` per field. */
export interface HeadSize {
  readonly most: number;
  readonly fewest: number;
  readonly bytes: number;
}

/** What a part held; flat arrays, so that a worker can hand it over. */
export interface PartResult {
  /** Byte behind the last complete row: `end`, unless a row goes on beyond. */
  readonly stoppedAt: number;
  readonly width: number;
  /** The header's cells as bytes of the table, and its line. */
  readonly names: readonly Uint8Array[] | undefined;
  readonly headerLine: number;
  readonly columns: readonly PartColumn[];
  readonly keys: Uint32Array | undefined;
  readonly ledger: LedgerPart;
}

/** A wrong guess from short first rows must not claim memory that is never used. */
const MOST_EXPECTED = 1 << 24;
/** Share of the memory that is filled while a file is read. */
const AT_FIRST = 3 / 4;

/**
 * Reads one part. `hints` is asked when a column has to be opened; `tick` gets bytes of the part.
 * @throws EngineError unreadable, too-large; Cancelled
 */
export function readPart(
  source: ByteSource,
  task: PartTask,
  hints: () => readonly ColumnHint[],
  tick: Tick,
): PartResult {
  return new PartReading(source, task, hints, tick).run();
}

class PartReading {
  /** It ends where the part does. */
  readonly #source: ByteSource;
  readonly #task: PartTask;
  readonly #hints: () => readonly ColumnHint[];
  readonly #tick: Tick;
  readonly #window: ByteWindow;
  readonly #scanner: TwinScanner;
  readonly #ledger: RowLedger;
  #columns: PartColumns | undefined;
  #names: Uint8Array[] | undefined;
  #headerLine = 0;

  constructor(source: ByteSource, task: PartTask, hints: () => readonly ColumnHint[], tick: Tick) {
    const { encoding, marks, sizes } = task;
    this.#source = sourceUpTo(source, task.end);
    this.#task = task;
    this.#hints = hints;
    this.#tick = tick;
    this.#window = new ByteWindow(this.#source, task.start, sizes.chunk, encoding);
    const module = task.withoutKernel ? undefined : kernelModule();
    const charset = isTranscoded(encoding) ? UTF8 : charsetFor(encoding);
    this.#scanner = module
      ? new KernelScanner(module, charset, marks, sizes.fields)
      : new TwinScanner(marks, sizes.fields);
    this.#ledger = new RowLedger(encoding === 'utf-8');
    this.#ledger.width = task.width;
  }

  run(): PartResult {
    const lines = this.#scan();
    const ledger = this.#ledger.part(lines);
    const columns = this.#columns?.finish(ledger.rows) ?? { columns: [], keys: undefined };
    return {
      stoppedAt: this.#window.base,
      width: this.#ledger.width,
      names: this.#names,
      headerLine: this.#headerLine,
      columns: columns.columns,
      keys: columns.keys,
      ledger,
    };
  }

  /** Returns the number of lines. */
  #scan(): number {
    const window = this.#window;
    const scanner = this.#scanner;
    const { start, end, last } = this.#task;
    let line = 0;
    while (!window.ended) {
      window.fill(this.#wanted(line));
      this.#tick(window.base - start, end - start);
      scanner.load(window.bytes, window.from, window.to, window.ended && last);
      let full: boolean;
      do {
        const done = scanner.scan(window.from, line);
        const { batch } = scanner;
        full = batch.full;
        if (done > window.from) {
          const nextLine = batch.line;
          this.#enter(batch, done);
          line = nextLine;
          window.consume(done);
          if (this.#isEnough()) return line;
          this.#tick(window.base - start, end - start);
        } else if (full) scanner.enlarge();
      } while (full);
    }
    return line;
  }

  #isEnough(): boolean {
    const { head, start } = this.#task;
    const { width, spans } = this.#ledger;
    if (!head || spans.count < head.fewest) return false;
    return spans.count >= head.most || this.#window.base - start >= head.bytes * width;
  }

  /** Bytes to read next: a row that is long already is gone through first, so that one without end takes no memory. */
  #wanted(line: number): number {
    const window = this.#window;
    const { encoding, marks, start, end, firstLine } = this.#task;
    const unread = window.to - window.from;
    if (unread < LONG_ROW) return unread;
    const { base } = window;
    const rowLine = firstLine === undefined ? undefined : firstLine + line;
    const row = { source: this.#source, byte: base, line: rowLine, encoding, marks };
    const rowEnd = endOfLongRow(row, () => {
      this.#tick(base - start, end - start);
    });
    // One byte more, to see whether a carriage return is followed by a line feed.
    return Math.max(0, rowEnd - base - window.fileLength(window.from, window.to)) + 1;
  }

  #enter(batch: ScanBatch, done: number): void {
    const header = this.#task.header && this.#names === undefined && batch.rows > 0;
    const survey = this.#scanner.survey(this.#window.from, done);
    this.#ledger.enter(this.#window, batch, done, header, survey);
    if (header) this.#takeHeader(batch);
    if (batch.rows === 0) return;
    this.#columns ??= this.#addColumns(batch, done);
    this.#columns.take(this.#window.bytes, batch, header ? 1 : 0);
    const { memory } = this.#task;
    if (memory) this.#fitInto(memory, this.#columns);
  }

  /** What is read first is held first, and leaves room for columns that are asked for later. @throws EngineError too-large */
  #fitInto({ part, most, all }: PartMemory, columns: PartColumns): void {
    const spans = this.#ledger.spans.bytes;
    const held = spans + columns.shrink(part * AT_FIRST - spans);
    if (held > most) refuseTooManyRows(this.#source.name, all);
  }

  #takeHeader(batch: ScanBatch): void {
    const { bytes } = this.#window;
    this.#headerLine = batch.rowLines[0]!;
    this.#names = Array.from({ length: this.#ledger.width }, (_, field) =>
      fieldValue(bytes, batch, field).slice(),
    );
  }

  /** Makes room for as many rows as the first ones lead to expect, so that columns seldom grow. */
  #addColumns(batch: ScanBatch, done: number): PartColumns {
    const { start, end, limits, opened, head } = this.#task;
    const bytesPerRow = Math.max(1, (done - this.#window.from) / batch.rows);
    const all = this.#window.ended && !batch.full;
    const expected = all ? batch.rows : ((end - start) / bytesPerRow) * 1.05 + 16;
    const plan = {
      fields: Array.from({ length: this.#ledger.width }, (_, field) => field),
      expectedRows: Math.ceil(Math.min(MOST_EXPECTED, expected, (head?.most ?? Infinity) * 2)),
      limits,
      opened,
      hints: this.#hints,
    };
    return columnsFor(this.#scanner, plan);
  }
}
