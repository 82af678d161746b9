import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../src/engine/problems';
import { parseRecipeFile } from '../../../src/engine/recipe/recipe-file';
import { recordRoles } from '../../../src/engine/recipe/recorded-roles';
import { applyChoice, ROLES, type Role } from '../../../src/engine/roles/roles';

describe('recorded roles', () => {
  const columns = ['a', 'b', 'b', '', 'c', 'd', 'e'].map((name) => ({ name }));

  it('give every column its role back, whatever is guessed then', () => {
    let turn = 0;
    const draw = (max: number) => (turn = (turn * 1103515245 + 12345) % 2147483648) % max;
    const roleAt = () => ROLES[draw(ROLES.length)]!;
    for (let round = 0; round < 500; round++) {
      const roles: Role[] = columns.map(roleAt);
      const label = roles.indexOf('label');
      roles.forEach((role, at) => {
        if (role === 'label' && at !== label) roles[at] = 'feature';
      });
      const guessed: Role[] = columns.map(roleAt);
      expect(applyChoice(guessed, recordRoles(roles, columns), columns)).toEqual(roles);
    }
  });

  it('name columns, by position where a name is not theirs alone', () => {
    const roles: Role[] = ['label', 'group', 'feature', 'ignored', 'text', 'feature', 'id'];
    expect(recordRoles(roles, columns)).toEqual({
      label: 'a',
      groups: ['#2'],
      features: ['#3', 'd'],
      others: { '#4': 'ignored', c: 'text', e: 'id' },
    });
  });
});

describe('recipe files', () => {
  it('may be written by hand with steps alone', () => {
    expect(parseRecipeFile('{"steps": [{"method": "smote", "values": {"k": 3}}]}')).toEqual({
      recipe: { seed: 0, roles: {}, steps: [{ method: 'smote', values: { k: 3 } }] },
    });
  });

  it.each([
    '',
    'null',
    '{}',
    '{"steps": []}',
    '{"steps": ["smote"]}',
    '{"steps": [{}]}',
    '{"steps": [{"method": "a", "values": []}]}',
    '{"steps": [{"method": "a"}], "seed": -1}',
    '{"steps": [{"method": "a"}], "seed": 4294967296}',
    '{"steps": [{"method": "a"}], "seed": "1"}',
    '{"steps": [{"method": "a"}], "overrides": "G-SPLIT"}',
    '{"steps": [{"method": "a"}], "roles": {"label": 1}}',
    '{"steps": [{"method": "a"}], "roles": {"groups": "x"}}',
    '{"steps": [{"method": "a"}], "roles": {"others": {"x": "boss"}}}',
    '{"steps": [{"method": "a"}], "source": {}}',
    '{"steps": [{"method": "a"}], "ballast": 9}',
  ])('refuses %s', (text) => {
    let refused: unknown;
    try {
      parseRecipeFile(text);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(EngineError);
    expect((refused as EngineError).code).toBe('bad-recipe');
  });
});
