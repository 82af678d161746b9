/** What is set aside before two spellings are taken for one. */
export interface SpellingRules {
  /** One Unicode form for look-alikes, such as full-width letters (NFKC). */
  readonly unicode: boolean;
  /** Outer spaces, and how many stand between words. */
  readonly trim: boolean;
  readonly case: boolean;
  /** Outer full stops, quotes and brackets; hyphens and underlines between words are spaces. */
  readonly punctuation: boolean;
  /** A closing s of a word of four letters or more. */
  readonly plural: boolean;
}

/** Without a letter a value is a number or a code, and is only trimmed. */
const NO_LETTER = /^[^\p{L}]*$/u;
const OPENING = /^[\p{Pi}\p{Ps}"'.,;:!?\s]+/u;
const CLOSING = /[\p{Pf}\p{Pe}"'.,;:!?\s]+$/u;
const BETWEEN = /(?<=[\p{L}\p{N}])[-_\s]+(?=[\p{L}\p{N}])/gu;

/** A value as it is compared; values of one key are spellings of one label. Symbols stay: `<=50K` is not `>50K`. */
export function levelKey(text: string, rules: SpellingRules): string {
  let key = rules.unicode ? text.normalize('NFKC') : text;
  if (rules.trim) key = key.trim().replace(/\s+/g, ' ');
  if (isCode(key)) return key;
  if (rules.case) key = key.toLowerCase();
  if (rules.punctuation) {
    const bare = key.replace(OPENING, '').replace(CLOSING, '').replace(BETWEEN, ' ');
    if (bare !== '') key = bare;
  }
  return rules.plural ? key.replace(/(\p{L}{3,})s(?=\s|$)/gu, singular) : key;
}

/** A number or a code: nothing is taken for a typing error in it. */
export function isCode(text: string): boolean {
  return NO_LETTER.test(text) && !/[<>=]/.test(text);
}

const singular = (word: string, stem: string) => (stem.toLowerCase().endsWith('s') ? word : stem);
