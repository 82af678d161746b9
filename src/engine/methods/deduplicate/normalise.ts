import type { ColumnProfile } from '../../profile';
import { MISSING, type Column } from '../../table';
import { keyColumn } from '../../kernels/canonical-codes';
import type { KeyColumn } from '../../kernels/row-groups';

/** Spellings that count as equal, as options of `normalise`. */
export const NORMALISATIONS = [
  { value: 'none', title: 'As written' },
  { value: 'trim', title: 'Without outer spaces: ` a` = `a`' },
  { value: 'case', title: 'Without case: `Yes` = `yes`' },
  { value: 'unicode', title: 'By Unicode compatibility: `ﬁ` = `fi`' },
  { value: 'digits', title: 'Any digit as 0: `v12` = `v34`' },
  { value: 'punctuation', title: 'Without punctuation: `a.b` = `ab`' },
] as const;

const NORMALISERS: Readonly<Record<string, (text: string) => string>> = {
  trim: (text) => text.trim(),
  case: (text) => text.toLowerCase(),
  unicode: (text) => text.normalize('NFKC'),
  digits: (text) => text.replace(/\p{Nd}/gu, '0'),
  punctuation: (text) => text.replace(/[\p{P}\p{S}]/gu, ''),
};

/**
 * The codes by which cells of a column are compared: numbers by value (within `tolerance`: by the nearest multiple of
 * it), other cells by their text after normalisation.
 */
export function comparedColumn(
  column: Column,
  profile: ColumnProfile,
  normalise: string,
  tolerance: number | null,
): KeyColumn {
  const key = keyColumn(column, profile, 'by-value');
  if (profile.semantic === 'numeric' && profile.numbers) {
    const { numbers } = profile;
    if (tolerance === null) return key;
    return merged(column, key, (code) => {
      const number = numbers[code]!;
      return Number.isFinite(number) ? Math.round(number / tolerance) : undefined;
    });
  }
  const rewrite = NORMALISERS[normalise];
  if (!rewrite) return key;
  return merged(column, key, (code) => rewrite(column.dictionary.text(code)));
}

/** Codes with equal values become one, the first. undefined: compared as before. */
function merged(
  { codes, dictionary }: Column,
  key: KeyColumn,
  valueOf: (code: number) => string | number | undefined,
): KeyColumn {
  const canonical = new Uint32Array(dictionary.size);
  const codeOf = new Map<string | number, number>();
  for (let code = 0; code < dictionary.size; code++) {
    const before = key.canonical ? key.canonical[code]! : code;
    const value = before === MISSING ? undefined : valueOf(before);
    const known = value === undefined ? before : codeOf.get(value);
    canonical[code] = known ?? before;
    if (value !== undefined && known === undefined) codeOf.set(value, before);
  }
  return { codes, canonical };
}
