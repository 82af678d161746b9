/** Levenshtein 1966: fewest letters to insert, delete or replace; more than `most` is given as `most` + 1. */
export function editDistance(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return Math.min(row[b.length]!, most + 1);
}

/** Beginnings that turn a word into its contrary. */
const NEGATIONS = [
  'a',
  'an',
  'un',
  'in',
  'im',
  'il',
  'ir',
  'non',
  'non ',
  'not ',
  'no ',
  'dis',
  'mis',
  'anti',
  'de',
  'ab',
];
/** Beginnings of which one is the contrary of the other, or another place or time. */
const CONTRARIES: readonly (readonly string[])[] = [
  ['hyper', 'hypo'],
  ['pre', 'post', 'pro', 'peri'],
  ['inter', 'intra', 'extra', 'infra', 'ultra'],
  ['over', 'under'],
  ['in', 'ex', 'en', 'im'],
  ['macro', 'micro'],
  ['super', 'sub'],
  ['pos', 'neg'],
  ['left', 'right'],
  ['max', 'min'],
  ['homo', 'hetero'],
];

/** Whether two texts say the contrary although hardly a letter differs: `typical` and `atypical`. */
export function areContraries(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (NEGATIONS.some((word) => long === word + short)) return true;
  return CONTRARIES.some((words) =>
    words.some((word) =>
      words.some(
        (contrary) =>
          word !== contrary &&
          one.startsWith(word) &&
          other.startsWith(contrary) &&
          one.slice(word.length) === other.slice(contrary.length),
      ),
    ),
  );
}

/** Whether two texts hold the same digits and symbols: `type 1` is no typing error for `type 2`, nor `<= 9` for `>= 9`. */
export function sameSigns(one: string, other: string): boolean {
  return signsOf(one) === signsOf(other);
}

const signsOf = (text: string) => text.replace(/[\p{L}\p{M}\s.,'"_-]/gu, '');
