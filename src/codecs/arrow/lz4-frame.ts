import { unpackLz4 } from '../bytes/lz4';
import { Damage } from '../parquet/failure';
import { t } from '../../engine/language';

const MAGIC = 0x184d2204;
const STORED = 0x80000000;

/**
 * An LZ4 frame (lz4_Frame_format.md of the LZ4 project) into exactly `length` bytes, its blocks linked or not; checksums
 * are skipped. @throws Damage
 */
export function lz4Frame(input: Uint8Array, length: number): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const u32 = (at: number) => {
    if (at + 4 > input.length) throw new Damage(t('an LZ4 frame is cut off'));
    return view.getUint32(at, true);
  };
  const flags = input[4] ?? 0;
  if (u32(0) !== MAGIC || flags >> 6 !== 1) throw new Damage(t('a buffer is no LZ4 frame'));
  const [blockChecksum, contentSize, dictionary] = [flags & 16, flags & 8, flags & 1];
  if (dictionary) throw new Damage(t('an LZ4 frame needs a dictionary'));
  const output = new Uint8Array(length);
  let from = 7 + (contentSize ? 8 : 0);
  let to = 0;
  for (;;) {
    const header = u32(from);
    from += 4;
    if (header === 0) break;
    const size = header & ~STORED;
    if (size > input.length - from) throw new Damage(t('an LZ4 block is cut off'));
    const block = input.subarray(from, from + size);
    if (header & STORED) {
      if (to + size > length) throw new Damage(t('an LZ4 block does not fit'));
      output.set(block, to);
      to += size;
    } else to = unpackLz4(block, output, to);
    from += size + (blockChecksum ? 4 : 0);
  }
  if (to !== length) throw new Damage(t`a buffer has ${to} bytes and not the ${length} it says`);
  return output;
}
