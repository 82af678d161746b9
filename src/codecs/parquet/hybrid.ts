import { Damage } from './failure';
import { t } from '../../engine/language';

/**
 * Reads `count` values of `width` bits in the run-length and bit-packing hybrid encoding from bytes [at, end) and
 * returns the position after the last run read. @throws Damage
 */
export function readHybrid(
  bytes: Uint8Array,
  at: number,
  end: number,
  width: number,
  out: Uint8Array | Uint32Array,
  count: number,
): number {
  if (width > 32) throw new Damage(t`values of ${width} bits are not possible`);
  const wide = (width + 7) >>> 3;
  let done = 0;
  while (done < count) {
    let header = 0;
    let shift = 0;
    for (;;) {
      if (at >= end) throw new Damage(t`the page ends after ${done} of ${count} values`);
      const byte = bytes[at++]!;
      header += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) break;
      shift += 7;
      if (shift > 28) throw new Damage(t('a run is too long'));
    }
    const runs = Math.floor(header / 2);
    if (header % 2 === 0) {
      const run = Math.min(runs, count - done);
      if (run === 0 && runs === 0) continue;
      if (at + wide > end) throw new Damage(t('a run has no value'));
      let value = 0;
      for (let i = wide - 1; i >= 0; i--) value = value * 256 + bytes[at + i]!;
      at += wide;
      out.fill(value, done, done + run);
      done += run;
    } else {
      const run = Math.min(runs * 8, count - done);
      // The last group may lack the padding that no value needs.
      if (at + Math.ceil((run * width) / 8) > end) throw new Damage(t('packed values are cut off'));
      unpack(bytes, at, width, out, done, run);
      at = Math.min(end, at + runs * width);
      done += run;
    }
  }
  return at;
}

/** Whether bytes [at, end) begin with a run of at least `count` values that are all `value`, which is below 256. */
export function isOneRun(
  bytes: Uint8Array,
  at: number,
  end: number,
  value: number,
  count: number,
): boolean {
  let header = 0;
  for (let shift = 0; at < end && shift <= 28; shift += 7) {
    const byte = bytes[at++]!;
    header += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80)
      return header % 2 === 0 && header / 2 >= count && at < end && bytes[at] === value;
  }
  return false;
}

/** Unpacks `count` values of `width` bits, the lowest bits first, from byte `at` to out[into ..]. */
function unpack(
  bytes: Uint8Array,
  at: number,
  width: number,
  out: Uint8Array | Uint32Array,
  into: number,
  count: number,
): void {
  const last = into + count;
  if (width === 0) out.fill(0, into, last);
  else if (width === 8) for (let i = into; i < last; i++) out[i] = bytes[at++]!;
  else if (width === 1) {
    for (let i = into; i < last; at++) {
      const byte = bytes[at]!;
      const stop = Math.min(last, i + 8);
      for (let bit = 0; i < stop; i++, bit++) out[i] = (byte >>> bit) & 1;
    }
  } else if (width <= 24) {
    const mask = (1 << width) - 1;
    let held = 0;
    let bits = 0;
    for (let i = into; i < last; i++) {
      while (bits < width) {
        held |= bytes[at++]! << bits;
        bits += 8;
      }
      out[i] = held & mask;
      held >>>= width;
      bits -= width;
    }
  } else {
    for (let i = into, bit = 0; i < last; i++, bit += width) out[i] = bitsAt(bytes, at, bit, width);
  }
}

/** Up to 32 bits, `bit` bits after byte `at`. */
export function bitsAt(bytes: Uint8Array, at: number, bit: number, width: number): number {
  let value = 0;
  for (let have = 0; have < width;) {
    const from = (bit + have) & 7;
    const take = Math.min(8 - from, width - have);
    const part = (bytes[at + ((bit + have) >>> 3)]! >>> from) & ((1 << take) - 1);
    value += part * 2 ** have;
    have += take;
  }
  return value;
}

/** Bits needed for values up to `most`. */
export function widthOf(most: number): number {
  return 32 - Math.clz32(most);
}
