import { EngineError } from '../engine/problems';
import type { Evidence } from '../engine/metric';
import type { ColumnProfile } from '../engine/profile';
import { cellText, type Column, type Table } from '../engine/table';
import type { RowSelector, RowsPage } from '../protocol/messages';

/** Cells of a page are cut to this many characters (UTF-16 units, never within a pair). */
const CELL_CHARACTERS = 300;
/** A page holds no more rows than this, whatever was asked. */
const PAGE_ROWS = 500;

/** The rows of a selector, 0-based and ascending where the selector does not order them itself. */
export function selectRows(
  table: Table,
  profiles: readonly ColumnProfile[] | undefined,
  evidence: ReadonlyMap<string, Evidence>,
  selector: RowSelector,
  tick: (done: number, total: number) => void,
): Evidence {
  switch (selector.kind) {
    case 'evidence': {
      const found = evidence.get(`${selector.metric}/${selector.key}`);
      return found ?? { rows: new Uint32Array(0), columns: [], reason: '' };
    }
    case 'rows': {
      const rows = Uint32Array.from(
        selector.rows.filter((row) => row >= 0 && row < table.rowCount),
      );
      return { rows, columns: [], reason: '' };
    }
    case 'where': {
      const wanted = selector.cells.map(({ column, value }) => {
        const at = columnAt(table, column);
        return { codes: at.codes, matches: matchingCodes(at, profiles?.[column], value) };
      });
      const rows: number[] = [];
      for (let row = 0; row < table.rowCount; row++) {
        if ((row & 0xfff) === 0) tick(row, table.rowCount);
        if (wanted.every(({ codes, matches }) => matches[codes[row]!] === 1)) rows.push(row);
      }
      const columns = selector.cells.map(({ column }) => column);
      return { rows: Uint32Array.from(rows), columns, reason: '' };
    }
  }
}

/** One page of selected rows with their lines in the file. */
export function pageOf(table: Table, selected: Evidence, offset: number, limit: number): RowsPage {
  const from = Math.max(0, Math.trunc(offset));
  const to = from + Math.min(Math.max(0, Math.trunc(limit)), PAGE_ROWS);
  const rows = Array.from(selected.rows.subarray(from, to), (row) => ({
    row,
    line: (table.spans?.line(row) ?? row) + 1,
    cells: table.columns.map((_, column) => cut(cellText(table, row, column))),
  }));
  const { columns, reason } = selected;
  return { total: selected.rows.length, offset: from, rows, columns, reason };
}

/** One flag per code; '' means every code that counts as missing. */
function matchingCodes(
  column: Column,
  profile: ColumnProfile | undefined,
  value: string,
): Uint8Array {
  const { dictionary } = column;
  const matches = new Uint8Array(dictionary.size);
  if (value === '') for (const code of profile?.missingCodes ?? [0]) matches[code] = 1;
  else
    for (let code = 1; code < dictionary.size; code++)
      if (dictionary.text(code) === value) matches[code] = 1;
  return matches;
}

function columnAt(table: Table, index: number): Column {
  const column = table.columns[index];
  if (!column) throw new EngineError('unknown-column', `There is no column ${index + 1}.`);
  return column;
}

function cut(text: string): string {
  if (text.length <= CELL_CHARACTERS) return text;
  const end = CELL_CHARACTERS - 1;
  const last = text.charCodeAt(end - 1);
  return `${text.slice(0, last >= 0xd800 && last < 0xdc00 ? end - 1 : end)}…`;
}
