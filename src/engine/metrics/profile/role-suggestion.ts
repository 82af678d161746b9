import type { Metric, MetricContext } from '../../metric';
import { columnWith, type Role } from '../../roles/roles';
import { suggestRoles, type Suggestion } from '../../roles/suggest-roles';
import { listed, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** Suggested roles with their score and reason, best first per column. */
export interface RoleSuggestion {
  readonly suggestions: readonly {
    readonly column: number;
    readonly name: string;
    readonly role: Role;
    readonly score: number;
    readonly reason: string;
  }[];
  /** A known public data set recognised by its column names, or null. */
  readonly knownAs: string | null;
}

/** Suggestions listed. */
const LISTED = 50;

/** Which column is the label, which are groups, ids, texts ... */
export const roleSuggestion: Metric<RoleSuggestion> = {
  id: 'role-suggestion',
  family: 'profile',
  title: 'Roles',
  summary: 'Which column is likely the label, a group, an id, a text, a date or a weight, and why.',
  cites: ['Ding et al. 2021: Retiring Adult'],
  needs: {},
  params: [],
  measure(table, _values, context) {
    const { suggestions, knownAs } = suggestRoles(table, context.profiles);
    return {
      applicable: true,
      numbers: {
        suggestions: suggestions
          .slice(0, LISTED)
          .map(({ column, name, role, score, reason }) => ({ column, name, role, score, reason })),
        knownAs,
      },
      alerts: alertsOf(this.id, [
        noLabel(context),
        twoLabels(suggestions, context),
        unusedWeight(suggestions, context),
        knownAs === null ? undefined : known(knownAs),
      ]),
      evidence: {},
    };
  },
};

function noLabel({ roles, guessedRoles }: MetricContext): AlertDraft | undefined {
  if (!guessedRoles || roles.includes('label') || roles.length === 0) return undefined;
  return {
    code: 'no-label',
    severity: 'info',
    title: t('No column looks like a label'),
    message: t(
      'Classes, groups by class and contradictions are not measured without one. Choose the column that is to be predicted.',
    ),
  };
}

/** A guess that was close: the best two labels within one point. */
function twoLabels(
  suggestions: readonly Suggestion[],
  { roles, guessedRoles }: MetricContext,
): AlertDraft | undefined {
  const label = columnWith(roles, 'label');
  if (!guessedRoles || label === undefined) return undefined;
  const labels = suggestions.filter(({ role }) => role === 'label');
  const best = labels.find(({ column }) => column === label);
  if (!best) return undefined;
  const close = labels.filter(
    ({ column, score }) =>
      column !== label &&
      best.score - score <= 1 &&
      (roles[column] === 'feature' || roles[column] === 'label'),
  );
  if (close.length === 0) return undefined;
  const others = listed(close.map(({ name }) => quoted(name)));
  return {
    code: 'two-labels',
    severity: 'info',
    title: t`${quoted(best.name)} was taken as the label`,
    message: t`${others} could be it as well. Choose the column that is to be predicted.`,
    columns: [label, ...close.map(({ column }) => column)],
  };
}

function unusedWeight(
  suggestions: readonly Suggestion[],
  { roles }: MetricContext,
): AlertDraft | undefined {
  if (roles.includes('weight')) return undefined;
  const found = suggestions.find(
    ({ role, column }) => role === 'weight' && roles[column] === 'feature',
  );
  if (!found) return undefined;
  return {
    code: 'unused-weight',
    severity: 'warning',
    title: t`${quoted(found.name)} looks like a sampling weight`,
    message: t(
      'Shares below count every row once. If the weight says how many cases a row stands for, give it the role weight; it is no feature either way.',
    ),
    columns: [found.column],
  };
}

function known(name: string): AlertDraft {
  return {
    code: 'known-dataset',
    severity: 'info',
    title: t`The columns are those of ${name}`,
    message: t(
      'A public benchmark: models may have seen it, and its known weak points have been written about. Read its documentation before you compare scores.',
    ),
  };
}
