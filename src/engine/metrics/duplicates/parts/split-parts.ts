import { addBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { trainRows } from '../../../scope';
import { countCodes, MISSING, type Table, type TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/** The parts of a split. Rows of which it says nothing are in none. */
export interface SplitParts {
  readonly column: number;
  readonly parts: readonly SplitPart[];
  readonly train: BitSet;
  /** Rows of all parts but train. */
  readonly evaluation: BitSet;
  readonly trainRows: number;
  readonly evaluationRows: number;
  /** The part of a row; -1 for none. */
  of(row: number): number;
}

/** One part of a split. */
export interface SplitPart {
  readonly name: string;
  readonly rows: number;
  readonly train: boolean;
}

/** The parts of a split column, in order of first appearance. @throws Cancelled (from tick) */
export function splitParts(table: Table, column: number, tick: TableTick): SplitParts {
  const { codes, dictionary } = table.columns[column]!;
  const counts = countCodes(table.columns[column]!);
  const isTrain = trainRows(table, column);
  const partOfCode = new Int32Array(dictionary.size).fill(-1);
  const parts: { name: string; rows: number; train: boolean }[] = [];
  const train = noBits(table.rowCount);
  const evaluation = noBits(table.rowCount);
  const ticked = everyRow(tick);
  for (let row = 0; row < codes.length; row++) {
    ticked(row, codes.length);
    const code = codes[row]!;
    if (code === MISSING) continue;
    if (partOfCode[code] === -1) {
      const part = { name: dictionary.text(code), rows: counts[code]!, train: isTrain(row) };
      partOfCode[code] = parts.push(part) - 1;
    }
    addBit(parts[partOfCode[code]!]!.train ? train : evaluation, row);
  }
  const rowsOf = (wanted: boolean) =>
    parts.reduce((sum, part) => sum + (part.train === wanted ? part.rows : 0), 0);
  return {
    column,
    parts,
    train,
    evaluation,
    trainRows: rowsOf(true),
    evaluationRows: rowsOf(false),
    of: (row) => partOfCode[codes[row]!]!,
  };
}
