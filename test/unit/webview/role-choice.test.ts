import { describe, expect, it } from 'vitest';
import { applyChoice, type Role, type RoleChoice } from '../../../src/engine/roles/roles';
import {
  columnAt,
  columnRef,
  explicitRoles,
  withGroups,
  withLabel,
  withRole,
} from '../../../webview/role-choice';

const names = ['id', 'sex', 'race', 'age', 'income'];
const guessed: Role[] = ['id', 'group', 'feature', 'feature', 'label'];
const shown = (roles: readonly Role[]) => names.map((name, i) => ({ name, role: roles[i]! }));
/** What the engine makes of a choice, from the same guesses. */
const settled = (choice: RoleChoice) => applyChoice(guessed, choice, shown(guessed));

describe('role choices of the panel, as the engine applies them', () => {
  it('names columns by name, by position where the name does not do', () => {
    const columns = [{ name: 'a' }, { name: 'a' }, { name: '' }, { name: '#1' }, { name: 'b' }];
    const refs = columns.map((_, i) => columnRef(columns, i));
    expect(refs).toEqual(['#1', '#2', '#3', '#4', 'b']);
    expect(refs.map((ref) => columnAt(columns, ref))).toEqual([0, 1, 2, 3, 4]);
  });

  it.each(
    names.flatMap((_, column) =>
      (['label', 'group', 'feature', 'ignored', 'weight'] as const).map(
        (role) => [column, role] as const,
      ),
    ),
  )('gives column %d the role %s and no other column a new label', (column, role) => {
    const roles = settled(withRole({}, shown(guessed), column, role));
    expect(roles[column]).toBe(role);
    const labels = roles.filter((each) => each === 'label').length;
    expect(labels).toBe(role === 'label' || column !== 4 ? 1 : 0);
    if (role !== 'group' && column !== 1) expect(roles[1]).toBe('group');
  });

  it('keeps earlier choices when another column changes, and takes a role back', () => {
    const first = withRole({}, shown(guessed), 2, 'group');
    const then = withRole(first, shown(settled(first)), 3, 'ignored');
    expect(settled(then)).toEqual(['id', 'group', 'group', 'ignored', 'label']);
    const back = withRole(then, shown(settled(then)), 1, 'feature');
    expect(settled(back)).toEqual(['id', 'feature', 'group', 'ignored', 'label']);
  });

  it('sets and clears label and groups from the header', () => {
    expect(settled(withLabel({}, shown(guessed), null))[4]).not.toBe('label');
    expect(settled(withLabel({}, shown(guessed), 1))).toEqual([
      'id',
      'label',
      'feature',
      'feature',
      'feature',
    ]);
    expect(settled(withGroups({}, shown(guessed), [2]))[1]).toBe('feature');
    expect(settled(withGroups({}, shown(guessed), []))).not.toContain('group');
  });

  it('makes guesses explicit for a recipe without changing any role', () => {
    const explicit = explicitRoles({}, shown(guessed));
    expect(explicit).toEqual({ label: 'income', groups: ['sex'] });
    expect(settled(explicit)).toEqual(guessed);
  });
});
