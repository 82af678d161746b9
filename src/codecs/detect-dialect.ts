import Papa from 'papaparse';
import { detectHeader, isTyped } from './detect-header';

/** How a delimited text seems to be written, judged by its first records. */
export interface DialectGuess {
  /** '' when no delimiter occurs regularly: a file of one column. */
  readonly delimiter: string;
  /** False when fewer than 90 % of the records have the same number of fields. */
  readonly delimiterCertain: boolean;
  readonly skipInitialSpace: boolean;
  readonly header: boolean;
  readonly headerCertain: boolean;
  /** The most frequent number of fields. */
  readonly width: number;
}

/** What is already known; anything absent is detected. */
export interface DialectHints {
  readonly delimiter?: string | undefined;
  readonly header?: boolean | undefined;
  /** The delimiter that the file's name stands for: tab in .tsv. */
  readonly expected?: string | undefined;
}

const CANDIDATES = [',', ';', '\t', '|', ':'];
const RECORDS = 1000;
const REGULAR = 0.9;
const PADDED = 0.99;

interface Candidate {
  readonly delimiter: string;
  readonly padded: boolean;
  readonly records: readonly (readonly string[])[];
  readonly width: number;
  /** Share of the records that have `width` fields. */
  readonly share: number;
}

/**
 * Parses the first 1,000 records with each candidate delimiter and prefers the one under which most records have the
 * same number of fields, at least two; then the one whose fields are most often numbers or dates, then more fields,
 * then the order `, ; tab | :`. A colon counts only when no other candidate is regular, or times would be cut up.
 * `truncated`: the text goes on, so that its last record may be incomplete.
 */
export function detectDialect(text: string, truncated: boolean, hints: DialectHints): DialectGuess {
  const normal = text.replace(/\r\n?/g, '\n');
  const chosen =
    hints.delimiter === undefined
      ? bestCandidate(normal, truncated, hints.expected)
      : candidate(normal, truncated, hints.delimiter);
  const header =
    hints.header === undefined
      ? detectHeader(chosen.records)
      : { header: hints.header, certain: true };
  return {
    delimiter: chosen.delimiter,
    delimiterCertain: hints.delimiter !== undefined || chosen.share >= REGULAR,
    skipInitialSpace: chosen.padded,
    header: header.header,
    headerCertain: header.certain,
    width: chosen.width,
  };
}

function bestCandidate(text: string, truncated: boolean, expected: string | undefined): Candidate {
  const candidates = CANDIDATES.map((delimiter) => candidate(text, truncated, delimiter)).filter(
    ({ width }) => width >= 2,
  );
  const named = candidates.find(({ delimiter }) => delimiter === expected);
  if (named && named.share >= REGULAR) return named;
  const regular = candidates.filter(({ share }) => share >= REGULAR);
  const able = regular.length > 0 ? regular : candidates;
  const ranked = able.length > 1 ? able.filter(({ delimiter }) => delimiter !== ':') : able;
  const best = ranked.reduce<Candidate | undefined>(
    (a, b) => (a === undefined || better(b, a) ? b : a),
    undefined,
  );
  // An irregular guess is believed when the first record, most likely a header, has the usual width.
  const believed =
    best !== undefined && (best.share >= 0.5 || best.records[0]?.length === best.width);
  return believed ? best : candidate(text, truncated, '');
}

function better(a: Candidate, b: Candidate): boolean {
  if (a.share !== b.share) return a.share > b.share;
  const typed = typedShare(a) - typedShare(b);
  return typed !== 0 ? typed > 0 : a.width > b.width;
}

function typedShare({ records }: Candidate): number {
  const cells = records.slice(0, 100).flat();
  return cells.filter(isTyped).length / Math.max(1, cells.length);
}

function candidate(text: string, truncated: boolean, delimiter: string): Candidate {
  const plain = parse(text, truncated, delimiter);
  const rest = delimiter === '' ? [] : plain.flatMap((record) => record.slice(1));
  const spaced = rest.filter((field) => field.startsWith(' ') && field[1] !== ' ').length;
  const padded = rest.length > 0 && spaced >= rest.length * PADDED;
  const records = padded ? parse(text, truncated, `${delimiter} `) : plain;
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [fields, count] of counts) {
    if (count > most || (count === most && fields > width)) {
      width = fields;
      most = count;
    }
  }
  return { delimiter, padded, records, width, share: most / Math.max(1, records.length) };
}

function parse(text: string, truncated: boolean, delimiter: string): string[][] {
  const { data } = Papa.parse<string[]>(text, {
    delimiter: delimiter === '' ? Papa.UNIT_SEP : delimiter,
    newline: '\n',
    preview: RECORDS,
    skipEmptyLines: true,
  });
  return truncated && data.length > 1 && data.length < RECORDS ? data.slice(0, -1) : data;
}
