import type { AuditColumn } from '../../src/engine/audit';
import type { Method } from '../../src/engine/method';
import { METHODS } from '../../src/engine/methods/index';
import { fittingFirst, type FeatureKinds } from '../../src/engine/methods/fitting';
import type { Role } from '../../src/engine/roles/roles';

/** The required roles no column plays. */
export function lacking(method: Method, roles: ReadonlySet<Role>): Role[] {
  return (method.needs.required ?? []).filter((role) => !roles.has(role));
}

/**
 * Methods that can be tried with their defaults: their columns are there, and nothing else must be given. Removing copies
 * is no remedy for imbalance, but may be tried.
 */
export function triedMethods(columns: readonly Pick<AuditColumn, 'role' | 'semantic'>[]): Method[] {
  const roles = new Set(columns.map(({ role }) => role));
  return fittingFirst(METHODS, kindsOf(columns)).filter(
    (method) => method.untried === undefined && lacking(method, roles).length === 0,
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
