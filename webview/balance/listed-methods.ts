import { t } from '../../src/engine/language';
import { fittingFirst, type FeatureKinds } from '../../src/engine/methods/fitting';
import { METHOD_CARDS, type MethodCard } from '../../src/engine/methods/cards';
import type { Role } from '../../src/engine/roles/roles';
import { unsuited } from './suited';

/** Groups of the list, which take every method between them. */
const GROUPS: readonly { readonly words: string; readonly family: MethodCard['family'] }[] = [
  { words: t('Keep every row'), family: 'weights' },
  { words: t('Change the rows'), family: 'resample' },
  { words: t('Copies'), family: 'deduplicate' },
  { words: t('Shares of groups'), family: 'mixture' },
  { words: t('Parts'), family: 'split' },
  { words: t('Values'), family: 'repair' },
];

/** Methods of a group before "All methods…". */
const SHORT = 4;

/** What methods are listed by. */
export interface MethodsFor {
  readonly roles: ReadonlySet<Role>;
  readonly kinds: FeatureKinds;
  readonly labelSets: boolean;
}

/** A method as it is listed. */
export interface ListedMethod {
  readonly method: MethodCard;
  /** Of the first of a group. */
  readonly heading: string | null;
  /** Why it is not for this file. */
  readonly reason: string | null;
}

/**
 * The methods in groups, of those that differ in the features they read the fitting one first, unsuited ones at the end.
 * A list that is not `open` has a few of each group, and `current` whatever it is. `hidden`: how many are not listed.
 */
export function listedMethods(
  current: string | null,
  { roles, kinds, labelSets }: MethodsFor,
  open: boolean,
): { readonly listed: readonly ListedMethod[]; readonly hidden: number } {
  const methods = fittingFirst(METHOD_CARDS, kinds).map((method) => ({
    method,
    reason: unsuited(method, roles, labelSets),
  }));
  const isCurrent = ({ method }: { readonly method: MethodCard }) => method.id === current;
  const groups = [
    ...GROUPS.map(({ words, family }) => ({
      words,
      own: methods
        .filter(({ method, reason }) => reason === null && method.family === family)
        .sort((a, b) => Number(lacksText(a.method, roles)) - Number(lacksText(b.method, roles))),
      short: SHORT,
    })),
    {
      words: t('Not for this file'),
      own: methods.filter(({ reason }) => reason !== null),
      short: 0,
    },
  ];
  const listed = groups.flatMap(({ words, own, short }) =>
    own
      .filter((each, i) => open || i < short || isCurrent(each))
      .map((each, i) => ({ ...each, heading: i === 0 ? words : null })),
  );
  return { listed, hidden: methods.length - listed.length };
}

/** Whether a method is for texts first of all, and there are none: it comes after the others of its group. */
function lacksText({ needs }: MethodCard, roles: ReadonlySet<Role>): boolean {
  return needs.optional?.[0] === 'text' && !roles.has('text');
}
