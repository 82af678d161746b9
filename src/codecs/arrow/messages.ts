import { Message as FlatMessage } from 'apache-arrow/fb/message';
import { ByteBuffer } from 'flatbuffers';
import { DictionaryBatch, Message, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { Schema } from 'apache-arrow/schema';
import type { ByteSource } from '../bytes';
import { Damage } from '../parquet/failure';
import { checkMessage } from './counts';
import { brokenOff, damagedAt, guardedAt, readExactly } from './failures';
import { arrowFooter } from './footer';
import { t } from '../../engine/language';

/** One message of an Arrow file or stream; its body is read later. */
export interface ArrowMessage {
  readonly header: Schema | RecordBatch | DictionaryBatch;
  /** Position of the message in the file. */
  readonly at: number;
  readonly bodyAt: number;
  readonly bodyLength: number;
}

/** The magic and its padding. */
const START = 8;
const CONTINUES = -1;

/**
 * The messages of an Arrow file (Feather version 2) or stream in their order (Arrow columnar format 1.5). Nothing is
 * decoded before its size was compared with what there is. @throws EngineError unreadable
 */
export function* arrowMessages(source: ByteSource): Generator<ArrowMessage> {
  const footer = arrowFooter(source);
  const isFile = footer !== undefined;
  const end = footer?.at ?? source.size;
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
    // Arrow's own JavaScript library writes the schema of a file into its footer alone.
    if (footer && at === START && !(message.header instanceof Schema)) {
      yield { header: footer.schema(), at: footer.at, bodyAt: footer.at, bodyLength: 0 };
    }
    yield { ...message, at, bodyAt };
    at = bodyAt + message.bodyLength;
  }
}

function decode(bytes: Uint8Array): Pick<ArrowMessage, 'header' | 'bodyLength'> {
  const flat = FlatMessage.getRootAsMessage(new ByteBuffer(bytes));
  checkMessage(flat, bytes.length);
  const message = Message.decode(bytes) as Message;
  const header: unknown = message.header();
  const known =
    header instanceof Schema || header instanceof RecordBatch || header instanceof DictionaryBatch;
  if (!known) throw new Damage(t('a message is of no known kind'));
  return { header, bodyLength: message.bodyLength };
}
