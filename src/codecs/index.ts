import { EngineError } from '../engine/problems';
import type { Problem } from '../engine/problems';
import { arrow } from './arrow';
import { binaryTitle } from './binary-formats';
import type { Codec } from './codec';
import { csv, tsv } from './delimited/delimited';
import { detectEncoding } from './encodings/detect-encoding';
import { json } from './json/json';
import { jsonShape } from './json/json-shape';
import { jsonl } from './json/jsonl';
import { parquet } from './parquet';
import { xlsx } from './xlsx';
import { t } from '../engine/language';

/** Every format that can be read and written. */
export const CODECS: readonly Codec[] = [csv, tsv, jsonl, json, parquet, arrow, xlsx];

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
  if (binary !== undefined) throw unsupported(name, t`it is ${binary}`);
  const named = CODECS.find(({ extensions }) => extensions.includes(extension));
  if (named === json || named === jsonl) return jsonCodec(named, head);
  if (named && !named.magic) return named;
  if (head.includes(0) && detectEncoding(head).by === 'open') {
    const why = named ? t`it does not begin as ${t(named.title)} does` : t('it is no text');
    throw unsupported(name, why);
  }
  const shape = jsonShape(head, 'lines');
  return shape === undefined ? csv : shape === 'lines' ? jsonl : json;
}

/** JSON Lines and documents are told by their content, where that says which. */
function jsonCodec(named: Codec, head: Uint8Array): Codec {
  const shape = jsonShape(head, named === json ? 'document' : 'lines');
  return shape === undefined ? named : shape === 'lines' ? jsonl : json;
}

/** Says that a file is of another format than its extension stands for; undefined when it is not. */
export function otherExtension(name: string, codec: Codec): Problem | undefined {
  const extension = extensionOf(name);
  const named = CODECS.find(({ extensions }) => extensions.includes(extension));
  if (!named || named === codec || (named === json && codec === jsonl)) return undefined;
  const message = t`\`${name}\` ends in .${extension} but is ${t(codec.title)}: it was read as what it is.`;
  return { code: 'other-extension', severity: 'info', message };
}

/** Lower case, without the dot; '' when there is none. */
function extensionOf(name: string): string {
  return /\.([^./\\]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Whether some byte is a control character that no text has. */
function hasControls(head: Uint8Array): boolean {
  for (let i = 0; i < head.length; i++) if (head[i]! < 9) return true;
  return false;
}

function unsupported(name: string, why: string): EngineError {
  const known = CODECS.flatMap(({ extensions }) => extensions).join(', ');
  return new EngineError(
    'unsupported-format',
    t`\`${name}\` cannot be read: ${why}. The formats are ${known}.`,
  );
}
