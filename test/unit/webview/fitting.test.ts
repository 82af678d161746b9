import { describe, expect, it } from 'vitest';
import { EXPORTERS } from '../../../src/engine/exports';
import { exportersFor } from '../../../src/engine/exports/fitting';
import { usualCandidates } from '../../../src/engine/evaluation/candidates';
import { METHODS } from '../../../src/engine/methods';
import { fittingFirst } from '../../../src/engine/methods/fitting';
import type { Role } from '../../../src/engine/roles/roles';
import { EMPTY } from '../../../webview/balance/draft';
import { shapeOf } from '../../../webview/balance/export-state';
import { listedMethods } from '../../../webview/balance/listed-methods';
import { kindsOf, triedMethods } from '../../../webview/balance/suited';

const column = (role: Role, semantic: 'numeric' | 'categorical' | 'free-text' = 'categorical') => ({
  role,
  semantic,
});
const LABEL = column('label');
const MIXED = [column('feature', 'numeric'), column('feature'), LABEL];
const NUMBERS = [column('feature', 'numeric'), column('feature', 'free-text'), LABEL];
const CATEGORIES = [column('feature'), LABEL];

describe('the SMOTE that fits', () => {
  it.each([
    ['numbers and categories', MIXED, ['smotenc', 'smote', 'smoten']],
    ['numbers', NUMBERS, ['smote', 'smotenc', 'smoten']],
    ['categories', CATEGORIES, ['smoten', 'smote', 'smotenc']],
  ])('comes first for %s', (_, columns, expected) => {
    const kinds = kindsOf(columns);
    const ids = fittingFirst(METHODS, kinds).map(({ id }) => id);
    expect(ids.filter((id) => expected.includes(id))).toEqual(expected);
    expect([...ids].sort()).toEqual(METHODS.map(({ id }) => id).sort());
    const usual = usualCandidates(kinds).flatMap(({ steps }) => steps.map(({ method }) => method));
    expect(usual).toContain(expected[0]);
    expect(usual).not.toContain(expected[1]);
  });

  it('stands among the methods that are seen at once, also where there are groups', () => {
    const ids = fittingFirst(METHODS, kindsOf(MIXED)).map(({ id }) => id);
    const rows = METHODS.filter((m) => m.family === 'resample').map(({ id }) => id);
    expect(ids.filter((id) => rows.includes(id)).slice(0, 4)).toContain('smotenc');
  });
});

describe('the list of methods in the form', () => {
  const suits = {
    roles: new Set<Role>(['label', 'feature']),
    kinds: kindsOf(MIXED),
    labelSets: false,
  };
  const ids = (current: string | null, open: boolean) =>
    listedMethods(current, suits, open).listed.map(({ method }) => method.id);

  it('has every method once when it is open', () => {
    expect(ids(null, true).sort()).toEqual(METHODS.map(({ id }) => id).sort());
    expect(listedMethods(null, suits, true).hidden).toBe(0);
  });

  it('always has the one that is chosen, be it far down, of another kind or not for the file', () => {
    const short = ids(null, false);
    expect(short.length).toBeLessThan(METHODS.length / 2);
    for (const { id } of METHODS) {
      expect(ids(id, false), id).toContain(id);
      expect(ids(id, false).length - short.length).toBeLessThanOrEqual(1);
    }
  });

  it('does not offer weights of several labels for classes, and says why', () => {
    expect(ids(null, false)).not.toContain('multilabel-weights');
    const all = listedMethods(null, suits, true).listed;
    const reasonOf = (id: string) => all.find(({ method }) => method.id === id)?.reason;
    expect(reasonOf('multilabel-weights')).toBe('For rows of several labels.');
    expect(reasonOf('group-weights')).toMatch(/^Needs group/);
    expect(reasonOf('class-weights')).toBeNull();
    const several = listedMethods(null, { ...suits, labelSets: true }, false).listed;
    expect(several.map(({ method }) => method.id)).toContain('multilabel-weights');
  });
});

describe('methods to try', () => {
  it('need no column and no table that are not there', () => {
    const ids = triedMethods(MIXED, false).map(({ id }) => id);
    expect(ids).toContain('smotenc');
    for (const id of ['weights-to-rows', 'raking', 'entropy-balancing', 'compensate-groups']) {
      expect(ids).not.toContain(id);
    }
    for (const id of ['group-subsample', 'loss-weights', 'imbalanced-copy']) {
      expect(ids).not.toContain(id);
    }
    const grouped = triedMethods([...MIXED, column('group')], false).map(({ id }) => id);
    expect(grouped).toContain('group-subsample');
  });

  it('are not those for several labels where each row has one', () => {
    const ids = (labelSets: boolean) => triedMethods(MIXED, labelSets).map(({ id }) => id);
    expect(ids(true)).toContain('multilabel-weights');
    expect(ids(false)).not.toContain('multilabel-weights');
    expect(ids(false)).not.toContain('ml-ros');
  });

  it('say why they are left out in a sentence', () => {
    for (const { untried } of METHODS)
      if (untried !== undefined) expect(untried).toMatch(/^It.*\.$/);
  });
});

describe('the export that fits', () => {
  const rows = { kept: 10, repeated: 0, made: 0, removed: 0 };
  const first = (method: string, counts: Partial<typeof rows>, values = {}) => {
    const draft = { ...EMPTY, steps: [{ method, values }] };
    const shape = shapeOf(draft, { ...rows, ...counts }, new Set<Role>(['label', 'feature']));
    return exportersFor(EXPORTERS, shape).map(({ id }) => id);
  };

  it('comes first: weights, samplers, or what corrects probabilities', () => {
    expect(first('class-weights', {})[0]).toBe('class-weight-config');
    expect(first('random-oversample', { repeated: 5 })[0]).toBe('pytorch-sampler');
    expect(first('random-undersample', { removed: 5 })[0]).toBe('sampler-index');
    expect(first('smote', { made: 5 })[0]).toBe('prior-correction');
    expect(first('balance-within', {}, { mode: 'weights' })[0]).toBe('class-weight-config');
    expect(first('smote', { made: 5 }).slice(-4)).toContain('class-weight-config');
  });

  it('leaves none out', () => {
    expect([...first('smote', {})].sort()).toEqual(EXPORTERS.map(({ id }) => id).sort());
  });
});
