import { flagOf } from '../../../cells/flag';
import { addBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { readNumber } from '../../../cells/number';
import { isSketched } from '../../../sampling/sampled-columns';
import { findColumn, MISSING, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { SplitSides } from './split-sides';

/** Rows that were made or repeated before, by part. */
export interface MadeRows {
  /** The column that says so. */
  readonly column: string;
  /** In the order of the parts. */
  readonly rows: readonly number[];
}

/** The same with the rows to evaluate on themselves. */
export interface FoundMadeRows {
  readonly figures: MadeRows;
  readonly column: number;
  readonly rows: BitSet;
  readonly count: number;
  /** A family is on both sides: then that is what is told. */
  readonly related: boolean;
}

/** Made rows by `_synthetic`, else repeated rows by `_copy`; null where neither is there. @throws Cancelled */
export function madeRows(
  table: Table,
  { column: split, parts, ofCode }: SplitSides,
  { tick }: MetricContext,
): FoundMadeRows | null {
  const synthetic = findColumn(table.columns, '_synthetic');
  const index = synthetic >= 0 ? synthetic : findColumn(table.columns, '_copy');
  if (index < 0 || isSketched(table, index)) return null;
  const { codes, dictionary, name } = table.columns[index]!;
  const isMade = Uint8Array.from({ length: dictionary.size }, (_, code) => {
    const text = dictionary.text(code);
    return Number(synthetic >= 0 ? flagOf(text) === true : readNumber(text).value > 0);
  });
  const rows = noBits(table.rowCount);
  const made = parts.map(() => 0);
  const ticked = everyRow(tick);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const part = ofCode[split.codes[row]!]!;
    if (part < 0 || isMade[codes[row]!] === 0) continue;
    made[part]!++;
    if (parts[part]!.train) continue;
    addBit(rows, row);
    count++;
  }
  const figures = { column: name, rows: made };
  return {
    figures,
    column: index,
    rows,
    count,
    related: areRelated(table, { split, parts, ofCode }),
  };
}

/** Whether some value of `_family` is on both sides. */
function areRelated(
  table: Table,
  { split, parts, ofCode }: Pick<SplitSides, 'parts' | 'ofCode'> & { split: SplitSides['column'] },
): boolean {
  const family = findColumn(table.columns, '_family');
  if (family < 0) return false;
  const { codes, dictionary } = table.columns[family]!;
  const seen = new Uint8Array(dictionary.size);
  for (let row = 0; row < table.rowCount; row++) {
    const part = ofCode[split.codes[row]!]!;
    if (part >= 0 && codes[row] !== MISSING) seen[codes[row]!]! |= parts[part]!.train ? 1 : 2;
  }
  return seen.includes(3);
}
