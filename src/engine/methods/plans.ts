import type { MethodContext } from '../method';
import type { Values } from '../params';
import { permutation } from '../random';
import { read } from '../values';
import {
  addBit,
  countBoth,
  eachRow,
  hasBit,
  noBits,
  otherBits,
  rowsOf,
  type BitSet,
} from '../kernels/bit-sets';
import { rowNumbers } from '../row-numbers';
import type { TableTick } from '../table';
import { everyRow } from '../ticks';
import { NO_ROW, type Draft } from '../plan';
import { NONE_REMOVED, removedRows, type RemovedRows } from '../removed-rows';

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
  /** Index into `reasons` per row that leaves; from the first row that leaves for a second one. */
  #reason: Uint8Array | undefined;
  /** Per row; from the first row that is kept in place of another. */
  #keptAs: Uint32Array | undefined;
  /** Per row; from the first whose likeness to the kept one is known. */
  #similarity: Float64Array | undefined;
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
    addBit(this.#gone, row);
    if (index > 0) this.#reason ??= new Uint8Array(this.#rowCount);
    if (this.#reason) this.#reason[row] = index;
    if (keptAs !== NO_ROW) this.#keptAs ??= new Uint32Array(this.#rowCount).fill(NO_ROW);
    if (this.#keptAs) this.#keptAs[row] = keptAs;
    if (Number.isNaN(similarity)) return;
    this.#similarity ??= new Float64Array(this.#rowCount).fill(NaN);
    this.#similarity[row] = similarity;
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
    const keptAs = this.#listed(this.#keptAs, (length) => new Uint32Array(length));
    const similarity = this.#listed(this.#similarity, (length) => new Float64Array(length));
    const reason = this.#listed(this.#reason, (length) => new Uint8Array(length));
    return removedRows(this.#gone, {
      ...(keptAs && { keptAs }),
      ...(similarity && { similarity }),
      ...(reason && { reason }),
      reasons: this.#reasons,
    });
  }

  /** Of values per row those of the rows that leave. */
  #listed<T extends Uint32Array | Uint8Array | Float64Array>(
    perRow: T | undefined,
    ofLength: (length: number) => T,
  ): T | undefined {
    if (!perRow) return undefined;
    const ticked = everyRow(this.#tick);
    const values = ofLength(countBoth(this.#gone, this.#gone));
    let n = 0;
    eachRow(this.#gone, (row) => {
      ticked(n, values.length);
      values[n++] = perRow[row]!;
    });
    return values;
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
