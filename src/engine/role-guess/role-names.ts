/** Roles that are guessed, in order of preference when scores are equal. */
export const SUGGESTED_ROLES = [
  'id',
  'split',
  'timestamp',
  'text',
  'group',
  'label',
  'entity',
  'domain',
  'weight',
  'score',
  'loss',
  'prediction',
] as const;
export type SuggestedRole = (typeof SUGGESTED_ROLES)[number];

/** What the law of many places protects, by the words that name it. */
export const SENSITIVE = {
  sex: 'sex gender',
  age: 'age',
  ethnicity: 'race ethnic ethnicity caste',
  origin: 'nationality language country native citizenship',
  religion: 'religion',
  disability: 'disability disabled',
  'family status': 'marital pregnancy pregnant',
  orientation: 'orientation',
} as const;
export type SensitiveAttribute = keyof typeof SENSITIVE;

/** Words that speak for a role when one of them is a whole token of the column's name. */
const WORDS: Readonly<Record<SuggestedRole, string>> = {
  id: 'id uuid guid key rowid index unnamed identifier',
  split: 'split fold partition subset set',
  timestamp: 'date time timestamp datetime created updated modified day',
  text: 'text review comment body message content sentence document question prompt abstract tweet post description title query passage',
  group: Object.values(SENSITIVE).join(' '),
  label:
    'label labels target class y outcome output category species survived churn fraud default diagnosis income risk recid recidivism response sentiment spam toxic approved admitted readmitted quality result status',
  entity:
    'patient user customer client session doc document subject person speaker author account household visit device driver',
  domain: 'domain source site origin dataset corpus hospital center centre generator provider',
  weight: 'weight weights wgt pwgtp fnlwgt',
  score: 'score scores confidence probability prob logit',
  loss: 'loss',
  prediction: 'prediction predicted pred yhat',
};

const LEXICON = new Map(
  SUGGESTED_ROLES.map((role) => [role, new Set(WORDS[role].split(' '))] as const),
);

/** Characters of a name that are read. */
const LONGEST_NAME = 1000;

/** Whole words of a column name: split at anything but letters and at camelCase humps, lower case. */
export function tokensOf(name: string): string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}]+/u)
    .filter((token) => token !== '')
    .map((token) => token.toLowerCase());
}

/** The roles that a name speaks for: `patientAge` is a group, `mileage` is not. A pandas index has an empty name. */
export function rolesNamed(name: string): ReadonlySet<SuggestedRole> {
  const tokens = tokensOf(name);
  const named = new Set(
    SUGGESTED_ROLES.filter((role) => tokens.some((token) => LEXICON.get(role)!.has(token))),
  );
  if (name.trim() === '') named.add('id');
  return named;
}
