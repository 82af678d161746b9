import { SENSITIVE, tokensOf, type SensitiveAttribute } from './role-names';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import { isOpen, type Table } from '../table/table';

export const ATTRIBUTES = Object.keys(SENSITIVE) as SensitiveAttribute[];

/** Why a column is taken for a sensitive attribute: it says so, or its values do. */
export type Sign = 'name' | 'values';

/** What a column seems to hold. */
export interface Sensitive {
  readonly attribute: SensitiveAttribute;
  readonly by: Sign;
  /** It was worked out by somebody or something: probabilities, or one hard guess for each row. */
  readonly inferred: 'probability' | 'guess' | null;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const NAMES = ATTRIBUTES.map((attribute) => [attribute, words(SENSITIVE[attribute])] as const);
const SEXES = ['male man men boy', 'female woman women girl'].map(words);
const OTHER_SEX = words('other unknown diverse nonbinary non-binary');
const ETHNICITIES = words('white black asian hispanic latino latina caucasian african indigenous');
/** Colours are no ethnicities by themselves. */
const COLOURS = words('white black');
const GUESSED = words('inferred predicted guessed imputed genderize');
const LIKELY = words('p prob probability likelihood');
/** Values of a column that is told by them. */
const MOST_VALUES = 12;

/** What a column seems to hold, by its name first, then by its values; undefined for most. */
export function sensitiveColumn(
  table: Table,
  index: number,
  profile: ColumnProfile,
): Sensitive | undefined {
  const tokens = tokensOf(table.columns[index]!.name);
  const has = (set: ReadonlySet<string>) => tokens.some((token) => set.has(token));
  const named = NAMES.find(([, set]) => has(set))?.[0] ?? byValueName(tokens);
  if (has(LIKELY) && named && isProbability(profile))
    return { attribute: named, by: 'name', inferred: 'probability' };
  const attribute = NAMES.find(([, set]) => has(set))?.[0];
  if (attribute) {
    const guessed = has(GUESSED) && profile.semantic === 'categorical';
    return { attribute, by: 'name', inferred: guessed ? 'guess' : null };
  }
  const told = byValues(table, index, profile);
  return told && { attribute: told, by: 'values', inferred: null };
}

/** `p_female` names a value and not the attribute. */
function byValueName(tokens: readonly string[]): SensitiveAttribute | undefined {
  if (tokens.some((token) => token.length > 1 && SEXES.some((set) => set.has(token)))) return 'sex';
  return tokens.some((token) => ETHNICITIES.has(token)) ? 'ethnicity' : undefined;
}

function isProbability(profile: ColumnProfile): boolean {
  if (profile.distinctEstimated || !holdsNumbers(profile)) return false;
  return profile.numbers!.every((value) => Number.isNaN(value) || (value >= 0 && value <= 1));
}

/** Both sexes and nothing else, or two ethnicities and few other values. */
function byValues(
  table: Table,
  index: number,
  { semantic, distinct }: ColumnProfile,
): SensitiveAttribute | undefined {
  if (semantic !== 'categorical' || distinct > MOST_VALUES || isOpen(table, index))
    return undefined;
  const { dictionary } = table.columns[index]!;
  const values = Array.from({ length: dictionary.size - 1 }, (_, i) =>
    dictionary
      .text(i + 1)
      .trim()
      .toLowerCase(),
  );
  const isSex = (value: string) => SEXES.some((set) => set.has(value)) || OTHER_SEX.has(value);
  if (SEXES.every((set) => values.some((value) => set.has(value))) && values.every(isSex))
    return 'sex';
  const known = values
    .map((value) => tokensOf(value).find((token) => ETHNICITIES.has(token)))
    .filter((token) => token !== undefined);
  const telling = known.length >= 2 && known.some((token) => !COLOURS.has(token));
  return telling && 2 * known.length >= values.length ? 'ethnicity' : undefined;
}
