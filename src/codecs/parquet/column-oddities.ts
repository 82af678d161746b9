import type { ProblemLog } from '../problem-log';

/** Cells of one kind: how many, and the row of the first. */
export interface OddCells {
  readonly count: number;
  readonly first: number;
}

/** What is odd about the cells of a column, counted while they are read in ascending rows. */
export class OddCount implements OddCells {
  count = 0;
  first = -1;

  add(row: number): void {
    if (this.count++ === 0) this.first = row;
  }
}

type Oddity = 'nan' | 'binary' | 'malformed';

const ODDITIES: Readonly<
  Record<Oddity, readonly [code: string, severity: 'info' | 'warning', what: string]>
> = {
  nan: ['not-a-number', 'info', 'the value NaN: it counts as missing'],
  binary: ['binary-value', 'info', 'bytes that are no text: they are shown in base64'],
  malformed: ['invalid-utf8', 'warning', 'text that is not valid UTF-8: it is shown as \ufffd'],
};

/** Reports odd cells of a column, if there are any. */
export function reportOddity(
  problems: ProblemLog,
  { index, name }: { readonly index: number; readonly name: string },
  oddity: Oddity,
  { count, first }: OddCells,
): void {
  if (count === 0) return;
  const [code, severity, what] = ODDITIES[oddity];
  problems.add(
    code,
    severity,
    () => `Row ${first + 1} has in \`${name}\` ${what}, and rows that are kept keep it.`,
    { row: first, column: index },
    count,
  );
}
