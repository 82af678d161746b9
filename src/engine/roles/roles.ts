import { EngineError } from '../problems';
import { findColumn } from '../table/table';
import { t } from '../language';

/** The roles a column can play (methods/README of the field's terms: target y, sensitive feature, sample weight ...). */
export const ROLES = [
  'label',
  'group',
  'feature',
  'text',
  'domain',
  'weight',
  'id',
  'entity',
  'timestamp',
  'split',
  'score',
  'loss',
  'embedding',
  'prediction',
  'ignored',
] as const;
export type Role = (typeof ROLES)[number];

/** One role per column, by column index. */
export type Roles = readonly Role[];

/** What the user chose; columns are given by name or `#position`. Anything not given is guessed. */
export interface RoleChoice {
  /** null: there is no label, do not guess one. */
  readonly label?: string | null;
  readonly text?: string;
  readonly groups?: readonly string[];
  readonly features?: readonly string[];
  /** Any further column -> role. */
  readonly others?: Readonly<Record<string, Role>>;
}

/** The indices of the columns that play a role, in file order. */
export function columnsWith(roles: Roles, role: Role): number[] {
  return roles.flatMap((r, index) => (r === role ? [index] : []));
}

/** The first column that plays a role, or undefined. */
export function columnWith(roles: Roles, role: Role): number | undefined {
  const index = roles.indexOf(role);
  return index < 0 ? undefined : index;
}

/** Lays the user's choice over guessed roles. @throws EngineError unknown-column */
export function applyChoice(
  guessed: Roles,
  choice: RoleChoice,
  columns: readonly { readonly name: string }[],
): Role[] {
  const roles = [...guessed];
  const at = (name: string): number => {
    const index = findColumn(columns, name);
    if (index < 0) {
      const known = columns.map((column) => `'${column.name}'`).join(', ');
      throw new EngineError(
        'unknown-column',
        t`There is no column '${name}'. The columns are ${known}.`,
      );
    }
    return index;
  };
  const release = (role: Role) => {
    roles.forEach((r, index) => {
      if (r === role) roles[index] = 'feature';
    });
  };
  if (choice.features) {
    const features = new Set(choice.features.map(at));
    roles.forEach((r, index) => {
      if (r === 'feature' && !features.has(index)) roles[index] = 'ignored';
    });
    for (const index of features) roles[index] = 'feature';
  }
  if (choice.label !== undefined) {
    release('label');
    if (choice.label !== null) roles[at(choice.label)] = 'label';
  }
  if (choice.text !== undefined) {
    release('text');
    roles[at(choice.text)] = 'text';
  }
  if (choice.groups) {
    release('group');
    for (const name of choice.groups) roles[at(name)] = 'group';
  }
  for (const [name, role] of Object.entries(choice.others ?? {})) roles[at(name)] = role;
  return roles;
}
