import { EngineError } from '../../engine/problems';
import type { Evidence } from '../../engine/metric';
import type { ColumnProfile } from '../../engine/table/profile';
import {
  bitsOf,
  bitsWhere,
  countBoth,
  keepBits,
  noBits,
  rowsOf,
  type BitSet,
} from '../../engine/kernels/bit-sets';
import { cellText, MISSING, type Column, type Table } from '../../engine/table/table';
import type { RowSelector, RowsPage } from '../../protocol/messages';
import { t } from '../../engine/language';

/** Cells of a page are cut to this many characters (UTF-16 units, never within a pair) when no number was asked for. */
const CELL_CHARACTERS = 300;
/** Most characters of a cell, and of all cells of a page whose cells are longer than usual. */
const MOST_CHARACTERS = 20_000;
const PAGE_CHARACTERS = 2_000_000;
/** A page holds no more rows than this, whatever was asked. */
const PAGE_ROWS = 500;

/** What can be asked of a table without a search for sets. */
export type PlainSelector = Exclude<RowSelector, { readonly kind: 'set' }>;

/** The rows of a selector, 0-based and ascending where the selector does not order them itself. */
export function selectRows(
  table: Table,
  profiles: readonly ColumnProfile[] | undefined,
  evidence: ReadonlyMap<string, Evidence>,
  selector: PlainSelector,
  tick: (done: number, total: number) => void,
): Evidence {
  switch (selector.kind) {
    case 'evidence': {
      const found = evidence.get(`${selector.metric}/${selector.key}`);
      if (!found) return { rows: new Uint32Array(0), columns: [], reason: '' };
      return found.find ? { ...found, rows: found.find(tick) } : found;
    }
    case 'rows': {
      const rows = Uint32Array.from(
        selector.rows.filter((row) => row >= 0 && row < table.rowCount),
      );
      return { rows, columns: [], reason: '' };
    }
    case 'where': {
      const [first, ...others] = selector.cells.map(({ column, value }) =>
        rowsWhere(table, columnAt(table, column), profiles?.[column], value, tick),
      );
      const both = first ?? noBits(table.rowCount);
      for (const other of others) keepBits(both, other);
      const columns = selector.cells.map(({ column }) => column);
      return { rows: rowsOf(both), columns, reason: '' };
    }
  }
}

/** The rows with a value in one column. Those of an open column are found in its file, and no cell is held for it. */
function rowsWhere(
  table: Table,
  column: Column,
  profile: ColumnProfile | undefined,
  value: string,
  tick: (done: number, total: number) => void,
): BitSet {
  const { sketch, counted, index } = column;
  const empty = sketch?.empty ?? counted?.empty;
  if (empty && table.backing?.rowsWith) {
    // More cells are missing than are empty where null-like ones count as missing.
    const byValue =
      value === '' && profile !== undefined && profile.missing > countBoth(empty, empty);
    if (value === '' && !byValue) return empty.slice();
    return bitsOf(table.backing.rowsWith({ column: index, byValue }, value, tick), table.rowCount);
  }
  tick(index, table.columns.length);
  return bitsWhere(column.codes, matchingCodes(column, profile, value));
}

/** One page of selected rows with their lines in the file; `characters` is the length to which cells are cut. */
export function pageOf(
  table: Table,
  selected: Evidence,
  offset: number,
  limit: number,
  characters = CELL_CHARACTERS,
): RowsPage {
  const from = Math.max(0, Math.trunc(offset));
  const to = from + Math.min(Math.max(0, Math.trunc(limit)), PAGE_ROWS);
  const shown = selected.rows.subarray(from, to);
  const share = Math.floor(PAGE_CHARACTERS / Math.max(1, shown.length * table.columns.length));
  const most = Math.min(MOST_CHARACTERS, Math.max(CELL_CHARACTERS, share));
  const length = Math.max(1, Math.min(Math.trunc(characters), most));
  const rows = Array.from(shown, (row) => ({
    row,
    line: (table.spans?.line(row) ?? row) + 1,
    cells: table.columns.map((_, column) => cut(cellText(table, row, column), length)),
  }));
  const { columns, reason } = selected;
  return { total: selected.rows.length, offset: from, rows, columns, reason };
}

/** The codes with a text; '' means every code that counts as missing. */
function matchingCodes(
  { dictionary }: Column,
  profile: ColumnProfile | undefined,
  value: string,
): ReadonlySet<number> {
  if (value === '') return new Set(profile?.missingCodes ?? [MISSING]);
  const codes = new Set<number>();
  for (let code = 1; code < dictionary.size; code++)
    if (dictionary.text(code) === value) codes.add(code);
  return codes;
}

function columnAt(table: Table, index: number): Column {
  const column = table.columns[index];
  if (!column) throw new EngineError('unknown-column', t`There is no column ${index + 1}.`);
  return column;
}

function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = characters - 1;
  const last = text.charCodeAt(end - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? end - 1 : end)}…`;
}
