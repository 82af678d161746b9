/**
 * A JSON value as text: two spaces of indent as JSON.stringify has them, but a list of numbers on one line, since row
 * lists are long. Ends in a newline. Absent (`undefined`) keys are left out.
 */
export function jsonText(value: unknown): string {
  return `${textOf(value, '\n')}\n`;
}

function textOf(value: unknown, line: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${line}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    if (value.every((entry) => typeof entry === 'number'))
      return `[${value.map(numeral).join(', ')}]`;
    return `[${inner}${value.map((entry) => textOf(entry, inner)).join(`,${inner}`)}${line}]`;
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return '{}';
  const texts = entries.map(([key, entry]) => `${JSON.stringify(key)}: ${textOf(entry, inner)}`);
  return `{${inner}${texts.join(`,${inner}`)}${line}}`;
}

/** JSON has no NaN and no infinities. */
function numeral(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}
