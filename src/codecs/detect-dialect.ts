import { UTF8 } from './charset';
import { delimiterByte, QUOTE } from './delimiter';
import { detectHeader, isTyped } from './detect-header';
import { fieldValue } from './field-value';
import { scanBatch, scanDelimited } from './scan-delimited';

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
/** Fields that are looked at; more only when the first record has more. */
const FIELDS = 1 << 15;
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
  const bytes = UTF8.encode(text);
  const chosen =
    hints.delimiter === undefined
      ? bestCandidate(bytes, truncated, hints.expected)
      : candidate(bytes, truncated, hints.delimiter);
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

function bestCandidate(
  bytes: Uint8Array,
  truncated: boolean,
  expected: string | undefined,
): Candidate {
  const candidates = CANDIDATES.map((delimiter) => candidate(bytes, truncated, delimiter)).filter(
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
  return believed ? best : candidate(bytes, truncated, '');
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

function candidate(bytes: Uint8Array, truncated: boolean, delimiter: string): Candidate {
  const plain = parse(bytes, truncated, delimiter, false);
  const rest = delimiter === '' ? [] : plain.flatMap((record) => record.slice(1));
  const spaced = rest.filter((field) => field.startsWith(' ') && field[1] !== ' ').length;
  const padded = rest.length > 0 && spaced >= rest.length * PADDED;
  const records = padded ? parse(bytes, truncated, delimiter, true) : plain;
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

/** The first records as the reader will find them, so that both agree on files that break the rules. */
function parse(bytes: Uint8Array, truncated: boolean, delimiter: string, padded: boolean) {
  const marks = { delimiter: delimiterByte(delimiter), quote: QUOTE, skipInitialSpace: padded };
  let batch = scanBatch(FIELDS);
  const scan = (ended: boolean) => {
    scanDelimited(bytes, 0, bytes.length, ended, marks, batch);
    return batch.rows > 0;
  };
  while (!scan(!truncated) && batch.full) batch = scanBatch(batch.fieldStarts.length * 2);
  // A first record longer than all of the text is better than none.
  if (batch.rows === 0) scan(true);
  return Array.from({ length: Math.min(batch.rows, RECORDS) }, (_, row) => {
    const first = batch.rowFields[row]!;
    return Array.from({ length: batch.rowFields[row + 1]! - first }, (_, at) =>
      UTF8.decode(fieldValue(bytes, batch, first + at)),
    );
  });
}
