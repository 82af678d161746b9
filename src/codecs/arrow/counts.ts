import { MessageHeader } from 'apache-arrow/enum';
import { DictionaryBatch as FlatDictionary } from 'apache-arrow/fb/dictionary-batch';
import type { Field as FlatField } from 'apache-arrow/fb/field';
import type { Message as FlatMessage } from 'apache-arrow/fb/message';
import { RecordBatch as FlatBatch } from 'apache-arrow/fb/record-batch';
import { Schema as FlatSchema } from 'apache-arrow/fb/schema';
import { Damage } from '../parquet/failure';
import { t } from '../../engine/language';

/** Bytes that anything listed in the metadata takes at least. */
const SMALLEST = 4;

/**
 * Refuses a message with lists that are longer than the metadata in which they stand: a library would believe them.
 * @throws Damage
 */
export function checkMessage(message: FlatMessage, length: number): void {
  const take = taking(length);
  take(message.customMetadataLength());
  const kind: number = message.headerType();
  if (kind === MessageHeader.Schema) {
    takeSchema(message.header(new FlatSchema()) as FlatSchema, take);
  } else if (kind === MessageHeader.RecordBatch) {
    takeBatch(message.header(new FlatBatch()) as FlatBatch, take);
  } else if (kind === MessageHeader.DictionaryBatch) {
    takeBatch((message.header(new FlatDictionary()) as FlatDictionary).data(), take);
  }
}

/** As `checkMessage`, for the schema in a footer of `length` bytes. @throws Damage */
export function checkSchema(schema: FlatSchema, length: number): void {
  takeSchema(schema, taking(length));
}

type Take = (count: number) => void;

/** Counts what is listed against what there is room for. */
function taking(length: number): Take {
  let left = length / SMALLEST;
  return (count) => {
    left -= count;
    if (!(count >= 0 && left >= 0)) throw new Damage(t('its metadata makes no sense'));
  };
}

function takeSchema(schema: FlatSchema, take: Take): void {
  take(schema.customMetadataLength());
  takeFields(schema.fieldsLength(), (index) => schema.fields(index), take);
}

function takeFields(count: number, at: (index: number) => FlatField | null, take: Take): void {
  take(count);
  for (let i = 0; i < count; i++) {
    const field = at(i);
    if (!field) continue;
    take(field.customMetadataLength());
    takeFields(field.childrenLength(), (child) => field.children(child), take);
  }
}

function takeBatch(batch: FlatBatch | null, take: Take): void {
  take(batch?.nodesLength() ?? 0);
  take(batch?.buffersLength() ?? 0);
  take(batch?.variadicBufferCountsLength() ?? 0);
}
