import type { Dialect } from '../../../engine/metric';
import { EngineError } from '../../../engine/problems';
import type { ScanMarks } from '../scan-delimited';
import { t } from '../../../engine/language';

/** The ASCII code of the quote character of delimited text. */
export const QUOTE = 34;

/** The ASCII code of a delimiter, or -1 for none. */
export function delimiterByte(delimiter: string): number {
  return delimiter === '' ? -1 : delimiter.charCodeAt(0);
}

/** What a scanner looks for in text of a dialect. */
export function scanMarks(dialect: Pick<Dialect, 'delimiter' | 'skipInitialSpace'>): ScanMarks {
  const { delimiter, skipInitialSpace } = dialect;
  return { delimiter: delimiterByte(delimiter), quote: QUOTE, skipInitialSpace };
}

/** Checks a delimiter chosen by the user; `\t` and `tab` name the tab. @throws EngineError bad-parameter */
export function delimiterOption(delimiter: string | undefined): string | undefined {
  if (delimiter === undefined) return undefined;
  if (delimiter === '\\t' || delimiter === 'tab') return '\t';
  const one = delimiter.length <= 1 && delimiter < '\u0080';
  if (!one || delimiter === '"' || delimiter === '\n' || delimiter === '\r') {
    throw new EngineError(
      'bad-parameter',
      t`The delimiter '${delimiter}' cannot be used: give one ASCII character such as , ; | or \\t.`,
    );
  }
  return delimiter;
}
