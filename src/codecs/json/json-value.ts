import type { AddedColumn } from '../../engine/plan/plan';
import { CellTag } from '../../engine/table/table';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** An added cell as JSON: '' is null, numbers and flags lose their quotes. */
export function addedValue(type: AddedColumn['type'], text: string): string {
  if (text === '') return 'null';
  if (type === 'flag' && /^(1|true)$/i.test(text)) return 'true';
  if (type === 'flag' && /^(0|false)$/i.test(text)) return 'false';
  const number = type === 'number' || type === 'integer';
  return number && NUMBER.test(text) ? text : JSON.stringify(text);
}

/**
 * A made cell as JSON of the kind that its parent's value has (`text`: null; undefined: the parent lacks the key), as
 * far as the text allows it; '' is null except for a string.
 */
export function madeValue(parent: CellTag | undefined, text: string): string {
  if (parent === CellTag.string) return JSON.stringify(text);
  if (text === '' || text === 'NaN' || /^-?Infinity$/.test(text)) return 'null';
  if (NUMBER.test(text)) return text;
  if (parent === CellTag.boolean && /^(true|false)$/.test(text)) return text;
  if (parent === CellTag.nested && isJson(text)) return text;
  return JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
