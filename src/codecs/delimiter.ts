import { EngineError } from '../engine/problems';

/** The ASCII code of the quote character of delimited text. */
export const QUOTE = 34;

/** The ASCII code of a delimiter, or -1 for none. */
export function delimiterByte(delimiter: string): number {
  return delimiter === '' ? -1 : delimiter.charCodeAt(0);
}

/** Checks a delimiter chosen by the user; `\t` and `tab` name the tab. @throws EngineError bad-parameter */
export function delimiterOption(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  if (delimiter === '\\t' || delimiter === 'tab') return '\t';
  const one = delimiter.length <= 1 && delimiter < '\u0080';
  if (!one || delimiter === '"' || delimiter === '\n' || delimiter === '\r') {
    throw new EngineError(
      'bad-parameter',
      `The delimiter '${delimiter}' cannot be used: give one ASCII character such as , ; | or \\t.`,
    );
  }
  return delimiter;
}
