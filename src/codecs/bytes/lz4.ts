import { Damage } from '../parquet/failure';
import { t } from '../../engine/language';

/**
 * Unpacks one LZ4 block (lz4_Block_format.md of the LZ4 project) to `output` from `start` on, every position checked; it
 * may refer to what lies before. Returns where it ends. @throws Damage
 */
export function unpackLz4(input: Uint8Array, output: Uint8Array, start: number): number {
  let from = 0;
  let to = start;
  const lengthFrom = (nibble: number): number => {
    let total = nibble;
    if (nibble < 15) return total;
    for (;;) {
      if (from >= input.length) throw new Damage(t('LZ4 lengths are cut off'));
      const byte = input[from++]!;
      total += byte;
      if (byte < 255) return total;
    }
  };
  while (from < input.length) {
    const token = input[from++]!;
    const literals = lengthFrom(token >>> 4);
    if (from + literals > input.length || to + literals > output.length) {
      throw new Damage(t('LZ4 literals do not fit'));
    }
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break;
    if (from + 2 > input.length) throw new Damage(t('an LZ4 offset is cut off'));
    const offset = input[from]! | (input[from + 1]! << 8);
    from += 2;
    const match = lengthFrom(token & 15) + 4;
    if (offset === 0 || offset > to || to + match > output.length) {
      throw new Damage(t('an LZ4 match does not fit'));
    }
    if (offset >= match) output.copyWithin(to, to - offset, to - offset + match);
    else for (let i = 0; i < match; i++) output[to + i] = output[to + i - offset]!;
    to += match;
  }
  return to;
}
