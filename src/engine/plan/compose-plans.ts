import {
  addBit,
  bitsOf,
  countBoth,
  hasBit,
  noBits,
  otherBits,
  rowsOf,
  type BitSet,
} from '../kernels/bit-sets';
import { cellText, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';
import {
  NO_ROW,
  outputRows,
  type AddedColumn,
  type Draft,
  type MadeColumn,
  type MadeRows,
  type Plan,
  type Provenance,
} from './plan';
import { madeCells, outputAt } from './planned-table';
import type { ColumnProfile } from '../table/profile';
import { provenanceColumns } from './provenance';
import { keptInstead, reasonOf, removedRows, type RemovedRows } from './removed-rows';

/**
 * Two plans as one: `later` was decided on the table that `earlier` plans of `table`; the result speaks of `table`
 * alone. Parents that were made themselves are replaced by their own parent, the source row the family began with;
 * lambda is that of the last step. A later column replaces an earlier one of its name. `profiles` are of `table`.
 * @throws Cancelled (from tick)
 */
export function composePlans(
  table: Table,
  profiles: readonly ColumnProfile[],
  earlier: Draft,
  later: Draft,
  tick?: TableTick,
): Draft {
  const folding = new Folding(earlier, later, everyRow(tick));
  const rows = folding.rows();
  const order = folding.order();
  const made = folding.made(table, profiles);
  const folded = { rows, ...(made ? { made } : {}), ...(order ? { order } : {}) };
  return {
    ...folded,
    columns: folding.columns(folded),
    removed: folding.removed(table.rowCount, rows),
    notices: [...earlier.notices, ...later.notices],
    tables: { ...earlier.tables, ...later.tables },
  };
}

/** The output rows of the later plan, each traced through the earlier one. */
class Folding {
  readonly #earlier: Draft;
  readonly #later: Draft;
  /** Output numbers of the later plan: first those that are source rows, then those that were made; output order. */
  readonly #kept: Uint32Array;
  readonly #made: Uint32Array;
  /** Whether each output row, in output order, is a source row. */
  readonly #isKept: BitSet;
  readonly #tick: TableTick;

  constructor(earlier: Draft, later: Draft, tick: TableTick) {
    this.#tick = tick;
    this.#earlier = earlier;
    this.#later = later;
    const count = outputRows(later);
    this.#isKept = noBits(count);
    for (let at = 0; at < count; at++) {
      tick(at, count);
      const output = outputAt(later, at);
      if (output >= later.rows.length) continue;
      if (this.#before(later.rows[output]!) < earlier.rows.length) addBit(this.#isKept, at);
    }
    const kept = countBoth(this.#isKept, this.#isKept);
    this.#kept = new Uint32Array(kept);
    this.#made = new Uint32Array(count - kept);
    this.#number((at, place) => {
      const output = outputAt(later, at);
      if (place < kept) this.#kept[place] = output;
      else this.#made[place - kept] = output;
    });
  }

  rows(): Uint32Array {
    const { rows } = this.#earlier;
    return this.#kept.map((output) => rows[this.#before(this.#later.rows[output]!)]!);
  }

  /** undefined when it would be the identity. */
  order(): Uint32Array | undefined {
    let identity = true;
    this.#number((at, place) => {
      identity &&= at === place;
    });
    if (identity) return undefined;
    const order = new Uint32Array(this.#kept.length + this.#made.length);
    this.#number((at, place) => {
      order[at] = place;
    });
    return order;
  }

  made(table: Table, profiles: readonly ColumnProfile[]): MadeRows | undefined {
    if (!this.#made.length) return undefined;
    const operation = this.#operation(this.#made[0]!);
    const mixed = this.#made.some((output) => this.#operation(output) !== operation);
    const touched = new Set<number>();
    for (const made of [this.#earlier.made, this.#later.made]) {
      for (const { column } of [...(made?.numbers ?? []), ...(made?.texts ?? [])]) {
        if (column < table.columns.length) touched.add(column);
      }
    }
    const numbers: MadeColumn[] = [];
    const texts: MadeRows['texts'][number][] = [];
    for (const column of [...touched].sort((a, b) => a - b)) {
      const text = this.#textsOf(table, column);
      if (this.#isNumber(column)) {
        numbers.push(this.#numbersOf(table, profiles[column]!, column, text));
      } else texts.push({ column, text });
    }
    return {
      count: this.#made.length,
      operation,
      ...(mixed ? { operations: Array.from(this.#made, (output) => this.#operation(output)) } : {}),
      parents: this.#made.map((output) => this.#parent(output)),
      neighbours: this.#made.map((output) => this.#neighbour(output)),
      lambdas: Float64Array.from(this.#made, (output) => {
        const [made, index] = this.#maker(output);
        return made.lambdas[index]!;
      }),
      numbers,
      texts,
    };
  }

  columns(folded: Pick<Plan, 'rows' | 'made'>): AddedColumn[] {
    const kept = this.#kept.length;
    const outputOf = (folded: number) =>
      folded < kept ? this.#kept[folded]! : this.#made[folded - kept]!;
    const named = new Map<string, AddedColumn>();
    const kinds = new Set<Provenance>();
    const place = (column: AddedColumn, text: AddedColumn['text']) => {
      if (column.provenance) kinds.add(column.provenance);
      else named.set(column.name, { ...column, text });
    };
    for (const column of this.#earlier.columns) {
      place(column, (output) => column.text(this.#traced(outputOf(output))));
    }
    for (const column of this.#later.columns) {
      place(column, (output) => column.text(outputOf(output)));
    }
    return [...named.values(), ...provenanceColumns(folded, kinds)];
  }

  /** Source rows that are nowhere in the output, with the reason of the step that dropped them last. */
  removed(rowCount: number, rows: Uint32Array): RemovedRows {
    const staying = bitsOf(rows, rowCount);
    const bits = otherBits(staying, rowCount);
    const gone = rowsOf(bits);
    const reasons: string[] = [];
    const reason = new Uint8Array(rowCount);
    const any = this.#earlier.removed.keptAs ?? this.#later.removed.keptAs;
    const keptAs = any && new Uint32Array(rowCount).fill(NO_ROW);
    const measured = this.#earlier.removed.similarity ?? this.#later.removed.similarity;
    const similarity = measured && new Float64Array(rowCount).fill(NaN);
    const record = (row: number, why: string, instead: number, alike: number) => {
      const known = reasons.indexOf(why);
      reason[row] = known >= 0 ? known : reasons.push(why) - 1;
      if (keptAs) keptAs[row] = instead;
      if (similarity) similarity[row] = alike;
    };
    forEachRemoved(this.#earlier.removed, record);
    forEachRemoved(this.#later.removed, (planned, why, instead, alike) => {
      const output = this.#before(planned);
      if (output >= this.#earlier.rows.length) return;
      record(
        this.#earlier.rows[output]!,
        why,
        instead === NO_ROW ? NO_ROW : this.#sourceOf(this.#before(instead)),
        alike,
      );
    });
    const resolve = (row: number): number => {
      let instead = keptAs![row]!;
      while (instead !== NO_ROW && !hasBit(staying, instead)) instead = keptAs![instead]!;
      return instead;
    };
    const goneFor = new Uint8Array(reasons.length > 1 ? gone.length : 0);
    for (let i = 0; i < goneFor.length; i++) goneFor[i] = reason[gone[i]!]!;
    // What was measured against a row that left in turn says nothing of the row that stays.
    const alike = (row: number) =>
      keptAs && resolve(row) === keptAs[row] ? similarity![row]! : NaN;
    return removedRows(bits, {
      ...(keptAs && { keptAs: gone.map(resolve) }),
      ...(similarity && { similarity: Float64Array.from(gone, alike) }),
      ...(goneFor.length && { reason: goneFor }),
      reasons,
    });
  }

  /** The folded output number of each output row, in output order: source rows come first. */
  #number(visit: (at: number, place: number) => void): void {
    const count = outputRows(this.#later);
    let kept = 0;
    let made = this.#kept.length;
    for (let at = 0; at < count; at++) {
      this.#tick(at, count);
      visit(at, hasBit(this.#isKept, at) ? kept++ : made++);
    }
  }

  /** Output number of the earlier plan that is row `planned` of its table. */
  #before(planned: number): number {
    return outputAt(this.#earlier, planned);
  }

  /** Output number of the earlier plan from which an output row of the later plan was copied or made. */
  #traced(output: number): number {
    const { rows, made } = this.#later;
    return this.#before(
      output < rows.length ? rows[output]! : made!.parents[output - rows.length]!,
    );
  }

  /** The rows among which a made row was made, and its number there. */
  #maker(output: number): readonly [MadeRows, number] {
    const { rows, made } = this.#later;
    if (output >= rows.length) return [made!, output - rows.length];
    return [this.#earlier.made!, this.#before(rows[output]!) - this.#earlier.rows.length];
  }

  #operation(output: number): string {
    const [made, index] = this.#maker(output);
    return made.operations?.[index] ?? made.operation;
  }

  /** The source row of an output row of the earlier plan; of a made one its parent. */
  #sourceOf(before: number): number {
    const { rows, made } = this.#earlier;
    return before < rows.length ? rows[before]! : made!.parents[before - rows.length]!;
  }

  #parent(output: number): number {
    return this.#sourceOf(this.#traced(output));
  }

  #neighbour(output: number): number {
    const [made, index] = this.#maker(output);
    const neighbour = made.neighbours[index]!;
    if (neighbour === NO_ROW || made === this.#earlier.made) return neighbour;
    return this.#sourceOf(this.#before(neighbour));
  }

  /** True when a step made numbers of a column; a step that did not touch it copies the parent's number. */
  #isNumber(column: number): boolean {
    return [this.#earlier.made, this.#later.made].some((made) => numbersIn(made, column));
  }

  /** One numeric column over all made rows; `text` gives the cells where steps write differently many decimals. */
  #numbersOf(
    table: Table,
    { numbers }: ColumnProfile,
    column: number,
    text: (made: number) => string,
  ): MadeColumn {
    const before = numbersIn(this.#earlier.made, column);
    const after = numbersIn(this.#later.made, column);
    const kept = this.#earlier.rows.length;
    const { codes } = table.columns[column]!;
    const written = new Set<number | undefined>();
    const values = Float64Array.from(this.#made, (output) => {
      const made = output - this.#later.rows.length;
      if (made >= 0 && after) {
        written.add(after.text ? undefined : after.decimals);
        return after.values[made]!;
      }
      const traced = this.#traced(output);
      if (traced >= kept && before) {
        written.add(before.text ? undefined : before.decimals);
        return before.values[traced - kept]!;
      }
      written.add(undefined);
      return numbers?.[codes[this.#sourceOf(traced)]!] ?? NaN;
    });
    const [decimals] = written;
    if (written.size === 1 && decimals !== undefined) return { column, values, decimals };
    return { column, values, decimals: -1, text };
  }

  /** The cell of a folded made row: its own, else its made parent's, else the source row's. */
  #textsOf(table: Table, column: number): (made: number) => string {
    const before = this.#earlier.made && madeCells(this.#earlier.made, column);
    const after = this.#later.made && madeCells(this.#later.made, column);
    const kept = this.#earlier.rows.length;
    return (index) => {
      const output = this.#made[index]!;
      const { rows } = this.#later;
      if (output >= rows.length && after) return after(output - rows.length);
      const traced = this.#traced(output);
      if (traced >= kept && before) return before(traced - kept);
      return cellText(table, this.#sourceOf(traced), column);
    };
  }
}

function forEachRemoved(
  removed: RemovedRows,
  visit: (row: number, reason: string, keptAs: number, similarity: number) => void,
): void {
  removed.rows.forEach((row, i) => {
    visit(row, reasonOf(removed, i), keptInstead(removed, i), removed.similarity?.[i] ?? NaN);
  });
}

function numbersIn(made: MadeRows | undefined, column: number): MadeColumn | undefined {
  return made?.numbers.find((candidate) => candidate.column === column);
}
