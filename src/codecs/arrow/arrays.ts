import type { Field } from 'apache-arrow/schema';
import { DataType, type Dictionary } from 'apache-arrow/type';
import { Damage } from '../parquet/failure';
import type { BatchBody } from './body';
import { t } from '../../engine/language';

/** A column of one batch as it lies in memory (Arrow columnar format 1.5); `bits` says which cells have a value. */
export type ArrowArray = {
  readonly type: DataType;
  readonly length: number;
  readonly bits: Uint8Array | undefined;
} & (
  | { readonly kind: 'null' }
  | { readonly kind: 'bit'; readonly values: Uint8Array }
  | { readonly kind: 'fixed'; readonly width: number; readonly values: Uint8Array }
  /** Value i is bytes [start(i), end(i)) of `bytes(i)`. */
  | {
      readonly kind: 'variable';
      readonly bytes: (i: number) => Uint8Array;
      readonly start: (i: number) => number;
      readonly end: (i: number) => number;
    }
  | { readonly kind: 'struct'; readonly children: readonly ArrowArray[] }
  /** List i is cells [start(i), end(i)) of the child. */
  | {
      readonly kind: 'list';
      readonly start: (i: number) => number;
      readonly end: (i: number) => number;
      readonly child: ArrowArray;
    }
  | { readonly kind: 'dictionary'; readonly at: (i: number) => number; readonly values: ArrowArray }
);

/** The values of dictionaries by id. */
export type Dictionaries = ReadonlyMap<number, ArrowArray>;

const MOST_DECIMALS = 1000;

/** Whether a cell has a value. */
export function hasValue({ bits, kind }: ArrowArray, i: number): boolean {
  if (kind === 'null') return false;
  return bits === undefined || ((bits[i >>> 3]! >>> (i & 7)) & 1) === 1;
}

/** The next column of a batch. @throws Damage; EngineError unreadable, unsupported-format */
export function readArray(type: DataType, body: BatchBody, dictionaries: Dictionaries): ArrowArray {
  if (DataType.isUnion(type))
    throw new Damage(t('unions cannot be read: write them as other columns'));
  const node = body.node();
  const { length } = node;
  if (DataType.isNull(type)) return { type, length, bits: undefined, kind: 'null' };
  const base = { type, length, bits: body.validity(node) };
  if (DataType.isDictionary(type)) return { ...base, ...indices(type, length, body, dictionaries) };
  if (DataType.isBool(type))
    return { ...base, kind: 'bit', values: body.buffer(Math.ceil(length / 8)) };
  if (DataType.isStruct(type)) {
    const children = childrenOf(type).map((field) => readArray(field.type, body, dictionaries));
    if (children.some((child) => child.length < length))
      throw new Damage(t('a struct is too short'));
    return { ...base, kind: 'struct', children };
  }
  if (DataType.isFixedSizeList(type)) {
    const size = type.listSize;
    const child = readArray(childrenOf(type)[0]!.type, body, dictionaries);
    if (!(size >= 0) || child.length < length * size) throw new Damage(t('a list is too short'));
    return { ...base, kind: 'list', start: (i) => i * size, end: (i) => (i + 1) * size, child };
  }
  if (DataType.isList(type) || DataType.isLargeList(type) || DataType.isMap(type)) {
    const at = offsets(body, length, DataType.isLargeList(type));
    const child = readArray(childrenOf(type)[0]!.type, body, dictionaries);
    if (at(length) > child.length) throw new Damage(t('a list is too short'));
    return { ...base, kind: 'list', start: at, end: (i) => at(i + 1), child };
  }
  if (DataType.isUtf8(type) || DataType.isBinary(type))
    return { ...base, ...run(body, length, false) };
  if (DataType.isLargeUtf8(type) || DataType.isLargeBinary(type))
    return { ...base, ...run(body, length, true) };
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type))
    return { ...base, ...views(body, length, base.bits) };
  const width = widthOf(type);
  return { ...base, kind: 'fixed', width, values: body.buffer(length * width) };
}

/** The members of a struct, or the items of a list. */
export function childrenOf(type: DataType): readonly Field[] {
  return (type.children ?? []) as readonly Field[];
}

/** Bytes of one value. */
function widthOf(type: DataType): number {
  if (DataType.isInt(type)) return type.bitWidth / 8;
  if (DataType.isFloat(type)) return 2 << type.precision;
  if (DataType.isDecimal(type)) {
    // Written out, a scale is as many digits.
    if (Math.abs(type.scale) > MOST_DECIMALS) throw new Damage(t`it claims ${type.scale} decimals`);
    return type.bitWidth / 8;
  }
  if (DataType.isDate(type)) return type.unit === 0 ? 4 : 8;
  if (DataType.isTime(type)) return type.bitWidth / 8;
  if (DataType.isTimestamp(type) || DataType.isDuration(type)) return 8;
  if (DataType.isInterval(type)) return [4, 8, 16][type.unit] ?? 16;
  if (DataType.isFixedSizeBinary(type) && type.byteWidth >= 0) return type.byteWidth;
  throw new Damage(t`columns of type ${String(type)} cannot be read`);
}

function indices(type: Dictionary, length: number, body: BatchBody, dictionaries: Dictionaries) {
  const { bitWidth, isSigned } = type.indices;
  const width = bitWidth / 8;
  const bytes = body.buffer(length * width);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = dictionaries.get(type.id);
  if (!values) throw new Damage(t`the dictionary ${type.id} is missing`);
  const raw: Readonly<Record<number, (i: number) => number>> = {
    1: (i) => (isSigned ? view.getInt8(i) : view.getUint8(i)),
    2: (i) => (isSigned ? view.getInt16(i * 2, true) : view.getUint16(i * 2, true)),
    4: (i) => (isSigned ? view.getInt32(i * 4, true) : view.getUint32(i * 4, true)),
    8: (i) => Number(view.getBigInt64(i * 8, true)),
  };
  const index = raw[width]!;
  const at = (i: number) => {
    const found = index(i);
    if (found >= 0 && found < values.length) return found;
    throw new Damage(t`the dictionary has no entry ${found}`);
  };
  return { kind: 'dictionary' as const, at, values };
}

/** Where values begin, one more than there are values; they never go back. */
function offsets(body: BatchBody, length: number, large: boolean): (i: number) => number {
  // Writers may leave out the one offset of a column without values.
  const bytes = body.buffer(length === 0 ? 0 : (length + 1) * (large ? 8 : 4));
  if (length === 0) return () => 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = large
    ? (i: number) => Number(view.getBigInt64(i * 8, true))
    : (i: number) => view.getInt32(i * 4, true);
  for (let i = 0, before = 0; i <= length; i++) {
    const offset = at(i);
    if (offset < before) throw new Damage(t('the places of its values make no sense'));
    before = offset;
  }
  return at;
}

function run(body: BatchBody, length: number, large: boolean) {
  const at = offsets(body, length, large);
  const bytes = body.buffer(at(length));
  return {
    kind: 'variable' as const,
    bytes: () => bytes,
    start: at,
    end: (i: number) => at(i + 1),
  };
}

/** Values of at most 12 bytes lie in their view, longer ones in one of several buffers. */
function views(body: BatchBody, length: number, bits: Uint8Array | undefined) {
  const inline = body.buffer(length * 16);
  const view = new DataView(inline.buffer, inline.byteOffset, inline.byteLength);
  const buffers = Array.from({ length: body.variadic() }, () => body.buffer(0));
  const size = (i: number) => view.getInt32(i * 16, true);
  const bytes = (i: number) => (size(i) <= 12 ? inline : buffers[view.getInt32(i * 16 + 8, true)]!);
  const start = (i: number) => (size(i) <= 12 ? i * 16 + 4 : view.getInt32(i * 16 + 12, true));
  const array = { kind: 'variable' as const, bytes, start, end: (i: number) => start(i) + size(i) };
  for (let i = 0; i < length; i++) {
    if (bits && ((bits[i >>> 3]! >>> (i & 7)) & 1) === 0) continue;
    const from = start(i);
    if (size(i) < 0 || from < 0 || !(from + size(i) <= (bytes(i)?.length ?? -1)))
      throw new Damage(t('the places of its values make no sense'));
  }
  return array;
}
