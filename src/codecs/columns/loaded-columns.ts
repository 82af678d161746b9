import type { Column } from '../../engine/table/table';
import { memoryHeld, refuseTooLarge } from './memory-need';

/** What a column is asked for. */
export type Cells = Pick<Column, 'codes' | 'dictionary'>;

interface Entry {
  readonly cells: Cells;
  /** The turn in which it was asked for last. */
  turn: number;
}

/**
 * Columns that were read again, within a limit. Those of the present turn stay; those of turns before make room for
 * others, the one first that was asked for least recently.
 */
export class LoadedColumns {
  readonly #memory: number;
  /** In the order in which turns asked for them. */
  readonly #entries = new Map<number, Entry>();
  #turn = 0;

  /** `memory`: bytes that all columns may take together. */
  constructor(memory = Infinity) {
    this.#memory = memory;
  }

  /** Bytes that are free, or can be freed. */
  get room(): number {
    let staying = 0;
    for (const { cells, turn } of this.#entries.values()) {
      if (turn === this.#turn) staying += memoryHeld(cells);
    }
    return this.#memory - staying;
  }

  /** A new turn begins. */
  begin(): void {
    this.#turn++;
  }

  /** The cells of a column that is here. */
  get(index: number): Cells | undefined {
    const entry = this.#entries.get(index);
    if (entry && entry.turn !== this.#turn) {
      entry.turn = this.#turn;
      this.#entries.delete(index);
      this.#entries.set(index, entry);
    }
    return entry?.cells;
  }

  /** Makes room for columns of the present turn. @throws EngineError too-large */
  reserve(columns: readonly Column[]): void {
    let [staying, going] = [0, 0];
    for (const { cells, turn } of this.#entries.values()) {
      if (turn === this.#turn) staying += memoryHeld(cells);
      else going += memoryHeld(cells);
    }
    const need = refuseTooLarge(columns, staying, this.#memory);
    for (const [index, { cells, turn }] of this.#entries) {
      if (staying + going + need <= this.#memory) return;
      if (turn === this.#turn) continue;
      going -= memoryHeld(cells);
      this.#entries.delete(index);
    }
  }

  add(index: number, cells: Cells): void {
    this.#entries.set(index, { cells, turn: this.#turn });
  }
}
