import { areContraries, sameSigns } from './typing-errors';

/** Letters of a value, and of the word that differs, from which one letter may be a typing error. */
const LONG = 5;
/** A typing error is at most a tenth as frequent. */
const RARER = 10;

/** A value as typing errors are looked for: a spelling that stands for its group, and rows of the group. */
export interface CountedLevel {
  readonly text: string;
  readonly count: number;
}

/** A rare value that is one letter from a frequent one, as indices. */
export interface NearLevels {
  readonly rare: number;
  readonly frequent: number;
}

/**
 * Rare values that may be typing errors: one letter inserted, left out, replaced or swapped with its neighbour (Damerau 1964) in
 * a word of five letters or more, the other at least ten times as frequent, digits and symbols the same, no plural and no
 * contrary. Each with the most frequent one, in the order given. @throws Cancelled (from tick)
 */
export function nearLevels(
  levels: readonly CountedLevel[],
  tick: (done: number, total: number) => void,
): NearLevels[] {
  const texts = levels.map(({ text }) => text.normalize('NFKC').trim().toLowerCase());
  const long = texts.map((text) => text.length >= LONG);
  // Two texts one letter apart are equal once a letter is left out of one or both; swapped ones are so too.
  const byRest = new Map<string, number[]>();
  texts.forEach((text, index) => {
    tick(index, 2 * texts.length);
    if (!long[index]) return;
    for (const rest of rests(text)) {
      const same = byRest.get(rest);
      if (same) same.push(index);
      else byRest.set(rest, [index]);
    }
  });
  const best = new Map<number, number>();
  let done = 0;
  for (const indices of byRest.values()) {
    tick(byRest.size + done++, 2 * byRest.size);
    for (const rare of indices) {
      for (const frequent of indices) {
        if (levels[frequent]!.count < RARER * levels[rare]!.count) continue;
        const known = best.get(rare);
        if (known !== undefined && !isBefore(levels, frequent, known)) continue;
        if (mayBeTypingError(texts[rare]!, texts[frequent]!)) best.set(rare, frequent);
      }
    }
  }
  return [...best].sort((a, b) => a[0] - b[0]).map(([rare, frequent]) => ({ rare, frequent }));
}

function isBefore(levels: readonly CountedLevel[], one: number, other: number): boolean {
  return (
    levels[one]!.count > levels[other]!.count ||
    (levels[one]!.count === levels[other]!.count && one < other)
  );
}

/** A text, and the text without each of its letters. */
function rests(text: string): Set<string> {
  const found = new Set([text]);
  for (let i = 0; i < text.length; i++) found.add(text.slice(0, i) + text.slice(i + 1));
  return found;
}

function mayBeTypingError(one: string, other: string): boolean {
  if (!isOneEdit(one, other) || !sameSigns(one, other) || areContraries(one, other)) return false;
  const [a, b] = [one, other].map((text) => text.split(/[^\p{L}\p{M}]+/u)) as [string[], string[]];
  if (a.length !== b.length) return false;
  const at = a.findIndex((word, i) => word !== b[i]);
  const [short, far] = [a[at]!, b[at]!].sort((x, y) => x.length - y.length) as [string, string];
  return far.length >= LONG && far !== `${short}s`;
}

/** Whether one insertion, deletion, substitution or swap of neighbours makes one text the other. */
export function isOneEdit(one: string, other: string): boolean {
  const [a, b] = one.length <= other.length ? [one, other] : [other, one];
  if (b.length - a.length > 1 || a === b) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  if (a.length < b.length) return a.slice(from) === b.slice(from + 1);
  if (a.slice(from + 1) === b.slice(from + 1)) return true;
  return (
    a[from] === b[from + 1] && a[from + 1] === b[from] && a.slice(from + 2) === b.slice(from + 2)
  );
}

/** Jaro-Winkler similarity, 0..1 (Winkler 1990): for the reader, it decides nothing. */
export function jaroWinkler(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matched: string[] = [];
  a.forEach((letter, i) => {
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (taken.has(j) || b[j] !== letter) continue;
      taken.add(j);
      matched.push(letter);
      return;
    }
  });
  const m = matched.length;
  if (m === 0) return 0;
  const others = [...taken].sort((x, y) => x - y).map((j) => b[j]!);
  const swapped = Math.floor(matched.filter((letter, i) => letter !== others[i]).length / 2);
  const jaro = (m / a.length + m / b.length + (m - swapped) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
