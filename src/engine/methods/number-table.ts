import { EngineError } from '../problems';

/**
 * A table name -> number from text: JSON, or `a=1, b=2.5`. A name may hold `=`; the last one counts.
 * @throws EngineError bad-parameter
 */
export function numberTable(param: string, text: string): Record<string, number> {
  const entries = text.trim().startsWith('{') ? fromJson(text) : fromPairs(text);
  if (entries?.every(([, value]) => typeof value === 'number' && Number.isFinite(value))) {
    return Object.fromEntries(entries) as Record<string, number>;
  }
  throw new EngineError(
    'bad-parameter',
    `\`${param}\` must be a table of names and numbers, as in \`yes=5, no=1\`.`,
  );
}

function fromJson(text: string): [string, unknown][] | undefined {
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>);
  } catch {
    return undefined;
  }
}

function fromPairs(text: string): [string, unknown][] | undefined {
  const pairs: [string, unknown][] = [];
  for (const pair of text.split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.lastIndexOf('=');
    if (at < 0) return undefined;
    const number = pair.slice(at + 1).trim();
    pairs.push([pair.slice(0, at).trim(), number === '' ? NaN : Number(number)]);
  }
  return pairs;
}
