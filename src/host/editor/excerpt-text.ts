import { count, many } from '../../engine/words';
import type { PageRow, RowsPage } from '../../protocol/messages';
import { l10n } from '../l10n';

/** Cells are cut to this many characters: an excerpt shows which rows, the source shows them whole. */
const CELL = 32;

/**
 * Rows as aligned text: a heading of two lines, the column names, then one line per row that starts with the row's
 * line in the file. `columns` names every column of the page's cells.
 */
export function excerptText(
  source: string,
  columns: readonly string[],
  page: Pick<RowsPage, 'rows' | 'total' | 'reason'>,
): string {
  const shown = page.rows.length;
  const rows = l10n.t('{0} of {1}', many(page.total, 'row'), source);
  const heading =
    shown < page.total ? l10n.t('{0}, the first {1} of them', rows, count(shown)) : rows;
  const lines = [[l10n.t('line'), ...columns].map(cut), ...page.rows.map(lineOf)];
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const body = lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padStart(widths[0]!) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [heading, page.reason, '', ...body, ''].join('\n');
}

function lineOf(row: PageRow): string[] {
  return [String(row.line), ...row.cells.map(cut)];
}

/** One line, at most CELL characters. */
function cut(cell: string): string {
  const line = cell.replace(/\s+/g, ' ');
  return line.length > CELL ? `${line.slice(0, CELL - 1)}…` : line;
}
