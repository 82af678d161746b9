import { unpackLz4 } from '../bytes/lz4';
import { Damage } from './failure';
import { t } from '../../engine/language';

/** One LZ4 block of `length` bytes. @throws Damage */
export function lz4Block(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  const end = unpackLz4(input, output, 0);
  if (end !== length) throw new Damage(t`a page has ${end} bytes and not the ${length} it says`);
  return output;
}

/**
 * The frames that Hadoop puts around LZ4 blocks, each after its two lengths, the highest byte first; some writers say
 * LZ4 and leave them out. @throws Damage
 */
export function lz4Hadoop(input: Uint8Array, length: number): Uint8Array {
  return framed(input, length) ?? lz4Block(input, length);
}

function framed(input: Uint8Array, length: number): Uint8Array | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const blocks: { readonly from: number; readonly to: number; readonly size: number }[] = [];
  let total = 0;
  for (let at = 0; at < input.length;) {
    if (at + 8 > input.length) return undefined;
    const size = view.getUint32(at);
    const to = at + 8 + view.getUint32(at + 4);
    total += size;
    if (to > input.length || total > length) return undefined;
    blocks.push({ from: at + 8, to, size });
    at = to;
  }
  if (total !== length) return undefined;
  const output = new Uint8Array(length);
  let into = 0;
  for (const { from, to, size } of blocks) {
    output.set(lz4Block(input.subarray(from, to), size), into);
    into += size;
  }
  return output;
}
