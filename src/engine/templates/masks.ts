import { EngineError } from '../problems';
import { quoted } from '../words';
import { t } from '../language';

/** What may differ between texts of one template, and what stands in its place. */
export const MASKS = ['numbers', 'hex', 'ids', 'dates', 'quoted'] as const;
export type Mask = (typeof MASKS)[number];

/** A text in quotes is masked as a whole, blanks and all. */
const QUOTED = /"[^"\n]*"|(?<![\p{L}\p{N}])'[^'\n]*'(?![\p{L}\p{N}])/gu;
const QUOTED_MASK = '<quoted>';

const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?`;
/** Within one word, in the order in which they are tried. */
const PATTERNS: readonly { readonly mask: Mask; readonly as: string; readonly pattern: string }[] =
  [
    {
      mask: 'ids',
      as: '<id>',
      pattern: String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?`,
    },
    {
      mask: 'dates',
      as: '<date>',
      pattern: String.raw`\d{4}([-/.])\d{1,2}\1\d{1,2}(?:[T_]${CLOCK}(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}([-/])\d{1,2}\2\d{2,4}|${CLOCK}`,
    },
    {
      mask: 'hex',
      as: '<hex>',
      pattern: String.raw`0x[0-9a-f]+|(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}`,
    },
    { mask: 'numbers', as: '<num>', pattern: String.raw`[-+]?\d+(?:[.,]\d+)*` },
  ];
/** Letters and digits on either side make it part of a name: `v12`, `sha256`. */
const alone = (pattern: string) => new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, 'gi');

/** Puts masks in place of numbers, addresses, dates ...: what two texts of one template may differ in. */
export class Masker {
  readonly #quoted: boolean;
  readonly #patterns: readonly { readonly as: string; readonly pattern: RegExp }[];

  constructor(masks: readonly Mask[]) {
    this.#quoted = masks.includes('quoted');
    this.#patterns = PATTERNS.filter(({ mask }) => masks.includes(mask)).map(({ as, pattern }) => ({
      as,
      pattern: alone(pattern),
    }));
  }

  /** The words of a text. Those with a digit are still to be masked by `word`. */
  words(text: string): readonly string[] {
    return (this.#quoted ? text.replace(QUOTED, QUOTED_MASK) : text).trim().split(/\s+/);
  }

  /** A word with what it holds of numbers and the like masked. */
  word(word: string): string {
    let masked = word;
    for (const { as, pattern } of this.#patterns) masked = masked.replace(pattern, as);
    return masked;
  }
}

/** Masks by their names, as a parameter lists them: `numbers, dates`. @throws EngineError bad-parameter */
export function masksOf(list: string): Mask[] {
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.find((name) => !MASKS.some((mask) => mask === name));
  if (unknown !== undefined) {
    throw new EngineError(
      'bad-parameter',
      t`${quoted(unknown)} is no mask: there are ${MASKS.join(', ')}.`,
    );
  }
  return MASKS.filter((mask) => names.includes(mask));
}

/** Whether a word holds an ASCII digit. */
export function hasDigit(word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit >= 48 && unit <= 57) return true;
  }
  return false;
}
