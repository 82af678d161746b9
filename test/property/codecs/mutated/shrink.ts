/** The shortest bytes found by cutting parts away for which `fails` still holds; parts halve from half the length on. */
export function shrunk(bytes: Uint8Array, fails: (bytes: Uint8Array) => boolean): Uint8Array {
  let best = bytes;
  for (let size = best.length >> 1; size > 0; size = size === 1 ? 0 : size >> 1) {
    for (let at = 0; at < best.length;) {
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      if (fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
