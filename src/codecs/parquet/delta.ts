import { Damage } from './failure';
import { bitsAt } from './hybrid';
import { t } from '../../engine/language';

/** Bytes that are read front to back, each read checked. */
class Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  byte(): number {
    if (this.at >= this.end) throw new Damage(t('delta values are cut off'));
    return this.bytes[this.at++]!;
  }

  /** An unsigned LEB128 number of up to 64 bits. */
  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new Damage(t('a number is too long'));
  }

  zigzag(): bigint {
    const value = this.varint();
    return (value >> 1n) ^ -(value & 1n);
  }

  size(most: number, what: string): number {
    const value = this.varint();
    if (value > BigInt(most)) throw new Damage(t`${what} of ${value} is not possible`);
    return Number(value);
  }
}

/** Integers as pairs of 32-bit halves, the lower first; `end` is the position after the encoded bytes. */
export interface DeltaIntegers {
  readonly halves: Uint32Array;
  readonly count: number;
  readonly end: number;
}

/** Decodes DELTA_BINARY_PACKED from bytes [at, end), at most `most` values. Arithmetic wraps at 64 bits. @throws Damage */
export function readDelta(bytes: Uint8Array, at: number, end: number, most: number): DeltaIntegers {
  const cursor = new Cursor(bytes, at, end);
  const block = cursor.size(1 << 20, 'a block');
  const minis = cursor.size(1 << 16, t('a number of miniblocks'));
  const count = cursor.size(most, t('a number of values'));
  const first = BigInt.asUintN(64, cursor.zigzag());
  if (minis === 0 || block % minis !== 0 || (block / minis) % 8 !== 0) {
    throw new Damage(t('the blocks of delta values have no possible size'));
  }
  const perMini = block / minis;
  const halves = new Uint32Array(2 * count);
  let low = Number(first & 0xffffffffn);
  let high = Number(first >> 32n);
  let done = 0;
  if (count > 0) {
    halves[0] = low;
    halves[1] = high;
    done = 1;
  }
  while (done < count) {
    const least = BigInt.asUintN(64, cursor.zigzag());
    const leastLow = Number(least & 0xffffffffn);
    const leastHigh = Number(least >> 32n);
    const widths = Array.from({ length: minis }, () => cursor.byte());
    for (let mini = 0; mini < minis && done < count; mini++) {
      const width = widths[mini]!;
      if (width > 64) throw new Damage(t`deltas of ${width} bits are not possible`);
      const taken = Math.min(perMini, count - done);
      if (cursor.at + Math.ceil((taken * width) / 8) > end)
        throw new Damage(t('deltas are cut off'));
      for (let i = 0, bit = 0; i < taken; i++, bit += width) {
        const deltaLow = bitsAt(bytes, cursor.at, bit, Math.min(32, width));
        const deltaHigh = width > 32 ? bitsAt(bytes, cursor.at, bit + 32, width - 32) : 0;
        const sum = low + leastLow + deltaLow;
        low = sum >>> 0;
        high = (high + leastHigh + deltaHigh + Math.floor(sum / 0x100000000)) >>> 0;
        halves[2 * done] = low;
        halves[2 * done + 1] = high;
        done++;
      }
      cursor.at = Math.min(end, cursor.at + (perMini * width) / 8);
    }
  }
  return { halves, count, end: cursor.at };
}

/** Lengths of byte arrays: each lower half, checked. */
export function readLengths(
  bytes: Uint8Array,
  at: number,
  end: number,
  count: number,
): { readonly lengths: Uint32Array; readonly end: number } {
  const read = readDelta(bytes, at, end, count);
  if (read.count !== count) throw new Damage(t`there are ${read.count} of ${count} lengths`);
  const lengths = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    if (read.halves[2 * i + 1] !== 0) throw new Damage(t('a value has a negative length'));
    lengths[i] = read.halves[2 * i]!;
  }
  return { lengths, end: read.end };
}
