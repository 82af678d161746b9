/**
 * How much of a text's spelling is set aside before texts are compared. n1: one Unicode form (NFC), line feeds for all
 * line ends, no outer white space. n2: n1 in lower case with single spaces. n3: n2 without punctuation, symbols and
 * words of digits alone.
 */
export const TEXT_LEVELS = ['n1', 'n2', 'n3'] as const;
export type TextLevel = (typeof TEXT_LEVELS)[number];

const LEVELS: Readonly<Record<TextLevel, (text: string) => string>> = { n1, n2, n3 };

/** A text as it is compared at a level. */
export function normalText(text: string, level: TextLevel): string {
  return LEVELS[level](text);
}

function n1(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

function n2(text: string): string {
  return n1(text).toLowerCase().replace(/\s+/g, ' ');
}

function n3(text: string): string {
  return n2(text)
    .replace(/[\p{P}\p{S}]/gu, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !/^\p{Nd}+$/u.test(word))
    .join(' ');
}
