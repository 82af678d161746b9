import { CellTag } from '../../engine/table/table';
import { BROKEN, Mark, skipSpace, skipString, skipValue, TOO_DEEP } from './syntax';

/** What the bytes of a row hold. */
export type ValueKind = 'object' | 'other-value' | 'broken' | 'too-deep';

/** The members of one object: keys without their quotes, values as written. Positions are byte indices. */
export interface Members {
  count: number;
  readonly keyStarts: number[];
  readonly keyEnds: number[];
  readonly valueStarts: number[];
  readonly valueEnds: number[];
  /** string, number, boolean or nested; `text` stands for null. */
  readonly tags: CellTag[];
  /** Position of the closing brace. */
  close: number;
}

/** Room for the members of an object; used again from line to line. */
export function noMembers(): Members {
  return {
    count: 0,
    keyStarts: [],
    keyEnds: [],
    valueStarts: [],
    valueEnds: [],
    tags: [],
    close: -1,
  };
}

/** Splits the bytes [from, to) into the members of the object there, checking all of them against RFC 8259. */
export function scanObject(
  bytes: Uint8Array,
  from: number,
  to: number,
  members: Members,
): ValueKind {
  members.count = 0;
  let at = skipSpace(bytes, from, to);
  if (bytes[at] !== Mark.openObject || at >= to) {
    const end = skipValue(bytes, at, to);
    if (end === TOO_DEEP) return 'too-deep';
    return end !== BROKEN && skipSpace(bytes, end, to) === to ? 'other-value' : 'broken';
  }
  at = skipSpace(bytes, at + 1, to);
  if (at < to && bytes[at] === Mark.closeObject) {
    members.close = at;
    return skipSpace(bytes, at + 1, to) === to ? 'object' : 'broken';
  }
  for (;;) {
    const key = at;
    at = skipString(bytes, at, to);
    if (at < 0) return 'broken';
    const keyEnd = at - 1;
    at = skipSpace(bytes, at, to);
    if (at >= to || bytes[at] !== Mark.colon) return 'broken';
    const value = skipSpace(bytes, at + 1, to);
    at = skipValue(bytes, value, to);
    if (at < 0) return at === TOO_DEEP ? 'too-deep' : 'broken';
    const member = members.count++;
    members.keyStarts[member] = key + 1;
    members.keyEnds[member] = keyEnd;
    members.valueStarts[member] = value;
    members.valueEnds[member] = at;
    members.tags[member] = tagOf(bytes[value]!);
    at = skipSpace(bytes, at, to);
    if (at >= to) return 'broken';
    if (bytes[at] === Mark.closeObject) break;
    if (bytes[at] !== Mark.comma) return 'broken';
    at = skipSpace(bytes, at + 1, to);
  }
  members.close = at;
  return skipSpace(bytes, at + 1, to) === to ? 'object' : 'broken';
}

function tagOf(first: number): CellTag {
  if (first === Mark.quote) return CellTag.string;
  if (first === Mark.openObject || first === Mark.openList) return CellTag.nested;
  if (first === 110) return CellTag.text;
  return first === 116 || first === 102 ? CellTag.boolean : CellTag.number;
}
