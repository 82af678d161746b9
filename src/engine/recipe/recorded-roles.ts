import type { Role, RoleChoice, Roles } from '../roles/roles';

/**
 * The choice that gives every column the role it has, whatever is guessed when it is repeated. Columns whose name is
 * not theirs alone stand as `#position`.
 */
export function recordRoles(
  roles: Roles,
  columns: readonly { readonly name: string }[],
): RoleChoice {
  const first = new Map<string, number>();
  const repeated = new Set<string>();
  columns.forEach(({ name }, index) => {
    if (first.has(name)) repeated.add(name);
    else first.set(name, index);
  });
  const nameOf = (index: number) => {
    const { name } = columns[index]!;
    return name === '' || repeated.has(name) ? `#${index + 1}` : name;
  };
  const named = (role: Role) => roles.flatMap((r, index) => (r === role ? [nameOf(index)] : []));
  const [label] = named('label');
  const others = roles.flatMap((role, index): [string, Role][] =>
    role === 'group' || role === 'feature' || nameOf(index) === label
      ? []
      : [[nameOf(index), role]],
  );
  return {
    label: label ?? null,
    groups: named('group'),
    features: named('feature'),
    ...(others.length > 0 && { others: Object.fromEntries(others) }),
  };
}
