/** A fast seeded generator for making test files; nothing that Ballast does depends on it. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** A whole number in 0 .. limit - 1. */
  below(limit: number): number;
}

/** The generator sfc32 (Doty-Humphrey, PractRand) with a counter, seeded by one number and stirred. */
export function dice(seed: number): Dice {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88, 1];
  const bits = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) bits();
  return {
    next: () => bits() / 0x100000000,
    below: (limit) => Math.floor((bits() / 0x100000000) * limit),
  };
}
