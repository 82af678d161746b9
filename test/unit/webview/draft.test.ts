import { describe, expect, it } from 'vitest';
import {
  choose,
  earlier,
  EMPTY,
  insertBefore,
  override,
  recipeOf,
  remove,
  restored,
  sameRecipe,
  select,
  set,
  takeUp,
} from '../../../webview/balance/draft';

const two = restored({ seed: 7, steps: [{ method: 'exact-dedup' }, { method: 'smote' }] });
const methods = (draft: { steps: readonly { method: string }[] }) =>
  draft.steps.map((step) => step.method);

describe('a recipe being written', () => {
  it('starts empty and takes the first method into its first step', () => {
    const draft = choose(EMPTY, 'class-weights');
    expect(methods(draft)).toEqual(['class-weights']);
    expect(draft.at).toBe(0);
    expect(EMPTY.steps).toEqual([]);
  });

  it('shows the last step of a remembered recipe', () => {
    expect(two.at).toBe(1);
    expect(restored({ seed: 0, steps: [] }).at).toBe(0);
  });

  it('adds a step at the place past the end, replaces the method elsewhere', () => {
    expect(methods(choose(select(two, 2), 'random-undersample'))).toEqual([
      'exact-dedup',
      'smote',
      'random-undersample',
    ]);
    expect(methods(choose(select(two, 0), 'class-weights'))).toEqual(['class-weights', 'smote']);
  });

  it('sets values and goes back to defaults without leaving an empty object', () => {
    const changed = set(two, 'strategy', 0.25);
    expect(changed.steps[1]).toEqual({ method: 'smote', values: { strategy: 0.25 } });
    expect(set(changed, 'strategy', undefined).steps[1]).toEqual({ method: 'smote' });
    expect(two.steps[1]).toEqual({ method: 'smote' });
  });

  it('keeps showing the same step when one before it leaves or moves', () => {
    expect(remove(two, 0)).toMatchObject({ at: 0, steps: [{ method: 'smote' }] });
    expect(remove(two, 1)).toMatchObject({ at: 0, steps: [{ method: 'exact-dedup' }] });
    const moved = earlier(two, 1);
    expect(methods(moved)).toEqual(['smote', 'exact-dedup']);
    expect(moved.steps[moved.at]?.method).toBe('smote');
    expect(earlier(two, 0)).toEqual(two);
    const before = insertBefore(select(two, 1), 'hash-split');
    expect(methods(before)).toEqual(['exact-dedup', 'hash-split', 'smote']);
    expect(before.steps[before.at]?.method).toBe('smote');
  });

  it('takes up a remedy once', () => {
    const remedy = { method: 'smote', values: { neighbours: 3 } };
    const once = takeUp(two, remedy);
    expect(once.steps).toEqual([{ method: 'exact-dedup' }, remedy]);
    expect(takeUp(EMPTY, remedy)).toMatchObject({ at: 0, steps: [remedy] });
  });

  it('is the same recipe whichever step is shown, and another after any change', () => {
    expect(sameRecipe(two, select(two, 0))).toBe(true);
    expect(sameRecipe(null, two)).toBe(false);
    for (const other of [set(two, 'strategy', 1), { ...two, seed: 8 }, override(two, 'G-SPLIT')])
      expect(sameRecipe(two, other)).toBe(false);
  });

  it('records guards that were passed on purpose, and forgets them when the steps change', () => {
    const passed = override(override(two, 'G-SPLIT'), 'G-SPLIT');
    expect(recipeOf(passed, { label: 'y' })).toEqual({
      seed: 7,
      steps: two.steps,
      roles: { label: 'y' },
      overrides: ['G-SPLIT'],
    });
    expect(recipeOf(remove(passed, 0), {})).not.toHaveProperty('overrides');
  });
});
