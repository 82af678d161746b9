import type { Json } from '../metric';
import type { ExportFacts } from './exporter';

/** A number as exports write it: 8 significant digits. */
export function digits(value: number): number {
  return Number(value.toPrecision(8));
}

/** JSON as files hold it, ending in a newline. */
export function jsonFile(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Where an export came from: every JSON export has it under `recipe`. */
export function provenanceOf({ receipt, recipeFile }: ExportFacts): {
  readonly [key: string]: Json;
} {
  const { source, steps, seed, tool } = receipt;
  return {
    file: recipeFile,
    tool: { name: tool.name, version: tool.version },
    source: { path: source.path, rows: source.rows, sha256: source.sha256 },
    seed,
    steps: steps.map(({ method, values }) => ({ method, values: values as Json })),
  };
}

/** A text as a literal of Python and of JSON: nothing in it can end the string or the line. */
export function literal(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The first lines of a Python file: what it is, where it came from. */
export function pythonHeader(what: string, { receipt, recipeFile }: ExportFacts): string {
  const { source, steps, tool } = receipt;
  return [
    `# ${what}`,
    `# Made by ${tool.name} ${tool.version} from ${literal(source.path)} (${source.rows} rows, sha256 ${source.sha256}).`,
    `# Steps: ${steps.map(({ method }) => method).join(', ')}. Recipe: ${recipeFile === null ? 'not written' : literal(recipeFile)}.`,
    '',
  ].join('\n');
}

/** A list of literals over several lines, as Python and JSON write it. */
export function pythonList(items: readonly string[]): string {
  if (items.join(', ').length < 80) return `[${items.join(', ')}]`;
  return `[\n${items.map((item) => `    ${item},\n`).join('')}]`;
}

/** A dict with texts as keys. */
export function pythonDict(entries: readonly (readonly [string, number])[]): string {
  const items = entries.map(([key, value]) => `    ${literal(key)}: ${digits(value)},\n`);
  return `{\n${items.join('')}}`;
}
