import { EngineError } from '../engine/problems';
import { CellTag } from '../engine/table';
import type { Column } from '../engine/table';
import { UTF8 } from './charset';
import type { Charset } from './charset';
import { ColumnBuilder } from './column-builder';
import type { ProblemLog } from './problem-log';
import type { Members } from './scan-json';

const MOST_COLUMNS = 20_000;
/** Integers with fewer characters are exact as doubles. */
const SAFE_DIGITS = 16;
const BACKSLASH = 92;

interface JsonColumn {
  readonly name: string;
  /** The key as first written, without its quotes. */
  readonly key: Uint8Array;
  readonly builder: ColumnBuilder;
  /** The last row that has the key. */
  lastRow: number;
  lastMember: number;
}

/** The columns of JSON Lines: top-level keys in order of first appearance. */
export class JsonColumns {
  readonly #problems: ProblemLog;
  readonly #columns: JsonColumn[] = [];
  readonly #byName = new Map<string, JsonColumn>();
  /** The columns of the line before, by position: most lines repeat its keys in its order. */
  #before: JsonColumn[] = [];

  constructor(problems: ProblemLog) {
    this.#problems = problems;
  }

  /** Enters one object. Of a repeated key the last value counts. @throws EngineError too-large */
  take(bytes: Uint8Array, members: Members, place: { row: number; line: number }): void {
    for (let member = 0; member < members.count; member++) {
      const column = this.#columnOf(bytes, members, member);
      if (column.lastRow === place.row) {
        this.#problems.add(
          'duplicate-key',
          'warning',
          () =>
            `Line ${place.line + 1} has the key \`${column.name}\` twice: the last value counts.`,
          place,
        );
      }
      column.lastRow = place.row;
      column.lastMember = member;
      this.#before[member] = column;
    }
    for (let member = 0; member < members.count; member++) {
      const column = this.#before[member]!;
      if (column.lastMember === member) this.#setValue(column, bytes, members, member, place);
    }
  }

  /** The columns of a table of `rows` rows. */
  finish(rows: number, charset: Charset): Column[] {
    return this.#columns.map(({ name, builder }, index) =>
      builder.finish(index, name, rows, charset),
    );
  }

  #columnOf(bytes: Uint8Array, members: Members, member: number): JsonColumn {
    const start = members.keyStarts[member]!;
    const end = members.keyEnds[member]!;
    const expected = this.#before[member];
    if (expected && sameBytes(expected.key, bytes, start, end)) return expected;
    const name = jsonText(bytes, start, end);
    const known = this.#byName.get(name);
    if (known) return known;
    if (this.#columns.length === MOST_COLUMNS) {
      throw new EngineError(
        'too-large',
        `The lines have more than ${MOST_COLUMNS.toLocaleString('en')} different keys: keys seem to be values in this file.`,
      );
    }
    const column: JsonColumn = {
      name,
      key: bytes.slice(start, end),
      builder: new ColumnBuilder(),
      lastRow: -1,
      lastMember: -1,
    };
    this.#columns.push(column);
    this.#byName.set(name, column);
    return column;
  }

  #setValue(
    column: JsonColumn,
    bytes: Uint8Array,
    members: Members,
    member: number,
    place: { row: number; line: number },
  ): void {
    const tag = members.tags[member]!;
    const start = members.valueStarts[member]!;
    const end = members.valueEnds[member]!;
    if (tag === CellTag.text) return;
    if (tag === CellTag.string) {
      if (hasEscape(bytes, start + 1, end - 1)) {
        const value = UTF8.encode(jsonText(bytes, start + 1, end - 1));
        column.builder.set(place.row, value, 0, value.length, tag);
      } else column.builder.set(place.row, bytes, start + 1, end - 1, tag);
      return;
    }
    if (tag === CellTag.number && end - start >= SAFE_DIGITS) {
      this.#checkInteger(column.name, UTF8.decode(bytes.subarray(start, end)), place);
    }
    column.builder.set(place.row, bytes, start, end, tag);
  }

  #checkInteger(name: string, text: string, place: { row: number; line: number }): void {
    if (!/^-?\d+$/.test(text) || Number.isSafeInteger(Number(text))) return;
    this.#problems.add(
      'big-integer',
      'warning',
      () =>
        `Line ${place.line + 1} has the integer \`${text}\` in \`${name}\`, which many programs would round: it is read and written exactly as it stands.`,
      place,
    );
  }
}

/** The text of a JSON string's content, escapes resolved. */
export function jsonText(bytes: Uint8Array, start: number, end: number): string {
  const text = UTF8.decode(bytes.subarray(start, end));
  return hasEscape(bytes, start, end) ? (JSON.parse(`"${text}"`) as string) : text;
}

function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

function sameBytes(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}
