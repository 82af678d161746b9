import type { MethodContext } from '../../../method';
import { counterOrder, partOf, partsFor, type RandomStream } from '../../../random';
import { rowsInScope } from '../../../scope';
import type { Table } from '../../../table/table';
import type { Levels } from '../../classes';
import type { Target } from './strategy';

/**
 * Visits the rows that leave when of each class of `targets` only so many stay as it says: those that `choice` would not
 * choose. Goes through the rows twice and draws each number anew, so that nothing is held per row. @throws Cancelled
 */
export function eachLeaving(
  table: Table,
  classes: Levels,
  targets: readonly Target[],
  stream: RandomStream,
  context: MethodContext,
  visit: (row: number) => void,
): void {
  const draws = new Draws(classes, targets);
  const scope = rowsInScope(table, context);
  const { codes } = table.columns[classes.column]!;
  const eachDrawn = (pass: 0 | 1, take: (draw: number, part: number, row: number) => void) => {
    for (let i = 0; i < scope.count; i++) {
      if (i % 8192 === 0) context.tick(pass * scope.count + i, 2 * scope.count);
      const row = scope.at(i);
      const draw = draws.ofCode[codes[row]!]!;
      if (draw >= 0) take(draw, partOf(stream, row, draws.parts[draw]!), row);
    }
  };
  eachDrawn(0, (draw, part) => {
    draws.counts[draws.starts[draw]! + part]!++;
  });
  const { border, stay } = draws.settled();
  const compared = border.map((count) => new Uint32Array(count));
  const filled = new Uint32Array(border.length);
  eachDrawn(1, (draw, part, row) => {
    if (part > draws.last[draw]!) visit(row);
    else if (part === draws.last[draw]) compared[draw]![filled[draw]!++] = row;
  });
  compared.forEach((rows, draw) => {
    const leaving = counterOrder(stream, rows).subarray(stay[draw]);
    for (const row of leaving) visit(row);
  });
}

/** The numbers of the rows of each class, as far as they decide who stays: [0, 1) is divided into parts. */
class Draws {
  /** Which class loses rows, by its place among the targets, per code of the label; -1 for none. */
  readonly ofCode: Int32Array;
  /** Per target: its parts, and where their counts begin. */
  readonly parts: Uint32Array;
  readonly starts: Uint32Array;
  /** Rows per part. */
  readonly counts: Uint32Array;
  /** Per target: the part in which the last number of those that stay lies. */
  readonly last: Uint32Array;
  readonly #targets: readonly Target[];

  constructor(classes: Levels, targets: readonly Target[]) {
    const place = new Map(targets.map(({ index }, draw) => [index, draw]));
    this.ofCode = classes.indexOf.map((level) => place.get(level) ?? -1);
    this.parts = Uint32Array.from(targets, ({ index }) => partsFor(classes.counts[index]!));
    this.starts = new Uint32Array(targets.length + 1);
    this.parts.forEach((parts, draw) => (this.starts[draw + 1] = this.starts[draw]! + parts));
    this.counts = new Uint32Array(this.starts[targets.length]!);
    this.last = new Uint32Array(targets.length);
    this.#targets = targets;
  }

  /** Finds the last parts, once all are counted; per target how many rows lie in its last part, and how many of them stay. */
  settled(): { readonly border: number[]; readonly stay: number[] } {
    const stay = this.#targets.map(({ rows }, draw) => {
      const start = this.starts[draw]!;
      const most = this.parts[draw]! - 1;
      let part = 0;
      let below = 0;
      while (part < most && below + this.counts[start + part]! < rows) {
        below += this.counts[start + part++]!;
      }
      this.last[draw] = part;
      return Math.max(0, rows - below);
    });
    const border = stay.map((_, draw) => this.counts[this.starts[draw]! + this.last[draw]!]!);
    return { border, stay };
  }
}
