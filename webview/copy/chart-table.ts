import type { ChartTable } from './tsv';

const TABLES = new WeakMap<Element, () => ChartTable>();

/** Remembers the figures behind a drawn chart. */
export function withTable<E extends Element>(chart: E, table: () => ChartTable): E {
  TABLES.set(chart, table);
  return chart;
}

/** The figures behind a drawn chart; undefined for anything else. */
export function figuresOf(chart: Element): ChartTable | undefined {
  return TABLES.get(chart)?.();
}

/** The figures of all charts and tables of a part of the page, in reading order. */
export function tablesIn(part: Element): ChartTable[] {
  return [...part.querySelectorAll('*')].flatMap((element) => {
    const table = figuresOf(element);
    if (table) return [table];
    const own = element instanceof HTMLTableElement && !element.closest('.figures-table');
    return own ? [tableOf(element)] : [];
  });
}

function tableOf(table: HTMLTableElement): ChartTable {
  const cells = (row: HTMLTableRowElement) => [...row.cells].map(textOf);
  const rows = [...table.rows];
  const head = table.tHead ? cells(table.tHead.rows[0]!) : [];
  return { head, rows: rows.filter((row) => row.parentElement !== table.tHead).map(cells) };
}

/** A cell of two lines, such as a share over its rows, as one. */
function textOf(cell: HTMLTableCellElement): string {
  if (cell.querySelector('vscode-button')) return '';
  const parts = [...cell.children].filter((child) => child.matches('b, small'));
  if (parts.length > 1) return parts.map((part) => part.textContent.trim()).join(' ');
  return cell.textContent.trim();
}
