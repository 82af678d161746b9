import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../src/engine/methods/index';
import { resolveStrategy } from '../../../src/engine/methods/resample/parts/strategy';
import { restoreLook } from '../../../webview/state';
import {
  ratioOf,
  ratioOutcome,
  ratioValue,
  ratioWords,
  STRATEGY_WORDS,
  strategyForm,
} from '../../../webview/text/strategy';
import { tellingColumns } from '../../../src/engine/sets/telling-columns';

describe('strategies in words', () => {
  it('tells the form of a value', () => {
    expect(strategyForm('auto')).toBe('word');
    expect(strategyForm(['a', 'b'])).toBe('word');
    expect(strategyForm(0.25)).toBe('ratio');
    expect(strategyForm({ a: 10 })).toBe('counts');
    expect(strategyForm(undefined)).toBe('word');
    expect(strategyForm('ratio:0.5')).toBe('ratio');
    expect(strategyForm('ratio:much')).toBe('word');
  });

  it.each([2, 3])('gives a ratio for %d classes in a form the engine takes', (k) => {
    const classes = { values: ['a', 'b', 'c'].slice(0, k), counts: [400, 40, 10].slice(0, k) };
    const targets = resolveStrategy(classes, ratioValue(0.5, k), 'over');
    expect(targets.map(({ index, rows }) => classes.counts[index]! + rows)).toEqual(
      Array.from({ length: k - 1 }, () => 200),
    );
    expect(ratioOf(ratioValue(0.5, k))).toBe(0.5);
  });

  it('says a ratio in rows', () => {
    expect(ratioWords(0.25)).toBe('1 row of the rarest to 4 of the largest');
    expect(ratioWords(0)).toBe('');
    const two = [{ count: 10923 }, { count: 260 }];
    expect(ratioOutcome(0.25, 'over', two)).toBe('10,923 and 2,730 rows');
    expect(ratioOutcome(0.25, 'under', two)).toBe('1,040 and 260 rows');
    expect(ratioOutcome(0.25, 'over', [...two, { count: 5 }])).toBe('no class under 2,730 rows');
  });

  it('has words for the default of every strategy that is declared', () => {
    const declared = METHODS.flatMap((method) =>
      method.params.flatMap((param) => (param.kind === 'strategy' ? [param] : [])),
    );
    expect(declared.length).toBeGreaterThan(0);
    for (const param of declared)
      expect(STRATEGY_WORDS[param.sampling].map((word) => word.value)).toContain(param.default);
  });
});

describe('columns that tell sets apart', () => {
  it('leaves out what is the same everywhere and puts words before numbers', () => {
    const rows = [
      ['x', 'Third', '7.75', 'man', ''],
      ['x', 'First', '8.05', 'woman', ''],
      ['x', 'Third', '69.55', 'child', '3'],
      ['x', 'Second', '0.0', 'man', ''],
    ];
    expect(tellingColumns(rows, [0, 1, 2, 3, 4], 2)).toEqual([1, 3]);
    expect(tellingColumns(rows, [0], 2)).toEqual([]);
  });
});

describe('the remembered look', () => {
  it('comes back as it was', () => {
    const look = restoreLook({
      tab: 'Groups',
      scroll: { Groups: 120 },
      log: true,
      segment: 'contradictory',
    });
    expect(look).toEqual({
      tab: 'Groups',
      scroll: { Groups: 120 },
      log: true,
      directions: false,
      groupValue: null,
      segment: 'contradictory',
      cut: null,
      sets: {
        order: 'largest',
        differing: false,
        ofClass: null,
        ofPart: null,
        text: '',
        keep: null,
      },
    });
  });

  it.each([null, undefined, 3, { tab: 'Nowhere', scroll: { Groups: 'far', Nowhere: 1 }, log: 1 }])(
    'is fresh when %j was remembered',
    (remembered) => {
      expect(restoreLook(remembered)).toMatchObject({ tab: 'Overview', scroll: {}, log: false });
    },
  );
});
