import type { ByteSource } from '../bytes';

/** The first bytes of a source, at most `length`. @throws EngineError unreadable */
export function readHead(source: ByteSource, length: number): Uint8Array {
  const head = new Uint8Array(Math.min(length, source.size));
  let filled = 0;
  while (filled < head.length) {
    const count = source.read(filled, head.subarray(filled));
    if (count === 0) break;
    filled += count;
  }
  return head.subarray(0, filled);
}
