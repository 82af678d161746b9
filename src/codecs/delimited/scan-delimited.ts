/** How a field's bytes become its value. */
export const FieldKind = {
  /** The bytes [start, end) are the value. */
  plain: 0,
  /** The bytes start at an opening quote; `unquote` gives the value. */
  escaped: 1,
} as const;

/** The marks a scan looks for, as ASCII codes; a delimiter of -1 never occurs (a file of one column). */
export interface ScanMarks {
  readonly delimiter: number;
  readonly quote: number;
  /** Drop one space after each delimiter. */
  readonly skipInitialSpace: boolean;
}

/**
 * What one scan found: flat arrays only, so that a scanner in another language can fill the same memory. Positions are
 * indices into the scanned bytes. Row r has the fields rowFields[r] .. rowFields[r + 1] - 1.
 */
export interface ScanBatch {
  readonly fieldStarts: Uint32Array;
  readonly fieldEnds: Uint32Array;
  /** A FieldKind per field. */
  readonly fieldKinds: Uint8Array;
  readonly rowFields: Uint32Array;
  readonly rowStarts: Uint32Array;
  /** End of the content, before the terminator. */
  readonly rowEnds: Uint32Array;
  /** 0-based line of the file on which the row starts. */
  readonly rowLines: Uint32Array;
  /** Complete rows found. */
  rows: number;
  /** In: the line at `from`. Out: the line after the last complete row. */
  line: number;
  /** Lines without any byte, which are no rows. */
  blankLines: number;
  /** True when the arrays were too small for the next row: with no row found, scan again into a larger batch. */
  full: boolean;
  /** Quoted fields with text after their closing quote, and the first row with one (-1: none). */
  textAfterQuote: number;
  textAfterQuoteRow: number;
  /** True when the last row ended inside a quoted field. */
  unclosed: boolean;
}

/** A batch for up to `fields` fields. */
export function scanBatch(fields: number): ScanBatch {
  return {
    fieldStarts: new Uint32Array(fields),
    fieldEnds: new Uint32Array(fields),
    fieldKinds: new Uint8Array(fields),
    rowFields: new Uint32Array(fields + 1),
    rowStarts: new Uint32Array(fields),
    rowEnds: new Uint32Array(fields),
    rowLines: new Uint32Array(fields),
    rows: 0,
    line: 0,
    blankLines: 0,
    full: false,
    textAfterQuote: 0,
    textAfterQuoteRow: -1,
    unclosed: false,
  };
}

const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * Finds the complete rows of bytes [from, to) by RFC 4180 and returns the position after the last of them. Rows end at
 * LF, CRLF or CR; with `ended` the last row may also end at `to`. A quote opens a quoted field only at the field's
 * start; text after a closing quote belongs to the value, as in Python's csv module.
 */
export function scanDelimited(
  bytes: Uint8Array,
  from: number,
  to: number,
  ended: boolean,
  marks: ScanMarks,
  batch: ScanBatch,
): number {
  const { fieldStarts, fieldEnds, fieldKinds, rowFields, rowStarts, rowEnds, rowLines } = batch;
  const { delimiter, quote, skipInitialSpace } = marks;
  const capacity = fieldStarts.length;
  let rows = 0;
  let fields = 0;
  let line = batch.line;
  let blankLines = 0;
  let textAfterQuote = 0;
  let textAfterQuoteRow = -1;
  let done = from;
  batch.full = false;
  batch.unclosed = false;

  scan: while (done < to) {
    let at = done;
    let rowLine = line;
    let rowFieldsFound = fields;
    let rowTextAfterQuote = 0;
    let unclosed = false;
    const first = bytes[at]!;
    const blank = first === LF || first === CR;
    // Nothing of a row is kept before its terminator is seen, so that a row cut by the chunk counts once.
    while (!blank) {
      if (rowFieldsFound === capacity) {
        batch.full = true;
        break scan;
      }
      if (skipInitialSpace && at > done && at < to && bytes[at] === SPACE) at++;
      let start = at;
      let end: number;
      let kind: number = FieldKind.plain;
      if (at < to && bytes[at] === quote) {
        at++;
        let closed = false;
        while (at < to) {
          const byte = bytes[at]!;
          if (byte === quote) {
            if (at + 1 < to && bytes[at + 1] === quote) {
              kind = FieldKind.escaped;
              at += 2;
              continue;
            }
            closed = true;
            break;
          }
          if (byte === LF || (byte === CR && (at + 1 >= to || bytes[at + 1] !== LF))) rowLine++;
          at++;
        }
        if (!ended && at + 1 >= to) break scan;
        end = at;
        if (closed) {
          at++;
          const after = at;
          while (at < to) {
            const byte = bytes[at]!;
            if (byte === delimiter || byte === LF || byte === CR) break;
            at++;
          }
          if (at > after) {
            kind = FieldKind.escaped;
            rowTextAfterQuote++;
          }
        } else unclosed = true;
        if (kind === FieldKind.plain) start++;
        else end = at;
      } else {
        while (at < to) {
          const byte = bytes[at]!;
          if (byte === delimiter || byte === LF || byte === CR) break;
          at++;
        }
        end = at;
      }
      fieldStarts[rowFieldsFound] = start;
      fieldEnds[rowFieldsFound] = end;
      fieldKinds[rowFieldsFound] = kind;
      rowFieldsFound++;
      if (at >= to) {
        if (!ended) break scan;
        break;
      }
      if (bytes[at] !== delimiter) break;
      at++;
    }
    const rowEnd = at;
    if (at < to) {
      if (bytes[at] === CR) {
        if (at + 1 >= to && !ended) break;
        if (at + 1 < to && bytes[at + 1] === LF) at++;
      }
      at++;
      rowLine++;
    }
    if (blank) blankLines++;
    else {
      rowStarts[rows] = done;
      rowEnds[rows] = rowEnd;
      rowLines[rows] = line;
      rowFields[rows] = fields;
      if (rowTextAfterQuote > 0 && textAfterQuote === 0) textAfterQuoteRow = rows;
      textAfterQuote += rowTextAfterQuote;
      batch.unclosed = unclosed;
      fields = rowFieldsFound;
      rows++;
    }
    line = rowLine;
    done = at;
  }
  rowFields[rows] = fields;
  batch.rows = rows;
  batch.line = line;
  batch.blankLines = blankLines;
  batch.textAfterQuote = textAfterQuote;
  batch.textAfterQuoteRow = textAfterQuoteRow;
  return done;
}

/**
 * Writes the value of an escaped field [start, end), which begins at its opening quote, into `into` and returns its
 * length. Doubled quotes become one; text after the closing quote is appended as it stands.
 */
export function unquote(
  bytes: Uint8Array,
  start: number,
  end: number,
  quote: number,
  into: Uint8Array,
): number {
  let length = 0;
  let at = start + 1;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === quote) {
      at++;
      if (at >= end || bytes[at] !== quote) break;
    }
    into[length++] = byte;
    at++;
  }
  while (at < end) into[length++] = bytes[at++]!;
  return length;
}
