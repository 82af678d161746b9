import type { StorageType } from '../table/profile';
import { CellTag } from '../table/table';
import { asciiText } from './ascii';
import { readDate, type DateReading } from './date';
import { readNumber, type NumberReading } from './number';

/** Spellings that often stand for "missing" (compared trimmed, in any case). */
const NULL_LIKE = new Set(['na', 'n/a', 'nan', 'null', 'none', '-', '?', '\\n', '#n/a', '<na>']);

/** Longest text that is null-like, blanks around it included, and without them. */
const LONGEST = 8;
const LONGEST_TRIMMED = 4;

/** Whether a text is one of the null-like spellings. */
export function isNullLike(text: string): boolean {
  if (text.length > LONGEST) return false;
  return NULL_LIKE.has(text.trim().toLowerCase());
}

/** The same of bytes [start, end) without the blanks of ASCII around them; `written` is the length with them. */
export function isNullLikeAscii(
  bytes: Uint8Array,
  start: number,
  end: number,
  written: number,
): boolean {
  if (written > LONGEST || end - start > LONGEST_TRIMMED) return false;
  return NULL_LIKE.has(asciiText(bytes, start, end).toLowerCase());
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const HEX = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const URL_LIKE = /^(?:https?|ftp|s3|gs):\/\/\S+$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const PATH = /^(?:[A-Za-z]:\\|\.{0,2}\/|~\/)?(?:[^\s/\\]+[/\\])+[^\s/\\]+\.\w{1,5}$/;
/** Items are short and on one line: running text has semicolons too. */
const LIST = /^[^|;\r\n]{1,80}(?:\|[^|;\r\n]{1,80})+$|^[^|;\r\n]{1,80}(?:;[^|;\r\n]{1,80})+$/;
const NUMBERS =
  /^[[(]?\s*[+-]?[\d.]+(?:[eE][+-]?\d+)?(?:[\s,;]+[+-]?[\d.]+(?:[eE][+-]?\d+)?){7,}\s*[\])]?$/;

/** What one distinct value is, before its column is looked at. Flags are decided per column and are text or integer here. */
export interface CellReading {
  readonly kind: StorageType;
  readonly number?: NumberReading;
  readonly date?: DateReading;
}

const plain = (kind: StorageType): CellReading => ({ kind });

/** The first storage type a text matches. */
export function readCell(text: string, tag: CellTag): CellReading {
  if (tag === CellTag.nested) return plain(NUMBERS.test(text) ? 'vector' : 'json');
  const number = readNumber(text);
  if (number.kind === 'integer' || number.kind === 'float') return { kind: number.kind, number };
  if (number.kind === 'code') return { kind: 'code', number };
  const date = readDate(text);
  if (date) return { kind: 'date', date };
  if (number.kind === 'formatted') return { kind: 'formatted-number', number };
  return plain(textKind(text.trim()));
}

function textKind(text: string): StorageType {
  if (URL_LIKE.test(text)) return 'url';
  if (EMAIL.test(text)) return 'email';
  if (UUID.test(text)) return 'uuid';
  if (HEX.test(text)) return 'hex';
  if (NUMBERS.test(text)) return 'vector';
  if (/^[[{]/.test(text) && isJson(text)) return 'json';
  if (PATH.test(text)) return 'path';
  if (LIST.test(text)) return 'list';
  return 'text';
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
