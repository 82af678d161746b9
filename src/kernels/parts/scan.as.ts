// Finds the rows of delimited text. AssemblyScript, compiled to WebAssembly with 128-bit SIMD; its twin in TypeScript,
// which says what is right and takes over where there is no WebAssembly, is src/codecs/delimited/scan-delimited.ts.
//
// Sixteen bytes at a time are compared with the four bytes that mean anything (delimiter, quote, LF, CR). Delimiters
// between unquoted fields are taken in runs; only where something else stands does a state machine look. Quotes are followed in order and not by parity, because a quote inside an unquoted
// field is text. The idea of bit masks over blocks of 64 bytes is from: Langdale, Lemire, "Parsing Gigabytes of JSON
// per Second", VLDB Journal 28, 2019.
//
// The kernel allocates nothing: the host lays out the memory.

const LF: i32 = 10;
const CR: i32 = 13;
const SPACE: i32 = 32;

/** Kinds of fields, as FieldKind in the twin. */
const PLAIN: u8 = 0;
const ESCAPED: u8 = 1;

/** How the field at hand began and where the scan is in it. */
const UNQUOTED: i32 = 0;
const IN_QUOTES: i32 = 1;
const AFTER_QUOTES: i32 = 2;

/** Fields that must be free before a run of delimiters is taken at once: those of a block, and what is stored over. */
const RUN_ROOM: u32 = 72;

/** What the last scan found besides its arrays, as in ScanBatch. */
export let rows: u32 = 0;
export let line: u32 = 0;
export let blankLines: u32 = 0;
export let full: bool = false;
export let textAfterQuote: u32 = 0;
export let textAfterQuoteRow: i32 = -1;
export let unclosed: bool = false;

/** The arrays of a batch, one behind the other in this order; `fields` words each but where noted. */
export let fieldStarts: usize = 0;
export let fieldEnds: usize = 0;
export let rowStarts: usize = 0;
export let rowEnds: usize = 0;
export let rowLines: usize = 0;
/** One word more. */
export let rowFields: usize = 0;
/** Bytes. */
export let fieldKinds: usize = 0;

/** Tells where the arrays lie, for batches of up to `fields` fields. Their memory ends at the returned address. */
export function layOut(address: usize, fields: u32): usize {
  const words = (<usize>fields) << 2;
  fieldStarts = address;
  fieldEnds = fieldStarts + words;
  rowStarts = fieldEnds + words;
  rowEnds = rowStarts + words;
  rowLines = rowEnds + words;
  rowFields = rowLines + words;
  fieldKinds = rowFields + words + 4;
  return fieldKinds + fields;
}

function put(array: usize, index: u32, value: usize): void {
  store<u32>(array + ((<usize>index) << 2), <u32>value);
}

function keepRow(row: u32, start: usize, end: usize, line: u32, firstField: u32): void {
  put(rowStarts, row, start);
  put(rowEnds, row, end);
  put(rowLines, row, line);
  put(rowFields, row, firstField);
}

/** Keeps a field that starts at its opening quote; its value, or all of it if that is escaped, ends at `end`. */
function keepQuotedField(field: u32, start: usize, end: usize, kind: u8): void {
  put(fieldStarts, field, start + (kind === PLAIN ? 1 : 0));
  put(fieldEnds, field, end);
  store<u8>(fieldKinds + field, kind);
}

/** One bit for each of the 16 bytes at `at` that is `byte`. */
function equal16(at: usize, byte: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), byte)));
}

/** One bit for each of the 16 bytes at `at` that is one of three. */
function any16(at: usize, a: v128, b: v128, c: v128): u64 {
  const bytes = v128.load(at);
  const found = v128.or(v128.or(i8x16.eq(bytes, a), i8x16.eq(bytes, b)), i8x16.eq(bytes, c));
  return <u64>(<u32>i8x16.bitmask(found));
}

/**
 * Keeps the fields that end at the delimiters of `run`, bits of the block at index `block`: the first starts at
 * `start`, each other behind the delimiter before. Four at a time, whether there are four or not, because a loop whose
 * end the processor guesses wrong costs more than storing what is stored over later; RUN_ROOM says how far.
 */
function keepRun(run: u64, block: usize, field: u32, start: usize): void {
  const count = <u32>popcnt(run);
  put(fieldStarts, field, start);
  for (let done: u32 = 0; done < count; done += 4) {
    const ends = fieldEnds + ((<usize>(field + done)) << 2);
    const starts = fieldStarts + ((<usize>(field + done)) << 2);
    const a = block + <usize>ctz(run);
    run &= run - 1;
    const b = block + <usize>ctz(run);
    run &= run - 1;
    const c = block + <usize>ctz(run);
    run &= run - 1;
    const d = block + <usize>ctz(run);
    run &= run - 1;
    store<u32>(ends, <u32>a);
    store<u32>(ends, <u32>b, 4);
    store<u32>(ends, <u32>c, 8);
    store<u32>(ends, <u32>d, 12);
    store<u32>(starts, <u32>a + 1, 4);
    store<u32>(starts, <u32>b + 1, 8);
    store<u32>(starts, <u32>c + 1, 12);
    store<u32>(starts, <u32>d + 1, 16);
    store<u32>(fieldKinds + field + done, 0);
  }
}

/**
 * Scans the bytes [from, to), of which byte 0 would lie at address `origin`, into the arrays and globals above, and
 * returns the position after the last complete row. 64 bytes behind `to` must be readable. `delimiter` may be -1.
 */
export function scan(
  origin: usize,
  from: u32,
  to: u32,
  ended: bool,
  delimiter: i32,
  quote: i32,
  skipInitialSpace: bool,
  capacity: u32,
  firstLine: u32,
): u32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const delimiterMask: u64 = delimiter < 0 ? 0 : ~0;
  const quotes = i8x16.splat(<i8>quote);
  const lfs = i8x16.splat(<i8>LF);
  const crs = i8x16.splat(<i8>CR);
  const end = origin + to;

  // What was found. Nothing of a row counts before its terminator is seen.
  let row: u32 = 0;
  let blanks: u32 = 0;
  let texts: u32 = 0;
  let firstTextRow: i32 = -1;
  // The row at hand.
  let rowStart = origin + from;
  let rowFirstField: u32 = 0;
  let rowLine = firstLine;
  let rowTexts: u32 = 0;
  // The field at hand, where it starts (at its quote, if it has one), where that was closed, and the line.
  let field: u32 = 0;
  let start = rowStart;
  let state = UNQUOTED;
  let kind = PLAIN;
  let closing: usize = 0;
  let lineNow = firstLine;
  // Marks before `resume` were dealt with together with an earlier one.
  let resume = rowStart;
  let cut = false;
  let block = rowStart - 64;
  // The marks of the block at hand that were not looked at: delimiters, and quotes and line ends.
  let delims: u64 = 0;
  let others: u64 = 0;
  full = false;
  unclosed = false;

  for (;;) {
    if ((delims | others) === 0) {
      block += 64;
      if (block >= end) break;
      delims = equal16(block, delimiters);
      delims |= equal16(block + 16, delimiters) << 16;
      delims |= equal16(block + 32, delimiters) << 32;
      delims |= equal16(block + 48, delimiters) << 48;
      others = any16(block, quotes, lfs, crs);
      others |= any16(block + 16, quotes, lfs, crs) << 16;
      others |= any16(block + 32, quotes, lfs, crs) << 32;
      others |= any16(block + 48, quotes, lfs, crs) << 48;
      const left = <u64>(end - block);
      const inside = left < 64 ? ((<u64>1) << left) - 1 : ~(<u64>0);
      delims &= delimiterMask & inside;
      others &= inside;
    }

    // All bits below the first quote or line end; all bits without one.
    const before = (others & (0 - others)) - 1;
    if (state === IN_QUOTES) delims &= ~before;
    else if (state === UNQUOTED && !skipInitialSpace && field + RUN_ROOM <= capacity) {
      const run = delims & before;
      if (run !== 0) {
        keepRun(run, block - origin, field, start - origin);
        field += <u32>popcnt(run);
        start = block + 64 - <usize>clz(run);
        delims ^= run;
      }
    }
    const marks = delims | others;
    if (marks === 0) continue;
    const bit = marks & (0 - marks);
    delims &= ~bit;
    others &= ~bit;
    const at = block + <usize>ctz(marks);
    if (at < resume) continue;
    const byte = <i32>load<u8>(at);

    if (state === IN_QUOTES) {
      if (byte === quote) {
        if (at + 1 >= end && !ended) break;
        if (at + 1 < end && <i32>load<u8>(at + 1) === quote) {
          kind = ESCAPED;
          resume = at + 2;
        } else {
          closing = at;
          state = AFTER_QUOTES;
        }
      } else if (byte === LF) lineNow++;
      else if (byte === CR && (at + 1 >= end || <i32>load<u8>(at + 1) !== LF)) lineNow++;
      continue;
    }

    if (byte === quote && byte !== delimiter) {
      if (at === start) state = IN_QUOTES;
      continue;
    }

    const blank = at === rowStart && byte !== delimiter;
    if (!blank) {
      if (field === capacity) {
        full = true;
        cut = true;
        break;
      }
      if (state === UNQUOTED) {
        put(fieldStarts, field, start - origin);
        put(fieldEnds, field, at - origin);
        store<u8>(fieldKinds + field, PLAIN);
      } else {
        if (at > closing + 1) {
          kind = ESCAPED;
          rowTexts++;
        }
        keepQuotedField(field, start - origin, (kind === PLAIN ? closing : at) - origin, kind);
        state = UNQUOTED;
        kind = PLAIN;
      }
      field++;
    }

    start = at + 1;
    if (byte === delimiter) {
      if (skipInitialSpace && start < end && <i32>load<u8>(start) === SPACE) {
        start++;
        resume = start;
      }
      continue;
    }

    if (byte === CR) {
      if (start < end) {
        if (<i32>load<u8>(start) === LF) start++;
      } else if (!ended) {
        cut = true;
        break;
      }
    }
    if (blank) blanks++;
    else {
      keepRow(row, rowStart - origin, at - origin, rowLine, rowFirstField);
      if (rowTexts > 0) {
        if (texts === 0) firstTextRow = row;
        texts += rowTexts;
        rowTexts = 0;
      }
      row++;
    }
    lineNow++;
    rowLine = lineNow;
    rowFirstField = field;
    rowStart = start;
    resume = start;
  }

  if (!cut && rowStart < end) {
    full = field === capacity;
    if (ended && !full) {
      // The last row ends with the file.
      unclosed = state === IN_QUOTES;
      if (unclosed) closing = end;
      else if (state === AFTER_QUOTES && end > closing + 1) {
        kind = ESCAPED;
        rowTexts++;
      }
      if (state === UNQUOTED) {
        put(fieldStarts, field, start - origin);
        put(fieldEnds, field, to);
        store<u8>(fieldKinds + field, PLAIN);
      } else {
        keepQuotedField(field, start - origin, (kind === PLAIN ? closing : end) - origin, kind);
      }
      keepRow(row, rowStart - origin, to, rowLine, rowFirstField);
      if (rowTexts > 0 && texts === 0) firstTextRow = row;
      texts += rowTexts;
      row++;
      field++;
      rowFirstField = field;
      rowLine = lineNow;
      rowStart = end;
    }
  }
  put(rowFields, row, rowFirstField);
  rows = row;
  line = rowLine;
  blankLines = blanks;
  textAfterQuote = texts;
  textAfterQuoteRow = firstTextRow;
  return <u32>(rowStart - origin);
}
