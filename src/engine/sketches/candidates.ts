import { CellTag } from '../table/table';
import { CellHash } from './cell-hash';

/** Counts cells that hold one of a few values, told by their bytes. */
export class Candidates {
  /** Cells per value, in the order given. */
  readonly counts: Float64Array;
  readonly #values: readonly Uint8Array[];
  /** Lower lane of a value's hash -> its places in the list. */
  readonly #byHash = new Map<number, number[]>();

  /** `tags`: those of the values; all are text when absent. */
  constructor(values: readonly Uint8Array[], tags?: readonly CellTag[]) {
    this.#values = values;
    this.counts = new Float64Array(values.length);
    const hash = new CellHash();
    values.forEach((value, place) => {
      hash.hashCell(value, 0, value.length, tags?.[place] ?? CellTag.text);
      const same = this.#byHash.get(hash.low);
      if (same) same.push(place);
      else this.#byHash.set(hash.low, [place]);
    });
  }

  /** Counts bytes [start, end), whose hash is given. */
  count(hash: CellHash, bytes: Uint8Array, start: number, end: number, count: number): void {
    const places = this.#byHash.get(hash.low);
    const place = places?.find((at) => areEqual(this.#values[at]!, bytes, start, end));
    if (place !== undefined) this.counts[place]! += count;
  }

  merge(counts: Float64Array): void {
    for (let i = 0; i < counts.length; i++) this.counts[i]! += counts[i]!;
  }
}

function areEqual(value: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (value.length !== end - start) return false;
  for (let i = 0; i < value.length; i++) if (value[i] !== bytes[start + i]) return false;
  return true;
}
