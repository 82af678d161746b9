import type { Encoding, ParquetType } from 'hyparquet';
import { readDelta, readLengths } from './delta';
import { Damage } from './failure';
import { readHybrid } from './hybrid';
import { t } from '../../engine/language';

/** Values of one width each, little-endian, one after the other. Booleans are bytes 0 and 1. */
export interface FixedValues {
  readonly kind: 'fixed';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly count: number;
}

/** Values of any length: value i is `bytes[starts[i]]` .. `bytes[ends[i]]`. */
export interface VariableValues {
  readonly kind: 'variable';
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly count: number;
}

/** Positions in the dictionary of the column chunk. */
export interface IndexValues {
  readonly kind: 'index';
  readonly indices: Uint32Array;
  readonly count: number;
}

export type PlainValues = FixedValues | VariableValues;
export type PageValues = PlainValues | IndexValues;

/** The physical type of a column: with the bytes per value of FIXED_LEN_BYTE_ARRAY. */
export interface PhysicalType {
  readonly type: ParquetType;
  readonly length: number;
}

const WIDTHS: Readonly<Partial<Record<ParquetType, number>>> = {
  BOOLEAN: 1,
  INT32: 4,
  INT64: 8,
  INT96: 12,
  FLOAT: 4,
  DOUBLE: 8,
};

/** Bytes of one value as `FixedValues` holds it; 0 for BYTE_ARRAY. */
function valueWidth({ type, length }: PhysicalType): number {
  return type === 'FIXED_LEN_BYTE_ARRAY' ? length : (WIDTHS[type] ?? 0);
}

/**
 * Decodes the values of one page from its uncompressed bytes [at, end), `count` values that are not null. What is
 * returned may point into `bytes`. @throws Damage
 */
export function readValues(
  physical: PhysicalType,
  encoding: Encoding,
  bytes: Uint8Array,
  at: number,
  count: number,
): PageValues {
  const end = bytes.length;
  const { type } = physical;
  if (count === 0 && encoding !== 'PLAIN') return emptyValues(physical);
  switch (encoding) {
    case 'PLAIN':
      return readPlain(physical, bytes, at, count);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const indices = new Uint32Array(count);
      if (at >= end) throw new Damage(t('the page has no values'));
      readHybrid(bytes, at + 1, end, bytes[at]!, indices, count);
      return { kind: 'index', indices, count };
    }
    case 'RLE': {
      if (type !== 'BOOLEAN') break;
      const values = new Uint8Array(count);
      if (at + 4 > end) throw new Damage(t('the page has no values'));
      readHybrid(bytes, at + 4, end, 1, values, count);
      return { kind: 'fixed', bytes: values, width: 1, count };
    }
    case 'DELTA_BINARY_PACKED':
      if (type === 'INT32' || type === 'INT64') return deltaIntegers(type, bytes, at, count);
      break;
    case 'DELTA_LENGTH_BYTE_ARRAY':
      if (type === 'BYTE_ARRAY') return deltaLengths(bytes, at, count);
      break;
    case 'DELTA_BYTE_ARRAY':
      if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') {
        return deltaStrings(physical, bytes, at, count);
      }
      break;
    case 'BYTE_STREAM_SPLIT':
      return splitStreams(physical, bytes, at, count);
  }
  throw new Damage(t`values of type ${type} cannot be encoded as ${encoding ?? t('it says')}`);
}

/** Decodes values in the PLAIN encoding. @throws Damage */
export function readPlain(
  physical: PhysicalType,
  bytes: Uint8Array,
  at: number,
  count: number,
): PlainValues {
  const end = bytes.length;
  if (physical.type === 'BYTE_ARRAY') return plainStrings(bytes, at, count);
  if (physical.type === 'BOOLEAN') {
    if (at + Math.ceil(count / 8) > end) throw cutOff();
    const values = new Uint8Array(count);
    for (let i = 0; i < count; i++) values[i] = (bytes[at + (i >>> 3)]! >>> (i & 7)) & 1;
    return { kind: 'fixed', bytes: values, width: 1, count };
  }
  const width = valueWidth(physical);
  if (at + count * width > end) throw cutOff();
  return { kind: 'fixed', bytes: bytes.subarray(at, at + count * width), width, count };
}

function plainStrings(bytes: Uint8Array, from: number, count: number): VariableValues {
  const end = bytes.length;
  // Each value takes at least its length's four bytes, whatever the page claims.
  if (from + count * 4 > end) throw cutOff();
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at + 4 > end) throw cutOff();
    const length =
      bytes[at]! + bytes[at + 1]! * 0x100 + bytes[at + 2]! * 0x10000 + bytes[at + 3]! * 0x1000000;
    at += 4;
    starts[i] = at;
    at += length;
    if (at > end) throw cutOff();
    if (length > LONGEST_VALUE) throw tooLong(length);
    ends[i] = at;
  }
  return { kind: 'variable', bytes, starts, ends, count };
}

function deltaIntegers(
  type: 'INT32' | 'INT64',
  bytes: Uint8Array,
  at: number,
  count: number,
): FixedValues {
  const { halves, count: found } = readDelta(bytes, at, bytes.length, count);
  if (found !== count) throw new Damage(t`there are ${found} of ${count} values`);
  let values = halves;
  if (type === 'INT32') {
    values = new Uint32Array(count);
    for (let i = 0; i < count; i++) values[i] = halves[2 * i]!;
  }
  return {
    kind: 'fixed',
    bytes: new Uint8Array(values.buffer),
    width: type === 'INT32' ? 4 : 8,
    count,
  };
}

function deltaLengths(bytes: Uint8Array, from: number, count: number): VariableValues {
  const { lengths, end } = readLengths(bytes, from, bytes.length, count);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let at = end;
  for (let i = 0; i < count; i++) {
    starts[i] = at;
    at += lengths[i]!;
    if (at > bytes.length) throw cutOff();
    if (lengths[i]! > LONGEST_VALUE) throw tooLong(lengths[i]!);
    ends[i] = at;
  }
  return { kind: 'variable', bytes, starts, ends, count };
}

/** Each value is a beginning of the value before and the rest. */
function deltaStrings(
  { type, length }: PhysicalType,
  bytes: Uint8Array,
  from: number,
  count: number,
): PlainValues {
  const shared = readLengths(bytes, from, bytes.length, count);
  const rest = deltaLengths(bytes, shared.end, count);
  let total = 0;
  for (let i = 0, before = 0; i < count; i++) {
    if (shared.lengths[i]! > before) throw new Damage(t('a value begins like a longer one'));
    before = shared.lengths[i]! + rest.ends[i]! - rest.starts[i]!;
    if (type === 'FIXED_LEN_BYTE_ARRAY' && before !== length) throw cutOff();
    if (before > LONGEST_VALUE) throw tooLong(before);
    total += before;
    if (total > MOST_BYTES) throw new Damage(t('the values are larger than a page may be'));
  }
  const arena = new Uint8Array(total);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  for (let i = 0, at = 0, before = 0; i < count; i++) {
    starts[i] = at;
    arena.copyWithin(at, before, before + shared.lengths[i]!);
    before = at;
    at += shared.lengths[i]!;
    arena.set(bytes.subarray(rest.starts[i], rest.ends[i]), at);
    at += rest.ends[i]! - rest.starts[i]!;
    ends[i] = at;
  }
  if (type === 'FIXED_LEN_BYTE_ARRAY') return { kind: 'fixed', bytes: arena, width: length, count };
  return { kind: 'variable', bytes: arena, starts, ends, count };
}

const MOST_BYTES = 1 << 29;
/** Bytes of a value, as of a row of text. */
const LONGEST_VALUE = 1 << 28;

/** Byte 0 of all values, then byte 1 of all values ... */
function splitStreams(
  physical: PhysicalType,
  bytes: Uint8Array,
  at: number,
  count: number,
): FixedValues {
  const width = valueWidth(physical);
  if (width === 0 || physical.type === 'BOOLEAN') {
    throw new Damage(t`values of type ${physical.type} cannot be split into streams`);
  }
  if (at + count * width > bytes.length) throw cutOff();
  const values = new Uint8Array(count * width);
  for (let stream = 0; stream < width; stream++) {
    for (let i = 0, into = stream; i < count; i++, into += width) values[into] = bytes[at++]!;
  }
  return { kind: 'fixed', bytes: values, width, count };
}

/** No values. */
function emptyValues(physical: PhysicalType): PlainValues {
  return readPlain(physical, new Uint8Array(0), 0, 0);
}

function tooLong(length: number): Damage {
  return new Damage(t`a value has ${length} bytes, and ${LONGEST_VALUE} are possible`);
}

function cutOff(): Damage {
  return new Damage(t('the values are cut off'));
}
