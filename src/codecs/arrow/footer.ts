import { Footer as FlatFooter } from 'apache-arrow/fb/footer';
import { Footer } from 'apache-arrow/ipc/metadata/file';
import type { Schema } from 'apache-arrow/schema';
import { ByteBuffer } from 'flatbuffers';
import type { ByteSource } from '../bytes';
import { Damage } from '../parquet/failure';
import { checkSchema } from './counts';
import { brokenOff, damagedAt, guardedAt, readExactly } from './failures';
import { t } from '../../engine/language';

const MAGIC = 'ARROW1';
/** The magic and its padding. */
const START = 8;
/** The length of the footer and the magic again. */
const END = 10;

/** The footer of an Arrow file. */
export interface ArrowFooter {
  /** Where it begins, and the messages end. */
  readonly at: number;
  /** @throws EngineError unreadable */
  schema(): Schema;
}

/** The footer of an Arrow file; undefined for a stream, which has none. @throws EngineError unreadable */
export function arrowFooter(source: ByteSource): ArrowFooter | undefined {
  if (textAt(source, 0) !== MAGIC) return undefined;
  if (source.size < START + END || textAt(source, source.size - MAGIC.length) !== MAGIC) {
    throw brokenOff(source);
  }
  const bytes = readExactly(source, source.size - END, 4);
  const length = new DataView(bytes.buffer).getInt32(0, true);
  const at = source.size - END - length;
  if (length < 0 || at < START) throw damagedAt(source, source.size - END);
  return {
    at,
    schema: () => guardedAt(source, at, () => schemaIn(readExactly(source, at, length))),
  };
}

function schemaIn(bytes: Uint8Array): Schema {
  const flat = FlatFooter.getRootAsFooter(new ByteBuffer(bytes)).schema();
  if (!flat) throw new Damage(t('its footer has no schema'));
  checkSchema(flat, bytes.length);
  return Footer.decode(bytes).schema;
}

function textAt(source: ByteSource, at: number): string {
  const bytes = new Uint8Array(MAGIC.length);
  return String.fromCharCode(...bytes.subarray(0, source.read(at, bytes)));
}
