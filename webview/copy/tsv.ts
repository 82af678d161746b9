/** The figures of a chart as a table: what is copied, and what stands below it for whoever does not see it. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Tab-separated lines, as spreadsheets take them from the clipboard; tabs and line ends within a cell become spaces. */
export function toTsv(tables: readonly ChartTable[]): string {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell) => String(cell).replace(/[\t\r\n]+/g, ' ')).join('\t');
  return tables
    .map(({ head, rows }) =>
      [...(head.length > 0 ? [line(head)] : []), ...rows.map(line)].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}
