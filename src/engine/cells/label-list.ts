/** The different labels of a cell: a JSON list, or texts with a separator between them. */
export function labelsIn(text: string, separator: string): string[] {
  return [...countedLabels(text, separator).keys()];
}

/** As `labelsIn`, with how often the cell lists each. */
export function countedLabels(text: string, separator: string): Map<string, number> {
  const trimmed = text.trim();
  const json = trimmed.startsWith('[') ? asList(trimmed) : undefined;
  const parts = json ?? (separator === '' ? [text] : text.split(separator));
  const labels = new Map<string, number>();
  for (const part of parts) {
    const label = part.trim();
    if (label !== '') labels.set(label, (labels.get(label) ?? 0) + 1);
  }
  return labels;
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
