import type { Codec } from './codec';
import { readDelimited } from './read-delimited';
import { writeDelimited } from './write-delimited';

/** Delimiters that a file's extension stands for; any other file is judged by its content alone. */
const EXPECTED: Readonly<Record<string, string>> = { psv: '|', tsv: '\t', tab: '\t' };

function delimited(id: string, title: string, extensions: readonly string[]): Codec {
  return {
    id,
    title,
    extensions,
    read: (source, options, tick) => {
      const extension = /\.([^.]*)$/.exec(source.name)?.[1]?.toLowerCase() ?? '';
      return readDelimited(source, options, tick, id, EXPECTED[extension]);
    },
    write: writeDelimited,
  };
}

/** Comma-separated values and their kin; the delimiter is detected. */
export const csv = delimited('csv', 'Comma-separated values', ['csv', 'psv']);

/** Tab-separated values. */
export const tsv = delimited('tsv', 'Tab-separated values', ['tsv', 'tab']);
