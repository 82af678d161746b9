import type { SchemaElement } from 'hyparquet';
import { CellTag } from '../../engine/table/table';
import { UTF8 } from '../encodings/charset';
import { base64Text } from './base64';
import { clockText, dateText, timestampText, type TimeUnit } from './moments';
import { bigEndian, decimalText, floatText, halfOf, halfText, numberText } from './numbers';

/** How the values of one stored column are shown. */
export interface CellFormat {
  readonly tag: CellTag;
  /** `text`: the bytes are UTF-8; `bytes`: they may be, and are base64 where they are not; `value`: they are formatted. */
  readonly kind: 'text' | 'bytes' | 'value';
  /** Values may be NaN, which has no text. */
  readonly floating?: true;
  /** The text of the value in bytes [start, end); undefined: it is no number and so counts as missing. */
  text(bytes: Uint8Array, start: number, end: number): string | undefined;
}

type Format = CellFormat['text'];

/** Bytes of the longest decimal that is written as a number: 16 are usual. */
const LONGEST_DECIMAL = 1024;
const JULIAN_1970 = 2_440_588n;
const DAY_NANOS = 86_400_000_000_000n;

/** How the values of a leaf are shown, from its physical and its logical type. */
export function cellFormat(element: SchemaElement): CellFormat {
  const { type } = element;
  const logical = element.logical_type?.type;
  const value = (tag: CellTag, text: Format): CellFormat => ({ tag, kind: 'value', text });
  const floating = (text: Format): CellFormat => ({
    ...value(CellTag.number, text),
    floating: true,
  });
  if (isDecimal(element)) return value(CellTag.number, decimal(element));
  switch (type) {
    case 'BOOLEAN':
      return value(CellTag.boolean, (bytes, start) => (bytes[start] ? 'true' : 'false'));
    case 'INT32':
    case 'INT64':
      return integer(element);
    case 'INT96':
      return value(CellTag.string, (bytes, start) => {
        const days = BigInt(viewOf(bytes).getInt32(start + 8, true)) - JULIAN_1970;
        const nanos = viewOf(bytes).getBigInt64(start, true);
        return timestampText(days * DAY_NANOS + nanos, 'NANOS', false);
      });
    case 'FLOAT':
      return floating((bytes, start) => {
        const number = viewOf(bytes).getFloat32(start, true);
        return Number.isNaN(number) ? undefined : floatText(number);
      });
    case 'DOUBLE':
      return floating((bytes, start) => {
        const number = viewOf(bytes).getFloat64(start, true);
        return Number.isNaN(number) ? undefined : numberText(number);
      });
  }
  if (logical === 'FLOAT16' && element.type_length === 2) {
    return floating((bytes, start) => {
      const bits = bytes[start]! | (bytes[start + 1]! << 8);
      return Number.isNaN(halfOf(bits)) ? undefined : halfText(bits);
    });
  }
  if (logical === 'UUID' && element.type_length === 16) return value(CellTag.string, uuidText);
  if (element.converted_type === 'INTERVAL' && element.type_length === 12) {
    return value(CellTag.string, intervalText);
  }
  if (isJson(element)) return { tag: CellTag.nested, kind: 'text', text: utf8Text };
  if (isText(element)) return { tag: CellTag.string, kind: 'text', text: utf8Text };
  return { tag: CellTag.string, kind: 'bytes', text: bytesText };
}

/** Whether a leaf holds JSON documents. */
export function isJson({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'JSON' || logical_type?.type === 'JSON';
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  const logical = logical_type?.type;
  return (
    converted_type === 'UTF8' ||
    converted_type === 'ENUM' ||
    logical === 'STRING' ||
    logical === 'ENUM'
  );
}

export function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}

/** Digits after the point of a decimal column. */
export function scaleOf({ scale, logical_type }: SchemaElement): number {
  return scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0);
}

/** Whether an integer column has no negative numbers. */
export function isUnsigned({ converted_type, logical_type }: SchemaElement): boolean {
  if (logical_type?.type === 'INTEGER') return !logical_type.isSigned;
  return converted_type?.startsWith('UINT_') ?? false;
}

/** What an integer column means as a moment; undefined: it holds plain integers. */
export function momentOf(
  element: SchemaElement,
):
  | { readonly kind: 'date' }
  | { readonly kind: 'time' | 'timestamp'; readonly unit: TimeUnit; readonly utc: boolean }
  | undefined {
  const logical = element.logical_type;
  if (logical?.type === 'DATE') return { kind: 'date' };
  if (logical?.type === 'TIME' || logical?.type === 'TIMESTAMP') {
    const kind = logical.type === 'TIME' ? 'time' : 'timestamp';
    return { kind, unit: logical.unit, utc: logical.isAdjustedToUTC };
  }
  switch (element.converted_type) {
    case 'DATE':
      return { kind: 'date' };
    case 'TIME_MILLIS':
      return { kind: 'time', unit: 'MILLIS', utc: true };
    case 'TIME_MICROS':
      return { kind: 'time', unit: 'MICROS', utc: true };
    case 'TIMESTAMP_MILLIS':
      return { kind: 'timestamp', unit: 'MILLIS', utc: true };
    case 'TIMESTAMP_MICROS':
      return { kind: 'timestamp', unit: 'MICROS', utc: true };
    default:
      return undefined;
  }
}

function integer(element: SchemaElement): CellFormat {
  const { type } = element;
  const unsigned = isUnsigned(element);
  const moment = momentOf(element);
  if (!moment) {
    const text: Format =
      type === 'INT32'
        ? (bytes, at) =>
            String(unsigned ? viewOf(bytes).getUint32(at, true) : viewOf(bytes).getInt32(at, true))
        : (bytes, at) => longText(bytes, at, unsigned);
    return { tag: CellTag.number, kind: 'value', text };
  }
  const read = (bytes: Uint8Array, at: number) =>
    type === 'INT32'
      ? BigInt(viewOf(bytes).getInt32(at, true))
      : viewOf(bytes).getBigInt64(at, true);
  const text: Format = (bytes, at) => {
    const value = read(bytes, at);
    if (moment.kind === 'date') return dateText(Number(value));
    if (moment.kind === 'timestamp') return timestampText(value, moment.unit, moment.utc);
    return value < 0n ? String(value) : clockText(value, moment.unit);
  };
  return { tag: CellTag.string, kind: 'value', text };
}

/** Most integers fit a double, which is formatted much faster than a bigint. */
function longText(bytes: Uint8Array, at: number, unsigned: boolean): string {
  const view = viewOf(bytes);
  const high = view.getInt32(at + 4, true);
  if (high >= (unsigned ? 0 : -0x200000) && high < 0x200000) {
    return String(high * 0x100000000 + view.getUint32(at, true));
  }
  return String(unsigned ? view.getBigUint64(at, true) : view.getBigInt64(at, true));
}

function decimal(element: SchemaElement): Format {
  const scale = scaleOf(element);
  if (element.type === 'INT32') {
    return (bytes, at) => decimalText(BigInt(viewOf(bytes).getInt32(at, true)), scale);
  }
  if (element.type === 'INT64') {
    return (bytes, at) => decimalText(viewOf(bytes).getBigInt64(at, true), scale);
  }
  // A number of so many bytes takes minutes to write, and is none.
  return (bytes, start, end) =>
    end - start > LONGEST_DECIMAL
      ? base64Text(bytes.subarray(start, end))
      : decimalText(bigEndian(bytes, start, end), scale);
}

function uuidText(bytes: Uint8Array, start: number, end: number): string {
  const hex = Array.from(bytes.subarray(start, end), (byte) => byte.toString(16).padStart(2, '0'));
  const part = (from: number, to: number) => hex.slice(from, to).join('');
  return [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)].join('-');
}

function intervalText(bytes: Uint8Array, start: number): string {
  const view = viewOf(bytes);
  const [months, days, millis] = [0, 4, 8].map((at) => view.getUint32(start + at, true));
  return `P${months}M${days}DT${millis! / 1000}S`;
}

const utf8Text: Format = (bytes, start, end) => UTF8.decode(bytes.subarray(start, end));

const bytesText: Format = (bytes, start, end) => {
  const value = bytes.subarray(start, end);
  return isUtf8(value) ? UTF8.decode(value) : base64Text(value);
};

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Whether bytes are well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    STRICT.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

let viewed: Uint8Array | undefined;
let view: DataView = new DataView(new ArrayBuffer(0));

/** A view over the same bytes; the last one is kept, since values of one page are formatted one after the other. */
function viewOf(bytes: Uint8Array): DataView {
  if (viewed === bytes) return view;
  viewed = bytes;
  return (view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
