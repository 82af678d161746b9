import Papa from 'papaparse';
import { isBlank, type Record, type Separators } from './records';

/** A kind of text that papaparse reads in another way than RFC 4180 or Python's csv module. */
export interface Exception {
  readonly id: string;
  /** Why its answer is not taken. */
  readonly reason: string;
  /** A file in which it alone occurs and changes papaparse's answer. */
  readonly example: string;
  occurs(records: readonly Record[], separators: Separators): boolean;
}

const lineEnds = (records: readonly Record[]) =>
  new Set(records.map(({ end }) => end).filter((end) => end !== ''));
const someField = (
  records: readonly Record[],
  is: (field: Record['fields'][number]) => boolean,
): boolean => records.some(({ fields }) => fields.some(is));

/**
 * All of them: a test shows that each changes papaparse's answer somewhere, and that papaparse gives the answer of every
 * other reader once the text is written without them.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    id: 'blank-line',
    reason:
      'An empty line, and the nothing after a final line end, is a row of one empty cell in papaparse: a phantom row.',
    example: 'a,b\n\n1,2',
    occurs: (records) => records.some(isBlank) || (records.at(-1)?.end ?? '') !== '',
  },
  {
    id: 'mixed-line-ends',
    reason: 'papaparse cuts rows at the one line end it guessed; any other stays inside cells.',
    example: 'a,b\n1,2\r\n3,4',
    occurs: (records) => lineEnds(records).size > 1,
  },
  {
    id: 'guessed-line-end',
    reason:
      'papaparse guesses the line end from all carriage returns of the text, those inside cells included.',
    example: 'a"b,"\rc"\n1,2',
    occurs: (records) => {
      const ends = lineEnds(records);
      return ends.size < 2 && records.length > 0 && /\r/.test(textOf(records));
    },
  },
  {
    id: 'text-after-quote',
    reason:
      'papaparse drops spaces after a closing quote, and reads on to the next quote that a delimiter follows when there is other text: rows merge. RFC 4180 has no such text; Python takes it as part of the cell.',
    example: '"a"b,c\n1,"2"',
    occurs: (records) => someField(records, ({ after }) => after !== ''),
  },
  {
    id: 'unclosed-quote',
    reason: 'papaparse takes a quote that is never closed for text in some places.',
    example: 'a,b\n1,"2""',
    occurs: (records) => someField(records, ({ closed }) => !closed),
  },
  {
    id: 'second-mark',
    reason: 'papaparse drops a byte order mark from text that has been decoded: here, data.',
    example: '\ufeff\ufeffa,b\n1,2',
    occurs: (records) => {
      const first = records.find((record) => !isBlank(record))?.fields[0];
      return first?.quoted === false && first.body.startsWith('\ufeff');
    },
  },
  {
    id: 'padding',
    reason: 'papaparse has no padding: a space after a delimiter is data and hides a quote.',
    example: '"a", "b"\n"1", "2"\n"3", "4"',
    occurs: (_, { padded }) => padded,
  },
];

const textOf = (records: readonly Record[]) =>
  records
    .map(({ fields, end }) => fields.map(({ body, after }) => body + after).join('') + end)
    .join('');

/** The text written without the given exceptions, everything else as it stands. */
export function mended(
  records: readonly Record[],
  { delimiter, padded }: Separators,
  without: ReadonlySet<string>,
): string {
  const kept = without.has('blank-line') ? records.filter((record) => !isBlank(record)) : records;
  const gap = padded && !without.has('padding') ? ' ' : '';
  const lines = kept.map(({ fields, end }, at) => {
    const written = fields.map(({ body, quoted, closed, after }) => {
      if (!quoted) return body;
      const tail = without.has('text-after-quote')
        ? `${after.replaceAll('"', '""')}"`
        : `"${after}`;
      return `"${body}${closed ? tail : without.has('unclosed-quote') ? '"' : ''}`;
    });
    const last = at === kept.length - 1;
    const newline = without.has('mixed-line-ends') && end !== '' ? '\n' : end;
    return written.join(delimiter + gap) + (last && without.has('blank-line') ? '' : newline);
  });
  return (without.has('second-mark') ? '\ufeff' : '') + lines.join('');
}

/** A character that no generated file has: papaparse cannot be told that there is no delimiter. */
const NO_DELIMITER = '\ue000';

/** papaparse's rows; its guess of the line end is overruled where that is an exception. */
export function papaRows(
  text: string,
  records: readonly Record[],
  { delimiter }: Separators,
  without: ReadonlySet<string>,
): string[][] {
  const newline = without.has('mixed-line-ends')
    ? '\n'
    : without.has('guessed-line-end')
      ? ([...lineEnds(records)][0] ?? '\n')
      : undefined;
  return Papa.parse<string[]>(text, {
    delimiter: delimiter === '' ? NO_DELIMITER : delimiter,
    ...(newline !== undefined && { newline: newline as '\n' }),
  }).data;
}
