import { t } from '../../src/engine/language';

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': t('comma'),
  ';': t('semicolon'),
  '\t': t('tab'),
  '|': t('pipe'),
  ' ': t('space'),
};

/** A delimiter in words. */
export function delimiterWord(delimiter: string): string {
  return DELIMITERS[delimiter] ?? delimiter;
}

/** Delimiters offered by the reading switch. */
export const DELIMITER_CHOICES: readonly string[] = Object.keys(DELIMITERS);

/** An encoding as people write it. */
export function encodingWord(encoding: string): string {
  const word = encoding.toLowerCase();
  if (word.startsWith('utf')) return word.toUpperCase();
  return word.replace(/^windows-/, 'Windows-').replace(/^iso-/, 'ISO-');
}

/** Encodings offered by the reading switch. */
export const ENCODING_CHOICES: readonly string[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'iso-8859-2',
  'koi8-r',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
];
