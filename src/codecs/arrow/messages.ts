import type { Field as FlatField } from 'apache-arrow/fb/field';
import { Message as FlatMessage } from 'apache-arrow/fb/message';
import { RecordBatch as FlatBatch } from 'apache-arrow/fb/record-batch';
import { DictionaryBatch as FlatDictionary } from 'apache-arrow/fb/dictionary-batch';
import { Schema as FlatSchema } from 'apache-arrow/fb/schema';
import { ByteBuffer } from 'flatbuffers';
import { DictionaryBatch, Message, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { MessageHeader } from 'apache-arrow/enum';
import { Schema } from 'apache-arrow/schema';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import { Damage } from '../parquet/failure';

/** One message of an Arrow file or stream; its body is read later. */
export interface ArrowMessage {
  readonly header: Schema | RecordBatch | DictionaryBatch;
  /** Position of the message in the file. */
  readonly at: number;
  readonly bodyAt: number;
  readonly bodyLength: number;
}

const MAGIC = 'ARROW1';
/** The magic and its padding. */
const START = 8;
/** The length of the footer and the magic again. */
const END = 10;
const CONTINUES = -1;
/** Bytes that anything listed in the metadata takes at least. */
const SMALLEST = 4;

/**
 * The messages of an Arrow file (Feather version 2) or stream in their order (Arrow columnar format 1.5). Nothing is
 * decoded before its size was compared with what there is. @throws EngineError unreadable
 */
export function* arrowMessages(source: ByteSource): Generator<ArrowMessage> {
  const isFile = textAt(source, 0) === MAGIC;
  const end = isFile ? bodyEnd(source) : source.size;
  for (let at = isFile ? START : 0; at < end;) {
    const prefix = readExactly(source, at, Math.min(8, end - at));
    if (prefix.length < 4) throw brokenOff(source);
    const view = new DataView(prefix.buffer);
    const continues = view.getInt32(0, true) === CONTINUES;
    if (continues && prefix.length < 8) throw brokenOff(source);
    const length = view.getInt32(continues ? 4 : 0, true);
    if (length === 0) return;
    const metadataAt = at + (continues ? 8 : 4);
    if (length < 0 || (isFile && metadataAt + length > end)) throw damagedAt(source, at);
    if (metadataAt + length > end) throw brokenOff(source);
    const message = guardedAt(source, at, () => decode(readExactly(source, metadataAt, length)));
    const bodyAt = metadataAt + length;
    if (!(message.bodyLength >= 0)) throw damagedAt(source, at);
    if (bodyAt + message.bodyLength > end) throw brokenOff(source);
    yield { ...message, at, bodyAt };
    at = bodyAt + message.bodyLength;
  }
}

/** Runs work on a message that may be damaged. @throws EngineError unreadable, naming the byte */
export function guardedAt<T>(source: ByteSource, at: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && ['EngineError', 'Cancelled'].includes(error.name)) throw error;
    throw damagedAt(source, at, error instanceof Damage ? error.message : undefined);
  }
}

/** Exactly these bytes. @throws EngineError unreadable */
export function readExactly(source: ByteSource, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const count = source.read(at + done, bytes.subarray(done));
    if (count === 0) throw brokenOff(source);
    done += count;
  }
  return bytes;
}

function decode(bytes: Uint8Array): Pick<ArrowMessage, 'header' | 'bodyLength'> {
  const flat = FlatMessage.getRootAsMessage(new ByteBuffer(bytes));
  checkCounts(flat, bytes.length);
  const message = Message.decode(bytes) as Message;
  const header: unknown = message.header();
  const known =
    header instanceof Schema || header instanceof RecordBatch || header instanceof DictionaryBatch;
  if (!known) throw new Damage('a message is of no known kind');
  return { header, bodyLength: message.bodyLength };
}

/** Refuses lists that are longer than the metadata in which they stand: a library would believe them. */
function checkCounts(message: FlatMessage, length: number): void {
  let left = length / SMALLEST;
  const take = (count: number) => {
    left -= count;
    if (!(count >= 0 && left >= 0)) throw new Damage('its metadata makes no sense');
  };
  const takeFields = (count: number, at: (index: number) => FlatField | null) => {
    take(count);
    for (let i = 0; i < count; i++) {
      const field = at(i);
      if (!field) continue;
      take(field.customMetadataLength());
      takeFields(field.childrenLength(), (child) => field.children(child));
    }
  };
  const takeBatch = (batch: FlatBatch | null) => {
    take(batch?.nodesLength() ?? 0);
    take(batch?.buffersLength() ?? 0);
    take(batch?.variadicBufferCountsLength() ?? 0);
  };
  take(message.customMetadataLength());
  const kind: number = message.headerType();
  if (kind === MessageHeader.Schema) {
    const schema = message.header(new FlatSchema()) as FlatSchema;
    take(schema.customMetadataLength());
    takeFields(schema.fieldsLength(), (index) => schema.fields(index));
  } else if (kind === MessageHeader.RecordBatch) {
    takeBatch(message.header(new FlatBatch()) as FlatBatch);
  } else if (kind === MessageHeader.DictionaryBatch) {
    takeBatch((message.header(new FlatDictionary()) as FlatDictionary).data());
  }
}

/** Where the footer of a file begins. */
function bodyEnd(source: ByteSource): number {
  if (source.size < START + END || textAt(source, source.size - MAGIC.length) !== MAGIC)
    throw brokenOff(source);
  const bytes = readExactly(source, source.size - END, 4);
  const length = new DataView(bytes.buffer).getInt32(0, true);
  const end = source.size - END - length;
  if (length < 0 || end < START) throw damagedAt(source, source.size - END);
  return end;
}

function textAt(source: ByteSource, at: number): string {
  const bytes = new Uint8Array(MAGIC.length);
  return String.fromCharCode(...bytes.subarray(0, source.read(at, bytes)));
}

function brokenOff({ name, size }: ByteSource): EngineError {
  return new EngineError(
    'unreadable',
    `\`${name}\` breaks off at byte ${size.toLocaleString('en')}, before the end of its Arrow data: get the file again.`,
    { byte: size },
  );
}

function damagedAt({ name }: ByteSource, byte: number, why?: string): EngineError {
  return new EngineError(
    'unreadable',
    `\`${name}\` is damaged in the Arrow message at byte ${byte.toLocaleString('en')}${why === undefined ? '' : `: ${why}`}. Get the file again.`,
    { byte },
  );
}
