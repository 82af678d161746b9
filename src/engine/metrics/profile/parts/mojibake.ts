import { isAscii } from '../../../cells/ascii';
import { sketchOf } from '../../../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import { numbersWhere } from '../../../plan/row-numbers';
import type { Codes, Dictionary, Table, TableTick } from '../../../table/table';

/** Cells that look like text decoded with the wrong encoding. */
export interface Mojibake {
  readonly cells: number;
  /** Open columns were judged by their first rows: `cells` is an estimate, and `rows` are of the first rows. */
  readonly estimated: boolean;
  readonly columns: readonly number[];
  readonly rows: ArrayLike<number>;
}

/** UTF-8 read as windows-1252, the byte order mark likewise, and the replacement character. */
const WRONG_DECODING = /\u00c3[\u0080-\u00bf]|\u00e2\u20ac|\u00ef\u00bf\u00bd|\ufffd/;

/** Looks for signs of a wrong encoding in every text. @throws Cancelled (from tick) */
export function mojibake(
  table: Table,
  profiles: readonly ColumnProfile[],
  tick: TableTick,
): Mojibake {
  let cells = 0;
  let estimated = false;
  const columns: number[] = [];
  const broken = new Uint8Array(table.rowCount);
  table.columns.forEach((column, done, all) => {
    tick(done, all.length);
    const profile = profiles[column.index]!;
    // Numbers hold no letters to decode, and are most of the distinct values of many files.
    if (holdsNumbers(profile)) return;
    const sketch = sketchOf(column, profile);
    const looked = sketch?.head ?? column;
    estimated ||= sketch !== undefined;
    const odd = oddTexts(looked.dictionary, (part) => tick(done + part, all.length));
    if (!odd) return;
    table.backing?.begin?.();
    const { codes } = looked;
    const here = markRows(codes, odd, broken);
    if (here === 0) return;
    cells += sketch ? Math.round((here * sketch.rows) / codes.length) : here;
    columns.push(column.index);
  });
  const rows = cells === 0 ? [] : numbersWhere(table.rowCount, (row) => broken[row] === 1);
  return { cells, estimated, columns, rows };
}

/** Marks the rows whose code is odd and returns how many there are. */
function markRows(codes: Codes, odd: Uint8Array, marks: Uint8Array): number {
  let found = 0;
  for (let row = 0; row < codes.length; row++) {
    if (odd[codes[row]!] === 0) continue;
    marks[row] = 1;
    found++;
  }
  return found;
}

/** 1 per code whose text has signs of a wrong encoding; undefined when none has. `tick` gets the share that is done. */
function oddTexts(dictionary: Dictionary, tick: (part: number) => void): Uint8Array | undefined {
  const { bytes, size } = dictionary;
  let odd: Uint8Array | undefined;
  for (let code = 1; code < size; code++) {
    if (code % 8192 === 0) tick(code / size);
    // All signs of a wrong encoding lie beyond ASCII.
    if (bytes && isAscii(bytes.arena, bytes.offsets[code]!, bytes.offsets[code + 1]!)) continue;
    if (!WRONG_DECODING.test(dictionary.text(code))) continue;
    odd ??= new Uint8Array(size);
    odd[code] = 1;
  }
  return odd;
}
