import type { Codec } from '../codec';
import { headOfDelimited } from '../bytes/head-of-text';
import { readDelimited } from './read-delimited';
import { writeDelimited } from './write-delimited';

/** Delimiters that a file's extension stands for; any other file is judged by its content alone. */
const EXPECTED: Readonly<Record<string, string>> = { psv: '|', tsv: '\t', tab: '\t' };

function delimited(id: string, title: string, extensions: readonly string[]): Codec {
  return {
    id,
    title,
    extensions,
    read: (source, options, tick) =>
      readDelimited(source, options, tick, id, expectedOf(source.name)),
    head: (source, options, tick) => {
      const expected = expectedOf(source.name);
      return headOfDelimited(source, options, expected, (head, guess) =>
        readDelimited(head, options, tick, id, expected, undefined, guess),
      );
    },
    write: writeDelimited,
  };
}

function expectedOf(name: string): string | undefined {
  return EXPECTED[/\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
}

/** Comma-separated values and their kin; the delimiter is detected. */
export const csv = delimited('csv', 'Comma-separated values', ['csv', 'psv']);

/** Tab-separated values. */
export const tsv = delimited('tsv', 'Tab-separated values', ['tsv', 'tab']);
