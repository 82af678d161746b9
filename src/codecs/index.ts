import { EngineError } from '../engine/problems';
import type { Codec } from './codec';
import { csv, tsv } from './delimited';
import { detectEncoding } from './detect-encoding';
import { jsonl } from './jsonl';

/** Every format that can be read and written. */
export const CODECS: readonly Codec[] = [csv, tsv, jsonl];

/** First bytes of formats that are not text, with what to call them. */
const BINARY: readonly (readonly [magic: string, title: string])[] = [
  ['PAR1', 'Parquet'],
  ['PK\u0003\u0004', 'a zip archive or a spreadsheet'],
  ['\u001f\u008b', 'gzip'],
  ['ARROW1', 'Arrow'],
  ['SQLite format 3', 'SQLite'],
  ['\u0089HDF', 'HDF5'],
  ['\u0028\u00b5\u002f\u00fd', 'zstandard'],
];

/**
 * The codec of a file: by its content where that is unmistakable, then by its extension, else by the look of its first
 * bytes (`head`, which may be empty). @throws EngineError unsupported-format, naming what the file is
 */
export function codecFor(name: string, head: Uint8Array): Codec {
  const start = String.fromCharCode(...head.subarray(0, 64));
  const binary = BINARY.find(([magic]) => start.startsWith(magic));
  if (binary) throw unsupported(name, `it is ${binary[1]}`);
  const extension = /\.([^./\\]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = CODECS.find(({ extensions }) => extensions.includes(extension));
  if (named) return named;
  if (head.includes(0) && detectEncoding(head).by === 'open')
    throw unsupported(name, 'it is no text');
  const object = /^[\s\u00ef\u00bb\u00bf]*\{\s*("|\})/.test(start);
  if (extension === 'json' && !(object && firstLineCloses(head))) {
    throw unsupported(name, 'it is one JSON document; write one object per line instead');
  }
  return object ? jsonl : csv;
}

/** Whether the first line ends as an object does, or is too long to tell. */
function firstLineCloses(head: Uint8Array): boolean {
  const end = head.indexOf(10);
  if (end < 0) return true;
  return String.fromCharCode(...head.subarray(Math.max(0, end - 64), end))
    .trimEnd()
    .endsWith('}');
}

function unsupported(name: string, why: string): EngineError {
  const known = CODECS.flatMap(({ extensions }) => extensions).join(', ');
  return new EngineError(
    'unsupported-format',
    `\`${name}\` cannot be read: ${why}. The formats are ${known}.`,
  );
}
