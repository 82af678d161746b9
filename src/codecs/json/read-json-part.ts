import type { ColumnHint } from '../../engine/sketches/state';
import type { PartReader } from '../parts/part-runner';
import { LINE } from '../problem-log';
import { ByteWindow } from '../bytes/byte-window';
import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import type { HeldLimits } from '../delimited/columns/part-column';
import { sourceUpTo } from '../parts/source-part';
import type { JsonPartColumns, NamedPart } from './columns-of-part';
import type { DocumentLayout } from './document-layout';
import { tailFault } from './document-layout';
import { LeafKind, NO_PATH } from './json-batch';
import { JsonLedger, type JsonLedgerPart } from './json-ledger';
import { eachBatch } from './json-rows';
import type { JsonScanner } from './json-scanner';
import { jsonKernelModule } from './kernel';
import { KernelColumns } from './kernel-columns';
import { KernelScanner } from './kernel-scanner';
import { keyNumber, type PathColumn } from './path-columns';
import { closePath, crowdedPath, keysTo } from './path-limits';
import { JsonTwin } from './twin-scanner';
import { TwinColumns } from './twin-columns';
import { t } from '../../engine/language';

/** How much is read at a time; results do not depend on it. */
export interface JsonSizes {
  /** Bytes per read. */
  readonly chunk: number;
  /** Rows and leaves per scan. */
  readonly rows: number;
  readonly leaves: number;
}

/** A part of a file to read: the rows that begin in bytes [start, end). */
export interface JsonTask {
  readonly layout: DocumentLayout;
  readonly start: number;
  readonly end: number;
  /** A charset's name. */
  readonly encoding: string;
  /** Paths, by their keys, of objects that are one cell each. */
  readonly closed: readonly (readonly Uint8Array[])[];
  readonly limits: HeldLimits;
  readonly sizes: JsonSizes;
  /** Stop behind the batch with which there are this many rows. */
  readonly mostRows?: number;
  /** Stop behind the batch that goes beyond so many bytes. */
  readonly mostBytes?: number;
  /** Use the twins of the kernel. */
  readonly withoutKernel?: boolean;
}

/** What a part held; flat arrays, so that a worker can hand it over. */
export interface JsonPart {
  /** Byte behind the last row. */
  readonly stoppedAt: number;
  /** Byte behind the last row that was taken. */
  readonly takenTo: number;
  readonly columns: readonly NamedPart[];
  readonly keys: Uint32Array | undefined;
  readonly ledger: JsonLedgerPart;
  /** Paths from 1 on: the number of the object's path, and the key as written. */
  readonly parents: Uint32Array;
  readonly keyBytes: readonly Uint8Array[];
  /** Keys of objects that have too many members to be columns: the part was not read to its end. */
  readonly crowded: readonly Uint8Array[] | undefined;
}

/** A wrong guess from short first rows must not claim memory that is never used. */
const MOST_EXPECTED = 1 << 24;

/** Of a column that the first rows do not have. */
const UNKNOWN: Omit<ColumnHint, 'keyNumber'> = {
  expects: 'other',
  shift: 0,
  measuresText: true,
  inKeys: true,
  byValue: false,
  candidates: [],
};

/** What to expect of a column; its place in row keys is set. */
export function hintOf(hints: readonly ColumnHint[], name: string): ColumnHint {
  let byName = BY_NAME.get(hints);
  if (byName === undefined) {
    byName = new Map(hints.map((hint) => [hint.name, hint]));
    BY_NAME.set(hints, byName);
  }
  return { ...(byName.get(name) ?? UNKNOWN), keyNumber: keyNumber(name) };
}

const BY_NAME = new WeakMap<readonly ColumnHint[], ReadonlyMap<string | undefined, ColumnHint>>();

/** Parts of JSON Lines, and documents as one part. */
export const jsonParts: PartReader<JsonTask, JsonPart> = {
  id: 'json',
  bytes: ({ start, end }) => end - start,
  read: readJsonPart,
};

/** A scanner for the rows of a task. */
export function scannerFor({ layout, sizes, closed, withoutKernel }: JsonTask): JsonScanner {
  const module = withoutKernel ? undefined : jsonKernelModule();
  const scanner = module
    ? new KernelScanner(module, layout.arrangement, sizes.rows, sizes.leaves)
    : new JsonTwin(layout.arrangement, sizes.rows, sizes.leaves);
  for (const keys of closed) closePath(scanner.paths, keys);
  return scanner;
}

/**
 * Reads one part. `hints` is asked when a column has to be opened; `tick` gets bytes of the part.
 * @throws EngineError unreadable, too-large, unsupported-format; Cancelled
 */
export function readJsonPart(
  source: ByteSource,
  task: JsonTask,
  hints: () => readonly ColumnHint[],
  tick: Tick,
): JsonPart {
  return new PartReading(source, task, hints, tick).run();
}

class PartReading {
  readonly #source: ByteSource;
  readonly #task: JsonTask;
  readonly #tick: Tick;
  readonly #hints: () => readonly ColumnHint[];
  readonly #window: ByteWindow;
  readonly #scanner: JsonScanner;
  readonly #ledger: JsonLedger;
  #columns: JsonPartColumns | undefined;
  #crowded: Uint8Array[] | undefined;
  #paths = 0;
  /** Byte behind the last row that was taken. */
  #takenTo: number;

  constructor(source: ByteSource, task: JsonTask, hints: () => readonly ColumnHint[], tick: Tick) {
    const { layout, start, end, encoding, sizes } = task;
    this.#source = source;
    this.#takenTo = task.start;
    this.#task = task;
    this.#tick = tick;
    this.#hints = hints;
    this.#window = new ByteWindow(sourceUpTo(source, end), start, sizes.chunk, encoding);
    this.#scanner = scannerFor(task);
    this.#scanner.batch.line = layout.line;
    this.#ledger = new JsonLedger(layout.arrangement, encoding === 'utf-8');
  }

  run(): JsonPart {
    const { layout, start, end } = this.#task;
    const ledger = this.#ledger;
    const loop = {
      source: this.#source,
      window: this.#window,
      scanner: this.#scanner,
      ledger,
      arrangement: layout.arrangement,
      take: () => this.#take(),
    };
    const ended = eachBatch(loop, () => {
      this.#tick(this.#window.base - start, end - start);
    });
    if (ended && layout.arrangement === 'list') this.#lookBehind();
    const { paths } = this.#scanner;
    const others = Array.from({ length: paths.count - 1 }, (_, i) => i + 1);
    const part = ledger.part(this.#scanner.batch.line);
    return {
      stoppedAt: this.#window.base,
      takenTo: this.#takenTo,
      ...(this.#columns?.finish(part.rows) ?? { columns: [], keys: undefined }),
      ledger: part,
      parents: Uint32Array.from(others, (path) => paths.parent(path)),
      keyBytes: others.map((path) => paths.key(path)),
      crowded: this.#crowded,
    };
  }

  /** Takes the rows of the batch; false to stop. */
  #take(): boolean {
    const { paths, batch } = this.#scanner;
    if (paths.count > this.#paths) {
      this.#paths = paths.count;
      const path = crowdedPath(paths);
      if (path !== undefined) this.#crowded = keysTo(paths, path);
    }
    if (this.#crowded !== undefined) return false;
    if (batch.rows === 0) return true;
    const before = this.#ledger.spans.count - batch.rows;
    this.#checkIntegers(before);
    this.#columns ??= this.#addColumns();
    this.#columns.take(before);
    const { start, mostRows = Infinity, mostBytes = Infinity } = this.#task;
    this.#takenTo = this.#endOfBatch();
    return this.#ledger.spans.count < mostRows && this.#takenTo - start < mostBytes;
  }

  /** The byte of the file behind the last row of the batch. */
  #endOfBatch(): number {
    const { rowEnds, rows } = this.#scanner.batch;
    const { base, from } = this.#window;
    return base + this.#window.fileLength(from, rowEnds[rows - 1]!);
  }

  /** Makes room for as many rows as the first ones lead to expect, so that columns seldom grow. */
  #addColumns(): JsonPartColumns {
    const { start, end, limits, mostRows = Infinity } = this.#task;
    const { batch } = this.#scanner;
    const last = batch.rows - 1;
    const bytesPerRow = Math.max(1, (batch.rowEnds[last]! - batch.rowStarts[0]!) / batch.rows);
    const all = this.#window.ended && batch.stop !== 'full';
    const expected = all ? batch.rows : ((end - start) / bytesPerRow) * 1.05 + 16;
    const plan = {
      expectedRows: Math.ceil(Math.min(MOST_EXPECTED, expected, mostRows * 2)),
      limits,
      hint: ({ name }: PathColumn) => hintOf(this.#hints(), name),
    };
    return this.#scanner instanceof KernelScanner
      ? new KernelColumns(this.#scanner, plan)
      : new TwinColumns(this.#scanner, plan);
  }

  /** Reports integers that many programs would round. */
  #checkIntegers(firstRow: number): void {
    const { batch } = this.#scanner;
    const { bytes, leafPaths, leafKinds, leafStarts, leafEnds, rowLeaves, rowLines } = batch;
    for (let row = 0; row < batch.rows; row++) {
      for (let leaf = rowLeaves[row]!; leaf < rowLeaves[row + 1]!; leaf++) {
        if ((leafKinds[leaf]! & LeafKind.longInteger) === 0 || leafPaths[leaf] === NO_PATH)
          continue;
        const text = UTF8.decode(bytes.subarray(leafStarts[leaf], leafEnds[leaf]));
        if (Number.isSafeInteger(Number(text))) continue;
        this.#ledger.problems.add(
          'big-integer',
          'warning',
          () =>
            t`Line ${LINE} has the integer \`${text}\`, which many programs would round: it is read and written exactly as it stands.`,
          { row: firstRow + row, line: rowLines[row]! },
        );
      }
    }
  }

  #lookBehind(): void {
    const { line } = this.#scanner.batch;
    const fault = tailFault(this.#source, this.#window, line, this.#task.layout);
    if (!fault) return;
    const { message, ...place } = fault;
    this.#ledger.problems.add('text-after-list', 'error', () => t`Line ${LINE} ${message}.`, place);
  }
}
