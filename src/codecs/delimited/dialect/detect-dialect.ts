import Papa from 'papaparse';
import { UTF8 } from '../../encodings/charset';
import { delimiterByte, QUOTE } from './delimiter';
import { detectHeader, isTyped } from './detect-header';
import { fieldValue } from '../field-value';
import { FieldKind, scanBatch, scanDelimited, type ScanBatch } from '../scan-delimited';

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

/** The first records under a delimiter; `padded`: one space after each delimiter is no data. */
type Parse = (delimiter: string, padded: boolean) => readonly (readonly string[])[];

/**
 * Lets papaparse parse the first 1,000 records with each candidate delimiter and prefers the one under which most
 * records have the same number of fields, at least two; then the one whose fields are most often numbers or dates, then
 * more fields, then the order `, ; tab | :`. A colon counts only when no other candidate is regular, or times would be
 * cut up. Width and header are then judged by the records as the reader will find them, so that both agree on files that
 * break the rules. `truncated`: the text goes on, so that its last record may be incomplete.
 */
export function detectDialect(text: string, truncated: boolean, hints: DialectHints): DialectGuess {
  const delimiter = hints.delimiter ?? bestDelimiter(peerRecords(text, truncated), hints.expected);
  const chosen = candidate(readerRecords(text, truncated), delimiter);
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

function bestDelimiter(parse: Parse, expected: string | undefined): string {
  const candidates = CANDIDATES.map((delimiter) => candidate(parse, delimiter)).filter(
    ({ width }) => width >= 2,
  );
  const named = candidates.find(({ delimiter }) => delimiter === expected);
  if (named && named.share >= REGULAR) return named.delimiter;
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
  return believed ? best.delimiter : '';
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

function candidate(parse: Parse, delimiter: string): Candidate {
  const plain = parse(delimiter, false);
  const padded = delimiter !== '' && isPadded(plain);
  const records = padded ? parse(delimiter, true) : plain;
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

/** Whether nearly all fields but the first of each record begin with one space. */
function isPadded(records: readonly (readonly string[])[]): boolean {
  let fields = 0;
  let spaced = 0;
  for (const record of records) {
    fields += Math.max(0, record.length - 1);
    for (let i = 1; i < record.length; i++) {
      const field = record[i]!;
      if (field.startsWith(' ') && field[1] !== ' ') spaced++;
    }
  }
  return fields > 0 && spaced >= fields * PADDED;
}

/** The first records as papaparse finds them. */
function peerRecords(text: string, truncated: boolean): Parse {
  const normal = text.replace(/\r\n?/g, '\n');
  return (delimiter, padded) => {
    // Records of one field are not looked at, and nothing takes longer than finding them.
    if (delimiter !== '' && !normal.includes(delimiter)) return [];
    const { data } = Papa.parse<string[]>(normal, {
      delimiter: delimiter === '' ? Papa.UNIT_SEP : delimiter + (padded ? ' ' : ''),
      newline: '\n',
      preview: RECORDS,
      skipEmptyLines: true,
    });
    return truncated && data.length > 1 && data.length < RECORDS ? data.slice(0, -1) : data;
  };
}

/** The first records as the reader will find them. */
function readerRecords(text: string, truncated: boolean): Parse {
  const bytes = UTF8.encode(text);
  // In ASCII bytes lie where characters do, and a piece of a text takes a tenth of decoding it.
  const isAscii = bytes.length === text.length;
  const valueOf = (batch: ScanBatch, field: number) =>
    isAscii && batch.fieldKinds[field] === FieldKind.plain
      ? text.slice(batch.fieldStarts[field], batch.fieldEnds[field])
      : UTF8.decode(fieldValue(bytes, batch, field));
  return (delimiter, padded) => {
    const marks = { delimiter: delimiterByte(delimiter), quote: QUOTE, skipInitialSpace: padded };
    // A text has at most one field more than bytes.
    let batch = scanBatch(Math.min(FIELDS, bytes.length + 1));
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
        valueOf(batch, first + at),
      );
    });
  };
}
