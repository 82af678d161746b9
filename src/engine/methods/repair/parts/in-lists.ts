/**
 * A cell with each of its labels changed: a JSON list of texts stays one, labels with a separator keep the spaces around
 * them, any other cell is one label.
 */
export function inLists(
  cell: string,
  separator: string,
  change: (label: string) => string,
): string {
  const trimmed = cell.trim();
  if (trimmed.startsWith('[')) {
    const items = asTexts(trimmed);
    return items ? `[${items.map((item) => JSON.stringify(change(item))).join(', ')}]` : cell;
  }
  if (separator === '') return change(cell);
  return cell
    .split(separator)
    .map((part) =>
      part.replace(/^(\s*)(.*?)(\s*)$/s, (_, before: string, label: string, after: string) =>
        label === '' ? part : `${before}${change(label)}${after}`,
      ),
    )
    .join(separator);
}

function asTexts(text: string): string[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
    return isTexts ? value : undefined;
  } catch {
    return undefined;
  }
}
