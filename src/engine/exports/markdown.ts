/** A value of the file as code in Markdown, in one line; it can end neither the code nor a cell of a table. */
export function code(text: string): string {
  const flat = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|');
  return flat.trim() === '' ? '(empty)' : `\`${flat}\``;
}

/** Words that may hold names in backticks, in one line of a table or a list. */
export function words(text: string): string {
  return text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}

/** A table; the first column is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
