import type { AuditColumn, AuditReport } from '../../src/engine/audit';
import { METHOD_CARDS, type MethodCard } from '../../src/engine/methods/cards';
import { fittingFirst, type FeatureKinds } from '../../src/engine/methods/fitting';
import type { Role } from '../../src/engine/roles/roles';
import { whyNot } from '../model';
import { listed } from '../text/numbers';
import { t } from '../../src/engine/language';

/** The required roles no column plays. */
function lacking({ needs }: MethodCard, roles: ReadonlySet<Role>): Role[] {
  const lacks = (needs.required ?? []).filter((role) => !roles.has(role));
  const [usual] = needs.anyOf ?? [];
  const none = usual !== undefined && !needs.anyOf!.some((role) => roles.has(role));
  return none ? [...lacks, usual] : lacks;
}

/** Why a method is not for a file, as a sentence; null where it is. `labelSets`: rows may have several labels. */
export function unsuited(
  method: MethodCard,
  roles: ReadonlySet<Role>,
  labelSets: boolean,
): string | null {
  const roleless = lacking(method, roles);
  if (roleless.length > 0) return t`Needs ${listed(roleless.map((role) => t(role)))}.`;
  return method.ofLabelSets && !labelSets ? t('For rows of several labels.') : null;
}

/** Whether rows of a report may have several labels: where that was not looked at, they may. */
export function mayHaveLabelSets(report: AuditReport): boolean {
  return whyNot(report, 'multilabel-imbalance') === undefined;
}

/**
 * Methods that can be tried with their defaults: their columns are there, and nothing else must be given. Removing copies
 * is no remedy for imbalance, but may be tried.
 */
export function triedMethods(
  columns: readonly Pick<AuditColumn, 'role' | 'semantic'>[],
  labelSets: boolean,
): MethodCard[] {
  const roles = new Set(columns.map(({ role }) => role));
  return fittingFirst(METHOD_CARDS, kindsOf(columns)).filter(
    (method) => method.untried === undefined && unsuited(method, roles, labelSets) === null,
  );
}

/** How many features of a report are numbers, and how many categories. */
export function kindsOf(columns: readonly Pick<AuditColumn, 'role' | 'semantic'>[]): FeatureKinds {
  const features = columns.filter(({ role }) => role === 'feature');
  return {
    numbers: features.filter(({ semantic }) => semantic === 'numeric').length,
    others: features.filter(({ semantic }) => semantic === 'categorical').length,
  };
}
