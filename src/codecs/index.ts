import { EngineError } from '../engine/problems';
import type { Problem } from '../engine/problems';
import { binaryTitle } from './binary-formats';
import type { Codec } from './codec';
import { csv, tsv } from './delimited';
import { detectEncoding } from './detect-encoding';
import { jsonl } from './jsonl';
import { parquet } from './parquet';

/** Every format that can be read and written. */
export const CODECS: readonly Codec[] = [csv, tsv, jsonl, parquet];

/**
 * The codec of a file: by its content where that is unmistakable, then by its extension, else by the look of its first
 * bytes (`head`, which may be empty). @throws EngineError unsupported-format, naming what the file is
 */
export function codecFor(name: string, head: Uint8Array): Codec {
  const start = String.fromCharCode(...head.subarray(0, 64));
  const isText = !hasControls(head);
  const told = CODECS.find(({ magic }) => magic?.some((bytes) => start.startsWith(bytes)));
  const extension = extensionOf(name);
  if (told && (!isText || told.extensions.includes(extension))) return told;
  const binary = isText ? undefined : binaryTitle(head);
  if (binary !== undefined) throw unsupported(name, `it is ${binary}`);
  const named = CODECS.find(({ extensions }) => extensions.includes(extension));
  if (named && !named.magic) return named;
  if (head.includes(0) && detectEncoding(head).by === 'open') {
    const why = named ? `it does not begin as ${named.title} does` : 'it is no text';
    throw unsupported(name, why);
  }
  const object = /^[\s\u00ef\u00bb\u00bf]*\{\s*("|\})/.test(start);
  if (extension === 'json' && !(object && firstLineCloses(head))) {
    throw unsupported(name, 'it is one JSON document; write one object per line instead');
  }
  return object ? jsonl : csv;
}

/** Says that a file is of another format than its extension stands for; undefined when it is not. */
export function otherExtension(name: string, codec: Codec): Problem | undefined {
  const extension = extensionOf(name);
  const named = CODECS.find(({ extensions }) => extensions.includes(extension));
  if (!named || named === codec) return undefined;
  const message = `\`${name}\` ends in .${extension} but is ${codec.title}: it was read as what it is.`;
  return { code: 'other-extension', severity: 'info', message };
}

/** Lower case, without the dot; '' when there is none. */
function extensionOf(name: string): string {
  return /\.([^./\\]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Whether some byte is a control character that no text has. */
function hasControls(head: Uint8Array): boolean {
  return head.some((byte) => byte < 9);
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
