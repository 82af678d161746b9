import { Mark } from './syntax';

/** Where an element ends. */
export interface ElementEnd {
  /** The position after the last bracket, or after a value without brackets; -1 when it is not among the bytes. */
  readonly end: number;
  /** Line ends before `end`, or among all bytes. */
  readonly lines: number;
  /** The same for what looks like the beginning of the next element, if the brackets do not match; -1: nothing does. */
  readonly suspect: number;
  readonly suspectLines: number;
}

/**
 * Finds the end of the element that starts at `from`, behind white space from `gap` on, by its brackets alone, whether
 * or not it is right. A string ends
 * with its line, because line ends cannot be in one. Where the file has an element per line or is indented, a line
 * that begins as the element's own line does is taken for the beginning of the next.
 */
export function elementEnd(bytes: Uint8Array, gap: number, from: number, to: number): ElementEnd {
  const indent = indentBefore(bytes, gap, from);
  let depth = 0;
  let lines = 0;
  let suspect = -1;
  let suspectLines = 0;
  let at = from;
  const found = (end: number): ElementEnd => ({ end, lines, suspect, suspectLines });
  const first = bytes[from]!;
  if (first === Mark.quote) return found(afterString(bytes, from, to));
  if (first !== Mark.openObject && first !== Mark.openList)
    return found(afterWord(bytes, from, to));
  while (at >= 0 && at < to) {
    const byte = bytes[at]!;
    if (byte === Mark.quote) {
      at = afterString(bytes, at, to);
      continue;
    }
    at++;
    if (byte === Mark.openObject || byte === Mark.openList) depth++;
    else if (byte === Mark.closeObject || byte === Mark.closeList) {
      if (--depth === 0) return found(at);
    } else if (byte === Mark.lineFeed) {
      lines++;
      if (suspect < 0 && indent >= 0 && startsAlike(bytes, at, to, indent, first)) {
        suspect = at + indent;
        suspectLines = lines;
      }
    }
  }
  return found(-1);
}

/** Bytes of white space before an element that is the first of its line; -1 when something stands before it. */
function indentBefore(bytes: Uint8Array, gap: number, from: number): number {
  let at = from - 1;
  while (at >= gap && (bytes[at] === 32 || bytes[at] === 9)) at--;
  return at >= gap && bytes[at] === Mark.lineFeed ? from - 1 - at : -1;
}

function startsAlike(
  bytes: Uint8Array,
  line: number,
  to: number,
  indent: number,
  first: number,
): boolean {
  if (line + indent >= to || bytes[line + indent] !== first) return false;
  for (let at = line; at < line + indent; at++) {
    if (bytes[at] !== 32 && bytes[at] !== 9) return false;
  }
  return true;
}

/** The position after a number or a word, or -1 when that is not known yet. */
function afterWord(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (endsWord(bytes[at]!)) return at;
  return -1;
}

/** True for white space, commas, quotes and brackets. */
function endsWord(byte: number): boolean {
  if (byte === 32 || byte === 9 || byte === Mark.lineFeed || byte === Mark.carriageReturn)
    return true;
  if (byte === Mark.comma || byte === Mark.quote) return true;
  const folded = byte & 0xdf;
  return folded === Mark.openList || folded === Mark.closeList;
}

/** The position after a string that may be unclosed, or -1 when that is not known yet. */
function afterString(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === Mark.quote) return at + 1;
    if (byte === Mark.lineFeed) return at;
    if (byte === Mark.backslash) at++;
  }
  return -1;
}
