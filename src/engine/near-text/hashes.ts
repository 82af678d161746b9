/** Odd multipliers: of a word's bytes, and of the words of a shingle; one per lane. */
export const WORD_LOW = 0x01000193;
export const WORD_HIGH = 0x85ebca6b;
export const STEP_LOW = 0x9e3779b1;
export const STEP_HIGH = 0xc2b2ae3d;
export const START = 0x811c9dc5;

/** The finaliser of MurmurHash3 (Appleby): 32 bits in, 32 well mixed bits out. */
export function fmix32(hash: number): number {
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** a, b and c of each of 2 * `bins` rounds; a and b are odd. The same for every run, so that sketches can be compared. */
export function roundConstants(bins: number): Uint32Array {
  const constants = new Uint32Array(6 * bins);
  let state = 1;
  for (let i = 0; i < constants.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    constants[i] = i % 3 === 2 ? fmix32(state) : fmix32(state) | 1;
  }
  return constants;
}
