import type { RowClusters } from '../../../kernels/row-clusters';
import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { Label } from '../../label';
import type { ExactDuplicateRows } from '../exact-duplicate-rows';

/** Copies per class, and class shares before and after keeping the first row of each set. */
export class ClassCopies {
  /** Copies per class. */
  readonly copies: Float64Array;
  readonly #label: Label;
  readonly #before: number;
  readonly #left: number;

  /** @throws Cancelled (from tick) */
  constructor({ members, offsets, count }: RowClusters, label: Label, tick: TableTick) {
    const { column, classes } = label;
    const copies = new Float64Array(classes.codes.length);
    const ticked = everyRow(tick);
    for (let cluster = 0; cluster < count; cluster++) {
      ticked(cluster, count);
      for (let i = offsets[cluster]! + 1; i < offsets[cluster + 1]!; i++) {
        const of = classes.indexOf[column.codes[members[i]!]!]!;
        if (of >= 0) copies[of]!++;
      }
    }
    this.copies = copies;
    this.#label = label;
    this.#before = classes.counts.reduce((sum, n) => sum + n, 0);
    this.#left = this.#before - copies.reduce((sum, n) => sum + n, 0);
  }

  /** A class by its index. */
  of(index: number): ExactDuplicateRows['byClass'][number] {
    const { values } = this.#label.classes;
    const [share, shareAfter] = this.#shares(index);
    return { value: values[index]!, duplicateRows: this.copies[index]!, share, shareAfter };
  }

  /** The class whose share changes most, relative to itself, the first of equals; and by how much. */
  mostChanged(): { readonly index: number; readonly change: number } {
    let most = { index: -1, change: -1 };
    for (let index = 0; index < this.copies.length; index++) {
      const [share, shareAfter] = this.#shares(index);
      const change = Math.abs(shareAfter / share - 1);
      if (change > most.change) most = { index, change };
    }
    return most;
  }

  #shares(index: number): readonly [before: number, after: number] {
    const n = this.#label.classes.counts[index]!;
    const after = this.#left === 0 ? 0 : (n - this.copies[index]!) / this.#left;
    return [n / this.#before, after];
  }
}
