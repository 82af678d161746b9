import type { MethodContext } from '../method';
import type { Values } from '../params/params';
import { permutation } from '../random';
import { read } from '../params/values';
import { addBit, hasBit, noBits, otherBits, rowsOf, type BitSet } from '../kernels/bit-sets';
import { LeavingNotes } from './leaving-notes';
import { rowNumbers } from '../plan/row-numbers';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { NO_ROW, type Draft } from '../plan/plan';
import { NONE_REMOVED, removedRows, type RemovedRows } from '../plan/removed-rows';

/** The plan that changes nothing, with the parts a method adds. */
export function keepEverything(rowCount: number, parts: Partial<Draft> = {}): Draft {
  return {
    rows: parts.rows ?? rowNumbers(rowCount),
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
  readonly #rowCount: number;
  readonly #gone: BitSet;
  readonly #notes = new LeavingNotes();
  /** Scratch of `keepOnly`, empty between calls: there may be many cells. */
  readonly #stays: BitSet;
  readonly #reasons: string[] = [];
  readonly #tick: TableTick | undefined;

  /** `tick` hears of loops over many rows, and may throw Cancelled. */
  constructor(rowCount: number, tick?: TableTick) {
    this.#rowCount = rowCount;
    this.#tick = tick;
    this.#gone = noBits(rowCount);
    this.#stays = noBits(rowCount);
  }

  /** `keptAs`: the row that stays in its place; `similarity`: how alike the two are, NaN where that is not known. */
  add(row: number, reason: string, keptAs = NO_ROW, similarity = NaN): void {
    let index = this.#reasons.indexOf(reason);
    if (index < 0) index = this.#reasons.push(reason) - 1;
    const plain = index === 0 && keptAs === NO_ROW && Number.isNaN(similarity);
    const again = this.#notes.count > 0 && hasBit(this.#gone, row);
    if (!plain || again) this.#notes.add(row, index, keptAs, similarity);
    addBit(this.#gone, row);
  }

  /** Of `rows` only those in `staying` stay. */
  keepOnly(rows: Uint32Array, staying: Uint32Array, reason: string): void {
    const ticked = everyRow(this.#tick);
    for (const row of staying) addBit(this.#stays, row);
    for (let i = 0; i < rows.length; i++) {
      ticked(i, rows.length);
      if (!hasBit(this.#stays, rows[i]!)) this.add(rows[i]!, reason);
    }
    for (const row of staying) this.#stays[row >>> 5] = 0;
  }

  /** The plan that drops these rows, with the parts a method adds. */
  plan(parts: Partial<Draft> = {}): Draft {
    return {
      rows: parts.rows ?? this.staying(),
      columns: [],
      removed: this.removed(),
      notices: [],
      tables: {},
      ...parts,
    };
  }

  /** The rows that stay, ascending. */
  staying(): Uint32Array {
    return rowsOf(otherBits(this.#gone, this.#rowCount));
  }

  /** The rows that leave, to be asked for when all are added. */
  removed(): RemovedRows {
    return removedRows(this.#gone, { ...this.#notes.of(this.#gone), reasons: this.#reasons });
  }
}

/** The `order` of a plan whose method has the flag `shuffle`, when it is on. */
export function shuffled(
  values: Values,
  context: MethodContext,
  outputs: number,
): { order?: Uint32Array } {
  if (!read.flag(values, 'shuffle')) return {};
  return { order: permutation(context.random.stream('shuffle'), outputs, context.tick) };
}
