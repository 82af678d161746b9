/** White space, quotes, full stops, commas and signs without width around a value. */
const OUTER =
  /^[\s\u200b-\u200d\u2060"'`\u2018-\u201f.,]+|[\s\u200b-\u200d\u2060"'`\u2018-\u201f.,]+$/gu;
/** What may stand between parts of a word or name; a minus after white space is the sign of a number. */
const BETWEEN = /(?<=[\p{L}\p{N}])(?!\s+-\p{N})[\s_\-./,']+(?=[\p{L}\p{N}])/gu;
const LETTER = /\p{L}/u;

/**
 * A value without what spellings of one differ in: Unicode form, case, what stands around it, and separators where at least one
 * side is a letter. All else counts: `<=50K` is not `>50K`, `C++` not `C`, `A-` not `A`, `9-10` not `910`.
 */
export function baseForm(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase().replace(OUTER, '');
  if (!LETTER.test(bare)) return bare;
  return bare.replace(BETWEEN, (separator: string, at: number, all: string) => {
    const isNumber =
      !LETTER.test(lastOf(all, at)) && !LETTER.test(firstOf(all, at + separator.length));
    return isNumber ? separator : '';
  });
}

/** The character before a place, and the one at it; letters beyond 16 bits are two units. */
const lastOf = (text: string, at: number) => [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
const firstOf = (text: string, at: number) => String.fromCodePoint(text.codePointAt(at) ?? 0);
