import { describe, expect, it } from 'vitest';
import type { Param, ParamValue } from '../../../src/engine/params/params';
import { scopeOf } from '../../../src/engine/scope';
import { tableOf } from '../../../src/engine/table/table';
import { parseValue, resolveValues } from '../../../src/engine/params/values';

const base = { title: 'Title', summary: 'Summary.' };
const PARAMS = {
  k: { ...base, kind: 'number', id: 'k', default: 5, min: 1, max: 9, integer: true },
  cap: { ...base, kind: 'number', id: 'cap', default: null },
  mark: { ...base, kind: 'flag', id: 'mark', default: true },
  how: {
    ...base,
    kind: 'choice',
    id: 'how',
    default: 'a',
    options: [
      { value: 'a', title: 'A' },
      { value: 'b', title: 'B' },
    ],
  },
  by: { ...base, kind: 'column', id: 'by', default: null },
  of: { ...base, kind: 'columns', id: 'of', default: [] },
  strategy: { ...base, kind: 'strategy', id: 'strategy', default: 'auto', sampling: 'over' },
} as const satisfies Record<string, Param>;
const ALL = Object.values(PARAMS);

describe('resolveValues', () => {
  it('fills in defaults and keeps what is given', () => {
    expect(resolveValues(ALL)).toEqual({
      k: 5,
      cap: null,
      mark: true,
      how: 'a',
      by: null,
      of: [],
      strategy: 'auto',
    });
    expect(resolveValues(ALL, { k: 2, strategy: { a: 3 }, of: ['x'] })).toMatchObject({
      k: 2,
      strategy: { a: 3 },
      of: ['x'],
    });
  });

  it.each([
    { k: 0 },
    { k: 10 },
    { k: 1.5 },
    { k: null },
    { k: NaN },
    { cap: Infinity },
    { mark: 1 },
    { how: 'c' },
    { by: 3 },
    { of: 'x' },
    { strategy: null },
    { strategy: { a: 'b' } as unknown as ParamValue },
  ])('refuses %o', (values: Record<string, ParamValue>) => {
    expect(() => resolveValues(ALL, values)).toThrow(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it('names the parameters there are', () => {
    expect(() => resolveValues(ALL, { neighbours: 3 })).toThrow(/`k`, `cap`/);
  });
});

describe('parseValue', () => {
  it.each<[keyof typeof PARAMS, string, ParamValue]>([
    ['k', '7', 7],
    ['k', 'seven', 'seven'],
    ['cap', 'none', null],
    ['cap', '2.5', 2.5],
    ['mark', 'no', false],
    ['mark', 'True', true],
    ['mark', 'perhaps', 'perhaps'],
    ['how', 'b', 'b'],
    ['by', '#3', '#3'],
    ['by', '', null],
    ['of', 'a, b', ['a', 'b']],
    ['of', '["a,b"]', ['a,b']],
    ['strategy', '0.5', 0.5],
    ['strategy', 'not majority', 'not majority'],
    ['strategy', 'a=10, b=20', { a: 10, b: 20 }],
    ['strategy', 'ratio:0.5', 'ratio:0.5'],
    ['strategy', ' sqrt ', 'sqrt'],
    ['strategy', 'quantile:0.25', 'quantile:0.25'],
    ['strategy', 'x=y=3', { 'x=y': 3 }],
    ['strategy', '{"a": 10}', { a: 10 }],
    ['strategy', '["a","b"]', ['a', 'b']],
  ])('reads %s=%s', (id, text, value) => {
    expect(parseValue(PARAMS[id], text)).toEqual(value);
  });
});

describe('scopeOf', () => {
  const table = tableOf(
    ['x', 'part'],
    [
      ['1', 'Train'],
      ['2', 'test'],
      ['3', ''],
      ['4', 'train '],
    ],
  );
  const scope = (wanted: string, role: 'split' | 'feature' = 'split') =>
    scopeOf(table, ['feature', role], wanted);

  it('takes train rows where a split column says so', () => {
    expect([...scope('auto').rows]).toEqual([0, 3]);
    expect(scope('auto').name).toBe('train');
    expect([...scope('train').rows]).toEqual([0, 3]);
    expect([...scope('all').rows]).toEqual([0, 1, 2, 3]);
    expect([...scope('auto', 'feature').rows]).toEqual([0, 1, 2, 3]);
  });

  it('refuses train without a split column or without train rows', () => {
    expect(() => scope('train', 'feature')).toThrow(
      expect.objectContaining({ code: 'missing-role' }),
    );
    expect(() => scopeOf(table, ['split', 'feature'], 'auto')).toThrow(
      expect.objectContaining({ code: 'too-few-rows' }),
    );
  });
});
