import type { OpenKey } from '../../engine/table/table';
import { areSameKeys } from '../columns/open-keys';
import { ProvenPairs } from './proven-pairs';
import type { RowPairs } from '../delimited/again/unequal-pairs';

/** Proves pairs of rows and remembers which are equal: copies and contradictions ask about nearly the same rows. */
export class PairProofs {
  #proven: { readonly columns: readonly OpenKey[]; readonly pairs: ProvenPairs } | undefined;

  /** The pairs that are not equal in `columns`, as ascending indices; `prove` says it of those that are not known. */
  unequal(
    pairs: RowPairs,
    columns: readonly OpenKey[],
    prove: (pairs: RowPairs) => Uint32Array,
  ): Uint32Array {
    const known = this.#proven && areSameKeys(this.#proven.columns, columns) && this.#proven.pairs;
    if (!known) {
      const unequal = prove(pairs);
      this.#proven = { columns: [...columns], pairs: new ProvenPairs(pairs, unequal) };
      return unequal;
    }
    const unknown = known.unknown(pairs);
    const rest = {
      first: unknown.map((pair) => pairs.first[pair]!),
      second: unknown.map((pair) => pairs.second[pair]!),
    };
    return prove(rest).map((at) => unknown[at]!);
  }
}
