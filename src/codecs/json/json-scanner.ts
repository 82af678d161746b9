import type { JsonBatch } from './json-batch';
import type { PathNames } from './path-names';
import type { PathTable } from './path-table';

/** Finds the rows of a JSON file and their leaves, batch by batch. Positions of rows are those of the loaded bytes. */
export interface JsonScanner {
  /** What the last scan found; valid until the next scan. */
  readonly batch: JsonBatch;
  /** What was loaded is known to be well-formed UTF-8; false when nobody looked. */
  readonly wellFormed: boolean;
  readonly paths: PathTable;
  readonly names: PathNames;
  /** Takes the bytes [from, to), which must not change before the next load; `ended` if the file ends there. */
  load(bytes: Uint8Array, from: number, to: number, ended: boolean): void;
  /**
   * Finds rows from `from` on and returns the position after the last row or comma. `batch.line` and `batch.before`
   * say where that is.
   */
  scan(from: number): number;
  /** Makes room for twice as many rows and leaves per batch. */
  enlarge(): void;
}
