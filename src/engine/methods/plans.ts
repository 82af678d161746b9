import type { MethodContext } from '../method';
import type { Values } from '../params';
import { permutation } from '../random';
import { read } from '../values';
import { rowNumbers } from '../row-numbers';
import { NO_ROW, NONE_REMOVED, type Draft, type RemovedRows } from '../plan';

/** The plan that changes nothing, with the parts a method adds. */
export function keepEverything(rowCount: number, parts: Partial<Draft> = {}): Draft {
  return {
    rows: rowNumbers(rowCount),
    columns: [],
    removed: NONE_REMOVED,
    notices: [],
    tables: {},
    ...parts,
  };
}

/** One array after the other. */
export function concatenate(arrays: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

/** Why rows leave, and where they are kept instead. Rows not mentioned stay. */
export class Leaving {
  /** 0: stays, else index into `reasons` + 1. */
  readonly #reason: Uint8Array;
  readonly #keptAs: Uint32Array;
  /** Scratch of `keepOnly`, all 0 between calls: there may be many cells. */
  readonly #stays: Uint8Array;
  readonly #reasons: string[] = [];

  constructor(rowCount: number) {
    this.#reason = new Uint8Array(rowCount);
    this.#stays = new Uint8Array(rowCount);
    this.#keptAs = new Uint32Array(rowCount).fill(NO_ROW);
  }

  add(row: number, reason: string, keptAs = NO_ROW): void {
    let index = this.#reasons.indexOf(reason);
    if (index < 0) index = this.#reasons.push(reason) - 1;
    this.#reason[row] = index + 1;
    this.#keptAs[row] = keptAs;
  }

  /** Of `rows` only those in `staying` stay. */
  keepOnly(rows: Uint32Array, staying: Uint32Array, reason: string): void {
    for (const row of staying) this.#stays[row] = 1;
    for (const row of rows) if (!this.#stays[row]) this.add(row, reason);
    for (const row of staying) this.#stays[row] = 0;
  }

  /** The plan that drops these rows, with the parts a method adds. */
  plan(parts: Partial<Draft> = {}): Draft {
    return {
      rows: this.staying(),
      columns: [],
      removed: this.removed(),
      notices: [],
      tables: {},
      ...parts,
    };
  }

  /** The rows that stay, ascending. */
  staying(): Uint32Array {
    return rowNumbers(this.#reason.length).filter((row) => this.#reason[row] === 0);
  }

  removed(): RemovedRows {
    const rows = rowNumbers(this.#reason.length).filter((row) => this.#reason[row] !== 0);
    return {
      rows,
      keptAs: rows.map((row) => this.#keptAs[row]!),
      reason: Uint8Array.from(rows, (row) => this.#reason[row]! - 1),
      reasons: this.#reasons,
    };
  }
}

/** The `order` of a plan whose method has the flag `shuffle`, when it is on. */
export function shuffled(
  values: Values,
  context: MethodContext,
  outputs: number,
): { order?: Uint32Array } {
  if (!read.flag(values, 'shuffle')) return {};
  return { order: permutation(context.random.stream('shuffle'), outputs) };
}
