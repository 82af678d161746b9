import type { Column } from '../../engine/table/table';
import { memoryHeld, refuseTooLarge } from './memory-need';

/** What a column is asked for. */
export type Cells = Pick<Column, 'codes' | 'dictionary'>;

interface Entry {
  readonly bytes: number;
  /** The turn in which it was asked for last. */
  turn: number;
  readonly cells?: Cells;
  readonly numbers?: Float64Array;
}

/**
 * Columns that were read again, within a limit. Those of the present turn stay; those of turns before make room for
 * others, the one first that was asked for least recently.
 */
export class LoadedColumns {
  readonly #memory: number;
  /** In the order in which turns asked for them: cells by the column's index, numbers by its complement. */
  readonly #entries = new Map<number, Entry>();
  #turn = 0;

  /** `memory`: bytes that all columns may take together. */
  constructor(memory = Infinity) {
    this.#memory = memory;
  }

  /** Bytes that are free, or can be freed. */
  get room(): number {
    return this.#memory - this.#held().staying;
  }

  /** A new turn begins. */
  begin(): void {
    this.#turn++;
  }

  /** The cells of a column that is here. */
  get(index: number): Cells | undefined {
    return this.#asked(index)?.cells;
  }

  /** The numbers of a column that are here, row by row. */
  numbers(index: number): Float64Array | undefined {
    return this.#asked(~index)?.numbers;
  }

  /** Makes room for columns of the present turn. @throws EngineError too-large */
  reserve(columns: readonly Column[]): void {
    this.#free(refuseTooLarge(columns, this.#held().staying, this.#memory));
  }

  /** Makes room for so many bytes of the present turn; false when there is none. */
  makeRoom(bytes: number): boolean {
    if (bytes > this.room) return false;
    this.#free(bytes);
    return true;
  }

  add(index: number, cells: Cells): void {
    this.#entries.set(index, { cells, bytes: memoryHeld(cells), turn: this.#turn });
  }

  addNumbers(index: number, numbers: Float64Array): void {
    this.#entries.set(~index, { numbers, bytes: numbers.byteLength, turn: this.#turn });
  }

  #asked(key: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry && entry.turn !== this.#turn) {
      entry.turn = this.#turn;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #held(): { staying: number; going: number } {
    let [staying, going] = [0, 0];
    for (const { bytes, turn } of this.#entries.values()) {
      if (turn === this.#turn) staying += bytes;
      else going += bytes;
    }
    return { staying, going };
  }

  /** Lets go of columns of turns before until `need` bytes are free. */
  #free(need: number): void {
    const { staying, going } = this.#held();
    let held = staying + going;
    for (const [key, { bytes, turn }] of this.#entries) {
      if (held + need <= this.#memory) return;
      if (turn === this.#turn) continue;
      held -= bytes;
      this.#entries.delete(key);
    }
  }
}
