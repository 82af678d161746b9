import { Ranks, type BitSet } from '../kernels/bit-sets';
import { NO_ROW } from '../plan/plan';
import type { RemovalNotes } from '../plan/removed-rows';

const AT_FIRST = 1024;

/** Why single rows leave and for which rows, in order of arrival: memory follows these rows and not the table. */
export class LeavingNotes {
  #count = 0;
  #rows = new Uint32Array(AT_FIRST);
  #keptAs = new Uint32Array(AT_FIRST);
  /** From the first note of a second reason. */
  #reason: Uint8Array | undefined;
  /** From the first note of a likeness. */
  #similarity: Float64Array | undefined;
  #anyKept = false;

  get count(): number {
    return this.#count;
  }

  /** Takes a note, which replaces those before of the same row. `similarity`: NaN where it is not known. */
  add(row: number, reason: number, keptAs: number, similarity: number): void {
    const at = this.#count++;
    if (at === this.#rows.length) this.#grow();
    const room = this.#rows.length;
    this.#rows[at] = row;
    this.#keptAs[at] = keptAs;
    this.#anyKept ||= keptAs !== NO_ROW;
    if (reason > 0) this.#reason ??= new Uint8Array(room);
    if (this.#reason) this.#reason[at] = reason;
    if (!Number.isNaN(similarity)) this.#similarity ??= new Float64Array(room).fill(NaN, 0, at);
    if (this.#similarity) this.#similarity[at] = similarity;
  }

  /** The notes of the rows of a set, in which all that were taken of are; rows without a note leave for the first reason. */
  of(gone: BitSet): Omit<RemovalNotes, 'reasons'> {
    if (!this.#count) return {};
    const rows = this.#rows;
    const places = new Ranks(gone);
    const keptAs = this.#anyKept ? new Uint32Array(places.size).fill(NO_ROW) : undefined;
    const reason = this.#reason && new Uint8Array(places.size);
    const similarity = this.#similarity && new Float64Array(places.size).fill(NaN);
    for (let at = 0; at < this.#count; at++) {
      const place = places.of(rows[at]!);
      if (keptAs) keptAs[place] = this.#keptAs[at]!;
      if (reason) reason[place] = this.#reason![at]!;
      if (similarity) similarity[place] = this.#similarity![at]!;
    }
    return {
      ...(keptAs && { keptAs }),
      ...(similarity && { similarity }),
      ...(reason && { reason }),
    };
  }

  #grow(): void {
    const room = Math.ceil(this.#count * 1.5);
    const [rows, keptAs] = [this.#rows, this.#keptAs];
    this.#rows = new Uint32Array(room);
    this.#keptAs = new Uint32Array(room);
    this.#rows.set(rows);
    this.#keptAs.set(keptAs);
    if (this.#reason) {
      const reason = new Uint8Array(room);
      reason.set(this.#reason);
      this.#reason = reason;
    }
    if (this.#similarity) {
      const similarity = new Float64Array(room);
      similarity.set(this.#similarity);
      this.#similarity = similarity;
    }
  }
}
