import type { TextBytes } from '../near-text/sketcher';

/** Parts of texts that may recur in others. */
export const UNITS = ['line', 'sentence', 'paragraph', '3-sentences'] as const;
export type Unit = (typeof UNITS)[number];

/** Takes the bytes [from, to) of a unit, what parts it from the next one among them. */
export type TakeUnit = (from: number, to: number) => void;

/**
 * Goes through the units of a UTF-8 text in order. Lines, sentences and paragraphs lie end to end and cover the text;
 * of three sentences each begins one sentence after the one before.
 */
export function eachUnit({ bytes, start, end }: TextBytes, unit: Unit, take: TakeUnit): void {
  if (unit === '3-sentences') {
    const before: number[] = [];
    const three: TakeUnit = (from, to) => {
      before.push(from);
      if (before.length > 3) before.shift();
      if (before.length === 3) take(before[0]!, to);
    };
    eachUnit({ bytes, start, end }, 'sentence', three);
    return;
  }
  const ends = ENDS[unit];
  for (let from = start; from < end;) {
    const to = ends(bytes, from, end);
    take(from, to);
    from = to;
  }
}

/** Where the unit that begins at `from` ends. */
type EndOf = (bytes: Uint8Array, from: number, end: number) => number;

const LF = 10;
const CR = 13;

const ENDS: Readonly<Record<Exclude<Unit, '3-sentences'>, EndOf>> = {
  line: endOfLine,
  sentence: endOfSentence,
  paragraph(bytes, from, end) {
    let at = from;
    while (at < end) {
      at = endOfLine(bytes, at, end);
      const next = endOfLine(bytes, at, end);
      if (at < next && isBlankLine(bytes, at, next)) return afterBlanks(bytes, at, end);
    }
    return end;
  },
};

/** Line ends are LF, CR LF and CR. */
function endOfLine(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] === CR) return at + 1 < end && bytes[at + 1] === LF ? at + 2 : at + 1;
  }
  return end;
}

function isBlankLine(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isBlank(bytes[at]!)) return false;
  return true;
}

/** A full stop, question or exclamation mark before white space (in CJK before anything), or a line end. */
function endOfSentence(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (MAY_END[byte] === 0) continue;
    if (byte === LF || byte === CR) return afterBlanks(bytes, at, end);
    if (byte >= 0x80) {
      if (isWideStop(bytes, at, end)) return afterBlanks(bytes, at + 3, end);
      continue;
    }
    let to = at + 1;
    while (to < end && (isStop(bytes[to]!) || isCloser(bytes[to]!))) to++;
    if (to === end || isBlank(bytes[to]!)) return afterBlanks(bytes, to, end);
    at = to - 1;
  }
  return end;
}

/** Bytes at which a sentence may end: line ends, stops, and the first bytes of wide stops. */
const MAY_END = new Uint8Array(256);
for (const byte of [LF, CR, 0x2e, 0x21, 0x3f, 0xe3, 0xef]) MAY_END[byte] = 1;

/** `。`, `！` and `？`. */
function isWideStop(bytes: Uint8Array, at: number, end: number): boolean {
  if (at + 2 >= end) return false;
  if (bytes[at] === 0xe3) return bytes[at + 1] === 0x80 && bytes[at + 2] === 0x82;
  return bytes[at + 1] === 0xbc && (bytes[at + 2] === 0x81 || bytes[at + 2] === 0x9f);
}

function isStop(byte: number): boolean {
  return byte === 0x2e || byte === 0x21 || byte === 0x3f;
}

/** Quotes and brackets that close. */
function isCloser(byte: number): boolean {
  return byte === 0x22 || byte === 0x27 || byte === 0x29 || byte === 0x5d;
}

function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

function afterBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at;
}
