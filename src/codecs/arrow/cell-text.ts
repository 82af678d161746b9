import { DataType } from 'apache-arrow/type';
import { CellTag } from '../../engine/table/table';
import { UTF8 } from '../encodings/charset';
import { base64Text } from '../parquet/base64';
import { isUtf8 } from '../parquet/cell-format';
import { clockText, dateText, timestampText, type TimeUnit } from '../parquet/moments';
import { decimalText, floatText, halfOf, halfText, numberText } from '../parquet/numbers';
import { childrenOf, hasValue, type ArrowArray } from './arrays';

/** The text of a stored value; undefined: it is NaN and so counts as missing. */
type Format = (view: DataView, at: number) => string | undefined;

/** By Arrow's numbers of its units, seconds first. */
const UNITS: readonly TimeUnit[] = ['MILLIS', 'MILLIS', 'MICROS', 'NANOS'];

/** What values of a type were written as. */
export function tagOf(type: DataType): CellTag {
  if (DataType.isDictionary(type)) return tagOf(type.dictionary as DataType);
  if (DataType.isBool(type)) return CellTag.boolean;
  const number =
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isDecimal(type) ||
    DataType.isDuration(type);
  if (number) return CellTag.number;
  return childrenOf(type).length > 0 ? CellTag.nested : CellTag.string;
}

/** The text of a cell that has a value; undefined: it is NaN and so counts as missing. */
export function cellOf(array: ArrowArray, i: number): string | undefined {
  switch (array.kind) {
    case 'null':
      return undefined;
    case 'bit':
      return (array.values[i >>> 3]! >>> (i & 7)) & 1 ? 'true' : 'false';
    case 'fixed': {
      const { values, width, type } = array;
      const bytes = values.subarray(i * width, (i + 1) * width);
      if (DataType.isFixedSizeBinary(type)) return bytesText(bytes);
      return formatOf(type)(viewOf(bytes), 0);
    }
    case 'variable':
      return bytesText(array.bytes(i).subarray(array.start(i), array.end(i)));
    case 'dictionary':
      return cellOf(array.values, array.at(i));
    default:
      return jsonOf(array, i);
  }
}

/** A cell as JSON; what has no value, and NaN, is null. */
function jsonOf(array: ArrowArray, i: number): string {
  if (!hasValue(array, i)) return 'null';
  if (array.kind === 'dictionary') return jsonOf(array.values, array.at(i));
  if (array.kind === 'struct') {
    const members = childrenOf(array.type).map(
      ({ name }, at) => `${JSON.stringify(name)}:${jsonOf(array.children[at]!, i)}`,
    );
    return `{${members.join(',')}}`;
  }
  if (array.kind === 'list') {
    const items: string[] = [];
    for (let at = array.start(i); at < array.end(i); at++) items.push(jsonOf(array.child, at));
    return `[${items.join(',')}]`;
  }
  const text = cellOf(array, i);
  if (text === undefined || /^-?Infinity$/.test(text)) return 'null';
  const plain = array.kind === 'bit' || tagOf(array.type) === CellTag.number;
  return plain ? text : JSON.stringify(text);
}

function bytesText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? UTF8.decode(bytes) : base64Text(bytes);
}

/** How values of a type of fixed width are shown. */
export function formatOf(type: DataType): Format {
  if (DataType.isInt(type)) return integer(type.bitWidth, type.isSigned);
  if (DataType.isFloat(type)) return floating(type.precision);
  if (DataType.isDecimal(type)) {
    const { bitWidth, scale } = type;
    return (view, at) => decimalText(wide(view, at, bitWidth / 8), scale);
  }
  if (DataType.isDate(type))
    return type.unit === 0
      ? (view, at) => dateText(view.getInt32(at, true))
      : (view, at) =>
          timestampText(view.getBigInt64(at, true), 'MILLIS', false).replace('T00:00:00', '');
  if (DataType.isTime(type)) {
    const scale = type.unit === 0 ? 1000n : 1n;
    const value = type.bitWidth === 32 ? int32 : int64;
    return (view, at) => clockText(value(view, at) * scale, UNITS[type.unit]!);
  }
  if (DataType.isTimestamp(type)) {
    const scale = type.unit === 0 ? 1000n : 1n;
    const utc = (type.timezone ?? '') !== '';
    return (view, at) => timestampText(int64(view, at) * scale, UNITS[type.unit]!, utc);
  }
  if (DataType.isDuration(type)) return (view, at) => String(int64(view, at));
  if (DataType.isInterval(type)) return interval(type.unit);
  return (view, at) => bytesText(new Uint8Array(view.buffer, view.byteOffset + at));
}

const int32 = (view: DataView, at: number) => BigInt(view.getInt32(at, true));
const int64 = (view: DataView, at: number) => view.getBigInt64(at, true);

function integer(bits: number, signed: boolean): Format {
  switch (bits) {
    case 8:
      return (view, at) => String(signed ? view.getInt8(at) : view.getUint8(at));
    case 16:
      return (view, at) => String(signed ? view.getInt16(at, true) : view.getUint16(at, true));
    case 32:
      return (view, at) => String(signed ? view.getInt32(at, true) : view.getUint32(at, true));
    default:
      return (view, at) => String(signed ? int64(view, at) : view.getBigUint64(at, true));
  }
}

/** 0 half, 1 single, 2 double. */
function floating(precision: number): Format {
  switch (precision) {
    case 0:
      return (view, at) => {
        const bits = view.getUint16(at, true);
        return Number.isNaN(halfOf(bits)) ? undefined : halfText(bits);
      };
    case 1:
      return (view, at) => {
        const number = view.getFloat32(at, true);
        return Number.isNaN(number) ? undefined : floatText(number);
      };
    default:
      return (view, at) => {
        const number = view.getFloat64(at, true);
        return Number.isNaN(number) ? undefined : numberText(number);
      };
  }
}

/** 0 months, 1 days and milliseconds, 2 months, days and nanoseconds: as durations of ISO 8601. */
function interval(unit: number): Format {
  return (view, at) => {
    if (unit === 0) return `P${view.getInt32(at, true)}M`;
    if (unit === 1) return `P${view.getInt32(at, true)}DT${view.getInt32(at + 4, true) / 1000}S`;
    const seconds = decimalText(view.getBigInt64(at + 8, true), 9).replace(/\.?0+$/, '');
    return `P${view.getInt32(at, true)}M${view.getInt32(at + 4, true)}DT${seconds}S`;
  };
}

/** A two's complement number of `width` bytes, the lowest first. */
function wide(view: DataView, at: number, width: number): bigint {
  if (width === 4) return int32(view, at);
  let value = view.getBigInt64(at + width - 8, true);
  for (let word = width - 16; word >= 0; word -= 8)
    value = (value << 64n) | view.getBigUint64(at + word, true);
  return value;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
