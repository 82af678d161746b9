import { elementEnd } from './element-end';
import type { Arrangement, JsonBatch, Stop } from './json-batch';
import { Before, jsonBatch, RowKind } from './json-batch';
import type { JsonScanner } from './json-scanner';
import { TwinPaths } from './path-table';
import { PathNames } from './path-names';
import { lineEnds, Mark, skipSpace } from './syntax';
import { ObjectWalker } from './walk-object';

/** Scans in TypeScript. */
export class JsonTwin implements JsonScanner {
  readonly paths = new TwinPaths();
  readonly names = new PathNames(this.paths);
  readonly wellFormed = false;
  readonly #arrangement: Arrangement;
  readonly #walker: ObjectWalker;
  #bytes: Uint8Array = new Uint8Array(0);
  #first = 0;
  #to = 0;
  #ended = false;
  #batch: JsonBatch;

  /** Batches have up to `rows` rows and `leaves` leaves, to begin with. */
  constructor(arrangement: Arrangement, rows: number, leaves: number) {
    this.#arrangement = arrangement;
    this.#walker = new ObjectWalker(this.paths, this.names);
    this.#batch = jsonBatch(rows, leaves);
  }

  get batch(): JsonBatch {
    return this.#batch;
  }

  load(bytes: Uint8Array, from: number, to: number, ended: boolean): void {
    this.#bytes = bytes;
    this.#first = from;
    this.#to = to;
    this.#ended = ended;
    this.#batch.bytes = bytes.slice(from, to);
  }

  enlarge(): void {
    const { leafPaths, rowStarts, bytes, line, before } = this.#batch;
    const larger = jsonBatch(rowStarts.length * 2, leafPaths.length * 2);
    this.#batch = Object.assign(larger, { bytes, line, before });
  }

  scan(from: number): number {
    const batch = this.#batch;
    batch.rows = 0;
    batch.blankLines = 0;
    batch.rowLeaves[0] = 0;
    return this.#arrangement === 'lines' ? this.#scanLines(from) : this.#scanElements(from);
  }

  #scanLines(from: number): number {
    const batch = this.#batch;
    const bytes = this.#bytes;
    const to = this.#to;
    batch.stop = 'end';
    for (let at = from; ;) {
      if (at === to) return at;
      const found = bytes.indexOf(Mark.lineFeed, at);
      const terminated = found >= 0 && found < to;
      if (!terminated && !this.#ended) return at;
      const stop = terminated ? found : to;
      const withReturn = terminated && stop > at && bytes[stop - 1] === Mark.carriageReturn;
      const end = withReturn ? stop - 1 : stop;
      if (skipSpace(bytes, at, end) === end) batch.blankLines++;
      else if (this.#addRow(at, end, batch.line) === undefined) {
        batch.stop = 'full';
        return at;
      }
      batch.line++;
      at = terminated ? stop + 1 : to;
    }
  }

  #scanElements(from: number): number {
    const batch = this.#batch;
    const bytes = this.#bytes;
    const to = this.#to;
    const stopAt = (position: number, stop: Stop) => {
      batch.stop = stop;
      return position;
    };
    for (let done = from; ;) {
      const at = skipSpace(bytes, done, to);
      if (at === to) return stopAt(done, 'end');
      const byte = bytes[at]!;
      const line = batch.line + lineEnds(bytes, done, at);
      if (this.#arrangement === 'list') {
        if (byte === Mark.closeList && batch.before !== Before.comma) {
          batch.line = line;
          return stopAt(at + 1, 'closed');
        }
        if (batch.before === Before.row) {
          if (byte !== Mark.comma) return stopAt(done, 'odd');
          batch.line = line;
          batch.before = Before.comma;
          done = at + 1;
          continue;
        }
      }
      const { end, lines } = elementEnd(bytes, done, at, to);
      if (end < 0 && !this.#ended) return stopAt(done, 'end');
      if (end < 0 || end === at) return stopAt(done, 'odd');
      const kind = this.#addRow(at, end, line);
      if (kind === undefined) return stopAt(done, 'full');
      if (kind === RowKind.broken || kind === RowKind.tooDeep) {
        batch.rows--;
        return stopAt(done, 'odd');
      }
      batch.line = line + lines;
      batch.before = Before.row;
      done = end;
    }
  }

  /** Enters a row; undefined when the batch has no room for it, else its kind. */
  #addRow(start: number, end: number, line: number): number | undefined {
    const batch = this.#batch;
    const row = batch.rows;
    if (row === batch.rowStarts.length) return undefined;
    const first = batch.rowLeaves[row]!;
    this.paths.startRow();
    const kind = this.#walker.walk(this.#bytes, start, end, this.#first, batch, first);
    const { leaf } = this.#walker;
    if (leaf > batch.leafPaths.length) return undefined;
    batch.rowStarts[row] = start;
    batch.rowEnds[row] = end;
    batch.rowLines[row] = line;
    batch.rowKinds[row] = kind;
    batch.rowLeaves[row + 1] = leaf;
    batch.rows++;
    return kind & RowKind.mask;
  }
}
