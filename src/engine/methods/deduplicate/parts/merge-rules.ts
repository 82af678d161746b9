import type { MethodContext } from '../../../method';
import type { ChoiceParam, TextParam, Values } from '../../../params/params';
import { read } from '../../../params/values';
import { EngineError } from '../../../problems';
import { holdsNumbers } from '../../../table/profile';
import type { Table } from '../../../table/table';
import { quoted } from '../../../words';
import { columnNamed } from '../../columns';
import { t } from '../../../language';

/** What becomes of the cells of one column of a set. */
export type MergeRule = 'first' | 'mode' | 'mean' | 'median' | 'max' | 'union' | 'list';

const TITLES: Readonly<Record<MergeRule, string>> = {
  first: 'As in the row that stands for the set',
  mode: 'Most frequent',
  mean: 'Mean',
  median: 'Median',
  max: 'Largest',
  union: 'Each different value once',
  list: 'All values',
};
const options = (...rules: readonly MergeRule[]) =>
  rules.map((value) => ({ value, title: TITLES[value] }));

/** Rules for all columns of a kind. */
export const NUMBERS: ChoiceParam = {
  kind: 'choice',
  id: 'numbers',
  title: 'Numbers',
  summary: 'What a merged row holds in columns of numbers; empty cells are left out.',
  default: 'mean',
  options: options('mean', 'median', 'max', 'mode', 'first'),
};
export const CATEGORIES: ChoiceParam = {
  kind: 'choice',
  id: 'categories',
  title: 'Categories',
  summary: 'What a merged row holds in columns of categories; of equals the first.',
  default: 'mode',
  options: options('mode', 'first', 'union', 'list'),
};

/** Rules for single columns. */
export const RULES: TextParam = {
  kind: 'text',
  id: 'rules',
  title: 'Other columns',
  summary:
    'Columns that are merged in another way, as in `price=max, tags=union`: `first`, `mode`, `mean`, `median`, `max`, `union` or `list`.',
  default: '',
};

/**
 * The rule of every column by index: what `rules` says, else that of its kind; ids, times, texts, the label and columns
 * in no file are taken from one row. @throws EngineError unknown-column, bad-parameter (no such rule, or a mean of what is
 * no amount)
 */
export function mergeRules(table: Table, values: Values, context: MethodContext): MergeRule[] {
  const { profiles, roles } = context;
  const rules = table.columns.map(({ made }, index): MergeRule => {
    const { semantic } = profiles[index]!;
    if (made || NOT_MERGED.has(roles[index]!)) return 'first';
    if (semantic === 'numeric') return read.text(values, NUMBERS.id) as MergeRule;
    return semantic === 'categorical' ? (read.text(values, CATEGORIES.id) as MergeRule) : 'first';
  });
  for (const [index, rule] of givenRules(table, read.text(values, RULES.id))) {
    const { name } = table.columns[index]!;
    if (roles[index] === 'label') {
      throw new EngineError(
        'bad-parameter',
        t`${quoted(name)} is the label: \`labels\` says what becomes of it.`,
      );
    }
    if (OF_AMOUNTS.has(rule) && !isAmount(index, context)) {
      throw new EngineError(
        'bad-parameter',
        t`The ${rule} of ${quoted(name)} says nothing: it holds ${roles[index] === 'id' ? t('ids') : t('no amounts')}. Use \`first\`, \`mode\`, \`union\` or \`list\`.`,
      );
    }
    rules[index] = rule;
  }
  return rules;
}

const NOT_MERGED: ReadonlySet<string> = new Set([
  ...['label', 'id', 'entity', 'timestamp', 'split', 'ignored', 'text', 'embedding'],
]);
const OF_AMOUNTS: ReadonlySet<MergeRule> = new Set<MergeRule>(['mean', 'median', 'max']);

function isAmount(index: number, { profiles, roles }: MethodContext): boolean {
  const profile = profiles[index]!;
  const role = roles[index]!;
  if (role === 'id' || role === 'entity' || role === 'timestamp') return false;
  return profile.semantic !== 'date' && profile.semantic !== 'identifier' && holdsNumbers(profile);
}

/** `price=max, tags=union` as columns and rules. @throws EngineError */
function givenRules(table: Table, text: string): [number, MergeRule][] {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  return parts.map((part) => {
    const at = part.lastIndexOf('=');
    const rule = part.slice(at + 1).trim();
    if (at < 0 || !Object.hasOwn(TITLES, rule)) {
      throw new EngineError(
        'bad-parameter',
        t`\`${RULES.id}\` must be as in \`price=max, tags=union\`, not \`${part.trim()}\`.`,
      );
    }
    return [columnNamed(table, part.slice(0, at).trim()), rule as MergeRule];
  });
}
