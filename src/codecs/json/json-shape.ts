import { UTF8 } from '../encodings/charset';
import { detectEncoding, previewText } from '../encodings/detect-encoding';
import { noMembers, scanObject } from './scan-object';

/** How a file of JSON is laid out. */
export type JsonShape = 'lines' | 'document';

const BEGINNINGS: Readonly<Record<string, RegExp>> = { '{': /^["}]?$/, '[': /^[[{\]"\d-]?$/ };

/**
 * Tells JSON Lines from a JSON document by the first bytes of a file, which is named as `likely` says; undefined when
 * they do not begin as either does.
 */
export function jsonShape(head: Uint8Array, likely: JsonShape): JsonShape | undefined {
  const text = previewText(head, detectEncoding(head)).replace(/^\ufeff/, '');
  const start = /^\s*([[{])\s*(.?)/.exec(text);
  if (!start || !BEGINNINGS[start[1]!]!.test(start[2]!)) return undefined;
  const [first, ...rest] = text.trimStart().split('\n');
  const line = first!.trimEnd();
  const next = rest.find((other) => other.trim() !== '')?.trimStart() ?? '';
  const bytes = UTF8.encode(line);
  const kind = scanObject(bytes, 0, bytes.length, noMembers());
  if (likely === 'document') return kind === 'object' && next !== '' ? 'lines' : 'document';
  if (kind === 'object') return 'lines';
  if (start[1] === '[')
    return kind === 'other-value' && next.startsWith('[') ? 'lines' : 'document';
  // A broken line is followed by the next row; an object over several lines by one of its own parts.
  const opens = /[[{,:]$/.test(line) && next !== '' && !next.startsWith('{');
  return opens ? 'document' : 'lines';
}
