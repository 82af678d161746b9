import { CONTENT_TESTS, type RoleEvidence } from '../role-guess/content-tests';
import { rolesNamed, SUGGESTED_ROLES } from '../role-guess/role-names';
import { knownDataset } from '../role-guess/known-datasets';
import type { ColumnProfile } from '../table/profile';
import type { Role, Roles } from './roles';
import type { Table } from '../table/table';
import { t } from '../language';

/** One role a column might play. */
export interface Suggestion {
  readonly column: number;
  readonly name: string;
  readonly role: Role;
  /** Name 3 + content 2 + position 1. */
  readonly score: number;
  /** Whether the role is given to the column until the user says otherwise. */
  readonly assigned: boolean;
  /** One phrase: what in the name, the values or the position speaks for it. */
  readonly reason: string;
}

/** Guessed roles, the reasons, and the known data set whose columns these are, or null. */
export interface SuggestedRoles {
  readonly roles: Roles;
  /** Best first. */
  readonly suggestions: readonly Suggestion[];
  readonly knownAs: string | null;
}

/** Score from which a role is suggested. */
const ENOUGH = 3;
/** Roles that only one column can play. */
const SINGLE: ReadonlySet<Role> = new Set<Role>(['label', 'text', 'split']);
/** Suggested, but never given without the user: they change what the figures mean, or take a feature away. */
const ASK_FIRST: ReadonlySet<Role> = new Set<Role>(['weight', 'score', 'loss', 'prediction']);

/**
 * Guesses a role for every column from its name, values and position. Pure scoring, so that each guess can be
 * explained; a role whose content test fails is suggested by name at most and never given.
 */
export function suggestRoles(table: Table, profiles: readonly ColumnProfile[]): SuggestedRoles {
  const last = table.columns.findLastIndex(({ made }) => made === undefined);
  const text = soleOf(profiles, 'free-text');
  const places = { last, text, ...(text >= 0 && besideText(table, profiles, last)) };
  const candidates = profiles.flatMap((profile) =>
    table.columns[profile.index]!.made ? [] : candidatesOf(table, places, profile),
  );
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const roles: Role[] = table.columns.map(({ made }) => made ?? 'feature');
  const taken = new Set<Role>(roles.filter((role) => SINGLE.has(role)));
  const settled = new Set<number>();
  const suggestions = candidates.map(({ holds, ...candidate }): Suggestion => {
    const { column, role } = candidate;
    const assigned = holds && !ASK_FIRST.has(role) && !settled.has(column) && !taken.has(role);
    // A column that is likelier a weight than an id stays a feature until the user has been asked.
    if (holds && ASK_FIRST.has(role)) settled.add(column);
    if (assigned) {
      settled.add(column);
      roles[column] = role;
      if (SINGLE.has(role)) taken.add(role);
    }
    return { ...candidate, assigned };
  });
  return { roles, suggestions, knownAs: knownDataset(table.columns.map((c) => c.name)) };
}

interface Candidate extends Omit<Suggestion, 'assigned'> {
  readonly holds: boolean;
}

/** Indices of columns whose place speaks for a role; -1 where there is none. */
interface Places {
  readonly last: number;
  /** The sole column of running text. */
  readonly text: number;
  /** Beside it, the column of categories that its texts may be sorted into, and why that one. */
  readonly classes?: { readonly index: number; readonly reason: string };
}

function soleOf(profiles: readonly ColumnProfile[], semantic: ColumnProfile['semantic']): number {
  const found = profiles.filter((profile) => profile.semantic === semantic);
  return found.length === 1 ? found[0]!.index : -1;
}

/**
 * The sole column of categories; of several the one of fewest values, instead of the last where that is one of them.
 * Columns whose names speak for something are left out.
 */
function besideText(
  table: Table,
  profiles: readonly ColumnProfile[],
  last: number,
): Partial<Places> {
  const categories = profiles.filter(({ semantic }) => semantic === 'categorical');
  if (categories.length === 1)
    return {
      classes: { index: categories[0]!.index, reason: t('the only categories beside a text') },
    };
  if (!categories.some(({ index }) => index === last)) return {};
  const [least, next] = categories
    .filter(({ index, distinct }) => {
      return distinct > 1 && rolesNamed(table.columns[index]!.name).size === 0;
    })
    .sort((a, b) => a.distinct - b.distinct);
  if (!least || least.distinct === next?.distinct) return {};
  const classes = { index: least.index, reason: t('the fewest categories beside a text') };
  return { last: -1, classes };
}

/** What the place of a column in the file, or beside its other columns, speaks for. */
function positionOf({ last, text, classes }: Places, index: number): ReadonlyMap<Role, string> {
  const places = new Map<Role, string>();
  if (index === 0) places.set('id', t('the first column'));
  if (index > 0 && index === last) places.set('label', t('the last column'));
  if (index === classes?.index) places.set('label', classes.reason);
  if (index === text) places.set('text', t('the only running text'));
  return places;
}

function candidatesOf(table: Table, places: Places, profile: ColumnProfile): Candidate[] {
  const column = table.columns[profile.index]!;
  const roles = rolesNamed(column.name);
  const placed = positionOf(places, profile.index);
  return SUGGESTED_ROLES.flatMap((role): Candidate[] => {
    const named = roles.has(role);
    const position = placed.get(role) ?? '';
    const positioned = position !== '';
    if (!named && !positioned) return [];
    const evidence: RoleEvidence = { column, profile, rows: table.rowCount, named };
    const content = CONTENT_TESTS[role](evidence);
    const score = (named ? 3 : 0) + (content === null ? 0 : 2) + (positioned ? 1 : 0);
    // A group is suggested by name alone: a numeric age is worth cutting into groups.
    if (score < ENOUGH || (content === null && role !== 'group')) return [];
    const reason = [named ? t('its name') : '', content ?? '', position].filter(
      (part) => part !== '',
    );
    return [
      {
        column: profile.index,
        name: column.name,
        role,
        score,
        reason: reason.join(', '),
        holds: content !== null,
      },
    ];
  });
}
