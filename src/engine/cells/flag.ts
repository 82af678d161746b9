const POSITIVE = new Set(['1', 'true', 'yes', 't', 'y', '1.0']);
const NEGATIVE = new Set(['0', 'false', 'no', 'f', 'n', '0.0']);

/** What a text says as a flag: true, false, or undefined where it is none. Blanks and case do not count. */
export function flagOf(text: string): boolean | undefined {
  const plain = text.trim().toLowerCase();
  return POSITIVE.has(plain) ? true : NEGATIVE.has(plain) ? false : undefined;
}
