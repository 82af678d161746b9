import { tokensOf } from './role-names';

/** Public benchmarks by the columns that give them away; names compared as words, in any case. */
const KNOWN: readonly { readonly name: string; readonly columns: readonly string[] }[] = [
  {
    name: 'Adult (Census Income)',
    columns: ['workclass', 'fnlwgt', 'occupation', 'relationship', 'capital-gain', 'capital-loss'],
  },
  {
    name: 'COMPAS (two-year recidivism)',
    columns: ['two_year_recid', 'decile_score', 'priors_count', 'c_charge_degree'],
  },
  { name: 'Titanic', columns: ['survived', 'pclass', 'sibsp', 'parch', 'fare', 'embarked'] },
  { name: 'Bank Marketing', columns: ['poutcome', 'pdays', 'previous', 'campaign', 'contact'] },
  { name: 'Palmer Penguins', columns: ['species', 'island', 'flipper_length_mm', 'body_mass_g'] },
];

const key = (name: string) => tokensOf(name).join(' ');

/** The public data set whose tell-tale columns are all present, or null. */
export function knownDataset(names: readonly string[]): string | null {
  const present = new Set(names.map(key));
  return KNOWN.find(({ columns }) => columns.every((c) => present.has(key(c))))?.name ?? null;
}
