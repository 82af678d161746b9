import type { Role, RoleChoice } from '../src/engine/roles/roles';

/** A column as far as choosing its role goes. */
export interface RoleColumn {
  readonly name: string;
  readonly role: Role;
}

/** How a column is named in choices: by name, or by `#position` where names repeat or are empty. */
export function columnRef(columns: readonly { readonly name: string }[], index: number): string {
  const name = columns[index]?.name ?? '';
  const unique = columns.filter((column) => column.name === name).length === 1;
  return unique && name !== '' && !name.startsWith('#') ? name : `#${String(index + 1)}`;
}

/** The index of a column given by `columnRef`, or -1. */
export function columnAt(columns: readonly { readonly name: string }[], ref: string): number {
  return columns.findIndex((_, index) => columnRef(columns, index) === ref);
}

/** The choice with another label; null: no label. */
export function withLabel(
  choice: RoleChoice,
  columns: readonly RoleColumn[],
  index: number | null,
): RoleChoice {
  if (index === null) return { ...choice, label: null };
  const ref = columnRef(columns, index);
  const freed = without(choice, columns, ref);
  return { ...freed, label: ref };
}

/** The choice with exactly these group columns. */
export function withGroups(
  choice: RoleChoice,
  columns: readonly RoleColumn[],
  indices: readonly number[],
): RoleChoice {
  const groups = indices.map((index) => columnRef(columns, index));
  const others = Object.fromEntries(
    Object.entries(choice.others ?? {}).filter(([ref]) => !groups.includes(ref)),
  );
  const kept = choice.label !== undefined && groups.includes(choice.label ?? '') ? null : undefined;
  return { ...choice, ...(kept === null ? { label: null } : {}), groups, others };
}

/** The choice after one column was given a role; what is shown now becomes explicit where it would move. */
export function withRole(
  choice: RoleChoice,
  columns: readonly RoleColumn[],
  index: number,
  role: Role,
): RoleChoice {
  const ref = columnRef(columns, index);
  const before = columns[index]?.role;
  if (role === 'label') return withLabel(choice, columns, index);
  if (role === 'group')
    return withGroups(without(choice, columns, ref), columns, [...groupsOf(columns), index]);
  const freed = without(choice, columns, ref);
  const label = before === 'label' ? { label: null } : {};
  return { ...freed, ...label, others: { ...freed.others, [ref]: role } };
}

/** The choice after columns were set to be ignored. */
export function withIgnored(
  choice: RoleChoice,
  columns: readonly RoleColumn[],
  indices: readonly number[],
): RoleChoice {
  return indices.reduce((so, index) => withRole(so, columns, index, 'ignored'), choice);
}

/** Label and groups as they are shown, laid under what was chosen, so that a recipe repeats without guessing. */
export function explicitRoles(choice: RoleChoice, columns: readonly RoleColumn[]): RoleChoice {
  const label = columns.findIndex((column) => column.role === 'label');
  return {
    label: label < 0 ? null : columnRef(columns, label),
    groups: groupsOf(columns).map((index) => columnRef(columns, index)),
    ...choice,
  };
}

function groupsOf(columns: readonly RoleColumn[]): number[] {
  return columns.flatMap((column, index) => (column.role === 'group' ? [index] : []));
}

/** Forgets everything the choice says about one column, keeping the other groups that are shown. */
function without(choice: RoleChoice, columns: readonly RoleColumn[], ref: string): RoleChoice {
  const others = Object.fromEntries(
    Object.entries(choice.others ?? {}).filter(([name]) => name !== ref),
  );
  const shown = groupsOf(columns).map((index) => columnRef(columns, index));
  const groups = shown.includes(ref) ? shown.filter((name) => name !== ref) : choice.groups;
  const features = choice.features?.filter((name) => name !== ref);
  return {
    ...choice,
    ...(groups ? { groups } : {}),
    ...(features ? { features } : {}),
    ...(choice.text === ref ? { text: undefined } : {}),
    ...(choice.label === ref ? { label: null } : {}),
    others,
  } as RoleChoice;
}
