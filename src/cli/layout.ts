const WIDTH = 100;

/** Rows of texts indented by two, the last column wrapped at 100 columns; ends in a newline. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns - 1 }, (_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  const indent = widths.reduce((sum, width) => sum + width + 2, 2);
  return rows
    .map((row) => {
      const head = widths.map((width, index) => (row[index] ?? '').padEnd(width + 2)).join('');
      return `  ${head}${wrapped(row[columns - 1] ?? '', WIDTH - indent, indent)}\n`;
    })
    .join('');
}

function wrapped(text: string, width: number, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
