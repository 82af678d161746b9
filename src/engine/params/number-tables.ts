import type { NestedTable, NumberTable } from './params';

/** `a=1, b=2.5` or JSON as a table; undefined when it is neither. A name may hold `=`: the last one counts. */
export function parseNumberTable(text: string): NumberTable | undefined {
  if (text.trim().startsWith('{')) return asNumberTable(parseJson(text));
  const entries: [string, number][] = [];
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.lastIndexOf('=');
    const number = at < 0 ? '' : pair.slice(at + 1).trim();
    if (number === '' || !Number.isFinite(Number(number))) return undefined;
    entries.push([pair.slice(0, at).trim(), Number(number)]);
  }
  return Object.fromEntries(entries);
}

/** `sex: F=0.5, M=0.5; age: old=1` or JSON as tables by column; undefined when it is neither. */
export function parseNestedTable(text: string): NestedTable | undefined {
  if (text.trim().startsWith('{')) return asNestedTable(parseJson(text));
  const entries: [string, NumberTable][] = [];
  for (const part of text.split(';')) {
    if (part.trim() === '') continue;
    const at = part.indexOf(':');
    const table = at < 0 ? undefined : parseNumberTable(part.slice(at + 1));
    if (!table) return undefined;
    entries.push([part.slice(0, at).trim(), table]);
  }
  return Object.fromEntries(entries);
}

/** The value when it is a table of finite numbers. */
export function asNumberTable(value: unknown): NumberTable | undefined {
  if (!isObject(value)) return undefined;
  const right = Object.values(value).every((v) => typeof v === 'number' && Number.isFinite(v));
  return right ? (value as NumberTable) : undefined;
}

/** The value when it is a table of tables of finite numbers. */
export function asNestedTable(value: unknown): NestedTable | undefined {
  if (!isObject(value)) return undefined;
  return Object.values(value).every(asNumberTable) ? (value as NestedTable) : undefined;
}

/** A table as one types it; names that cannot be typed so make it JSON. */
export function tableText(value: NumberTable | NestedTable): string {
  const entries = Object.entries(value as Record<string, number | NumberTable>);
  const names = entries.flatMap(([name, v]) => [name, ...(isObject(v) ? Object.keys(v) : [])]);
  if (names.some((name) => /[,;:{]|^\s|\s$|^$/.test(name))) return JSON.stringify(value);
  return entries
    .map(([name, v]) => (isObject(v) ? `${name}: ${tableText(v as NumberTable)}` : `${name}=${v}`))
    .join(entries.some(([, v]) => isObject(v)) ? '; ' : ', ');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
