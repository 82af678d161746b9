import type { SchemaElement } from 'hyparquet';
import { UTF8 } from '../encodings/charset';
import { base64Bytes } from './base64';
import { isDecimal, isUnsigned, isUtf8, momentOf, scaleOf } from './cell-format';
import { clockOf, daysOf, timestampOf } from './moments';
import { bigEndianBytes, decimalOf, halfBits } from './numbers';

/** The stored bytes of a text, as PLAIN holds them without a length; undefined: the column cannot hold it. */
export type ParseCell = (text: string) => Uint8Array | undefined;

/** The inverse of `cellFormat`: texts that it gave, and made texts, as values of a column. */
export function cellParser(element: SchemaElement): ParseCell {
  const { type, type_length: length } = element;
  const logical = element.logical_type?.type;
  if (isDecimal(element)) return decimalParser(element);
  switch (type) {
    case 'BOOLEAN':
      return (text) => {
        if (/^(true|1)$/i.test(text)) return Uint8Array.of(1);
        return /^(false|0)$/i.test(text) ? Uint8Array.of(0) : undefined;
      };
    case 'INT32':
    case 'INT64':
      return integerParser(element);
    case 'FLOAT':
      return (text) => floating(text, 4, (view, number) => view.setFloat32(0, number, true));
    case 'DOUBLE':
      return (text) => floating(text, 8, (view, number) => view.setFloat64(0, number, true));
    case 'INT96':
      return int96Of;
  }
  if (logical === 'FLOAT16' && length === 2) {
    return (text) => floating(text, 2, (view, number) => view.setUint16(0, halfBits(number), true));
  }
  if (logical === 'UUID' && length === 16) return uuidOf;
  if (type === 'FIXED_LEN_BYTE_ARRAY') {
    return (text) => {
      const bytes = UTF8.encode(text);
      if (bytes.length === length) return bytes;
      const decoded = base64Bytes(text);
      return decoded?.length === length ? decoded : undefined;
    };
  }
  const text = element.converted_type !== undefined || logical !== undefined;
  return text ? UTF8.encode : bytesOf;
}

const JULIAN_1970 = 2_440_588n;
const DAY_NANOS = 86_400_000_000_000n;

function integerParser(element: SchemaElement): ParseCell {
  const moment = momentOf(element);
  const bits = element.type === 'INT32' ? 32 : 64;
  const unsigned = isUnsigned(element);
  const read = (text: string): bigint | undefined => {
    switch (moment?.kind) {
      case 'date': {
        const days = daysOf(text);
        return days === undefined ? undefined : BigInt(days);
      }
      case 'time':
        return clockOf(text, moment.unit) ?? wholeOf(text);
      case 'timestamp':
        return timestampOf(text, moment.unit);
      case undefined:
        return wholeOf(text);
    }
  };
  return (text) => {
    const value = read(text);
    if (value === undefined) return undefined;
    const fits = unsigned ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
    return fits === value ? littleEndian(value, bits / 8) : undefined;
  };
}

function decimalParser(element: SchemaElement): ParseCell {
  const scale = scaleOf(element);
  return (text) => {
    const value = decimalOf(text, scale);
    if (value === undefined) return undefined;
    switch (element.type) {
      case 'INT32':
        return BigInt.asIntN(32, value) === value ? littleEndian(value, 4) : undefined;
      case 'INT64':
        return BigInt.asIntN(64, value) === value ? littleEndian(value, 8) : undefined;
      case 'FIXED_LEN_BYTE_ARRAY':
        return bigEndianBytes(value, element.type_length ?? 0);
      default:
        return bigEndianBytes(value);
    }
  };
}

/** A whole number, with zero decimals or none. */
function wholeOf(text: string): bigint | undefined {
  return decimalOf(text, 0);
}

function floating(
  text: string,
  width: number,
  set: (view: DataView, number: number) => void,
): Uint8Array | undefined {
  const number = Number(text);
  if (text.trim() === '' || (Number.isNaN(number) && text !== 'NaN')) return undefined;
  const bytes = new Uint8Array(width);
  set(new DataView(bytes.buffer), number);
  return bytes;
}

function littleEndian(value: bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  for (let at = 0, rest = value; at < width; at++, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

function int96Of(text: string): Uint8Array | undefined {
  const nanos = timestampOf(text, 'NANOS');
  if (nanos === undefined) return undefined;
  const inDay = ((nanos % DAY_NANOS) + DAY_NANOS) % DAY_NANOS;
  const bytes = new Uint8Array(12);
  bytes.set(littleEndian(inDay, 8));
  bytes.set(littleEndian((nanos - inDay) / DAY_NANOS + JULIAN_1970, 4), 8);
  return bytes;
}

function uuidOf(text: string): Uint8Array | undefined {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(hex)) return undefined;
  return Uint8Array.from({ length: 16 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** Bytes that were shown in base64 because they are no text, else the text's own. */
function bytesOf(text: string): Uint8Array {
  const decoded = text.length % 4 === 0 ? base64Bytes(text) : undefined;
  return decoded && !isUtf8(decoded) ? decoded : UTF8.encode(text);
}
