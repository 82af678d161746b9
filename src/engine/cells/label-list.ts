/** The different labels of a cell: a JSON list, or texts with a separator between them. */
export function labelsIn(text: string, separator: string): string[] {
  const trimmed = text.trim();
  const json = trimmed.startsWith('[') ? asList(trimmed) : undefined;
  const parts = json ?? (separator === '' ? [text] : text.split(separator));
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
}

function asList(text: string): string[] | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    if (Array.isArray(value)) return value.map((entry) => String(entry));
  } catch {
    // Not JSON: brackets around names, as pandas prints lists.
  }
  const inner = /^\[(.*)\]$/s.exec(text)?.[1];
  return inner?.split(',').map((part) => part.trim().replace(/^(['"])(.*)\1$/s, '$2'));
}
