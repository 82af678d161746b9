import type { MethodContext } from '../../../method';
import { cellText, type Table } from '../../../table/table';
import type { MergeRule } from './merge-rules';

/** What the cells of one column of some rows become. */
export interface Merging {
  readonly column: number;
  /** As it is written; '' is an empty cell. Absent where it is a number. */
  text?(rows: Uint32Array): string;
  /** NaN is an empty cell. */
  number?(rows: Uint32Array): number;
  /** Whether one row of them holds that already. */
  isIn(row: number, rows: Uint32Array): boolean;
  /** Cells that were averaged; absent where none are. */
  counted?(rows: Uint32Array): number;
}

/** A column merged by a rule; undefined where cells are taken from one row. `separator`: between values of a list. */
export function mergingOf(
  table: Table,
  column: number,
  rule: MergeRule,
  separator: string,
  { profiles }: Pick<MethodContext, 'profiles'>,
): Merging | undefined {
  if (rule === 'first') return undefined;
  const missing = new Set(profiles[column]!.missingCodes);
  const { codes, dictionary } = table.columns[column]!;
  const filled = (rows: Uint32Array) => [...rows].filter((row) => !missing.has(codes[row]!));
  const texts = (text: (rows: Uint32Array) => string): Merging => ({
    column,
    text,
    isIn: (row, rows) => cellText(table, row, column) === text(rows),
  });
  switch (rule) {
    case 'mode':
      return texts((rows) => {
        const code = mostFrequent(filled(rows).map((row) => codes[row]!));
        return code === undefined ? '' : dictionary.text(code);
      });
    case 'union':
      return texts((rows) =>
        [...new Set(filled(rows).map((row) => dictionary.text(codes[row]!)))].join(separator),
      );
    case 'list':
      return texts((rows) =>
        filled(rows)
          .map((row) => dictionary.text(codes[row]!))
          .join(separator),
      );
    default: {
      const of = profiles[column]!.numbers;
      const numbers = (rows: Uint32Array) =>
        filled(rows)
          .map((row) => of?.[codes[row]!] ?? NaN)
          .filter(Number.isFinite);
      const merge = (rows: Uint32Array) => {
        const own = numbers(rows);
        return own.length ? AMOUNTS[rule](own) : NaN;
      };
      return {
        column,
        number: merge,
        isIn: (row, rows) => Object.is(of?.[codes[row]!], merge(rows)),
        ...(rule !== 'max' && { counted: (rows) => numbers(rows).length }),
      };
    }
  }
}

/** Of at least one number. */
const AMOUNTS = {
  mean: (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length,
  median: (numbers: readonly number[]) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  },
  max: (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b)),
} as const;

/** The code that occurs most often, of equals the first; undefined of none. */
function mostFrequent(codes: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  let best: number | undefined;
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  for (const [code, count] of counts) {
    if (best === undefined || count > counts.get(best)!) best = code;
  }
  return best;
}
