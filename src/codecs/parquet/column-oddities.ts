import type { Column } from '../../engine/table/table';
import type { ProblemLog } from '../problem-log';
import { Utf8Census } from '../encodings/utf8-census';
import { isUtf8 } from './cell-format';
import { t } from '../../engine/language';

/** Cells of one kind: how many, and the row of the first. */
export interface OddCells {
  readonly count: number;
  readonly first: number;
}

/** What is odd about the cells of a column, counted while they are read in ascending rows. */
export class OddCount implements OddCells {
  count = 0;
  first = -1;

  /** Counts `cells` of them, the first in `row`. */
  add(row: number, cells = 1): void {
    if (this.count === 0 && cells > 0) this.first = row;
    this.count += cells;
  }
}

type Oddity = 'nan' | 'binary' | 'malformed';

const ODDITIES: Readonly<
  Record<Oddity, readonly [code: string, severity: 'info' | 'warning', what: string]>
> = {
  nan: ['not-a-number', 'info', t('the value NaN: it counts as missing')],
  binary: ['binary-value', 'info', t('bytes that are no text: they are shown in base64')],
  malformed: ['invalid-utf8', 'warning', t('text that is not valid UTF-8: it is shown as \ufffd')],
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
    () => t`Row ${first + 1} has in \`${name}\` ${what}, and rows that are kept keep it.`,
    { row: first, column: index },
    count,
  );
}

/** Reports text of a held column that is not UTF-8 although the file says so: it is shown with U+FFFD. */
export function reportMalformed(problems: ProblemLog, column: Column): void {
  const { codes, dictionary } = column;
  const { arena, offsets } = dictionary.bytes!;
  const census = new Utf8Census();
  census.add(arena, 0, offsets[dictionary.size]!);
  if (census.malformed === 0) return;
  const malformed = new Uint8Array(dictionary.size);
  for (let code = 1; code < dictionary.size; code++) {
    malformed[code] = isUtf8(arena.subarray(offsets[code], offsets[code + 1])) ? 0 : 1;
  }
  const found = new OddCount();
  for (let row = 0; row < codes.length; row++) if (malformed[codes[row]!]) found.add(row);
  reportOddity(problems, column, 'malformed', found);
}
