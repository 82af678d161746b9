import { describe, expect, test } from 'vitest';
import { bitsOf, rowsOf } from '../../../src/engine/kernels/bit-sets';
import type { OrdinalAndFunnel } from '../../../src/engine/metrics/imbalance/ordinal-and-funnel';
import { orderedLevels } from '../../../src/engine/metrics/imbalance/parts/ordered-levels';
import {
  deepestSteps,
  holds,
  longestChain,
  type Step,
} from '../../../src/engine/statistics/funnel';
import { wilson } from '../../../src/engine/statistics/wilson';
import { tableOf } from '../../../src/engine/table/table';
import { audit, figures } from './auditing';

const ROWS = 5000;

/** Rows 0 .. n-1 view, fewer click, fewer still buy; `noise` is a flag that holds none of them. */
function shop(views = 2000, clicks = 400, buys = 15) {
  return tableOf(
    ['buy', 'noise', 'view', 'click', 'price'],
    Array.from({ length: ROWS }, (_, i) => [
      i < buys ? '1' : '0',
      i % 3 === 0 ? 'yes' : 'no',
      i < views ? 'true' : 'false',
      i < clicks ? '1' : '0',
      String(i / 7),
    ]),
  );
}

const stepOf = (yes: number[], rows = ROWS): Step => ({
  yes: bitsOf(Uint32Array.from(yes), rows),
  no: bitsOf(
    Uint32Array.from({ length: rows }, (_, i) => i).filter((i) => !yes.includes(i)),
    rows,
  ),
});
const upTo = (n: number, from = 0) => Array.from({ length: n - from }, (_, i) => i + from);

describe('steps', () => {
  test('a constructed funnel: counts, rates and the finding', () => {
    const request = { roles: { label: 'buy' } };
    const { funnel } = figures<OrdinalAndFunnel>(shop(), 'ordinal-and-funnel', request);
    expect(funnel!.steps.map(({ column, count }) => [column, count])).toEqual([
      ['view', 2000],
      ['click', 400],
      ['buy', 15],
    ]);
    expect(funnel!.steps.map(({ deepest }) => deepest)).toEqual([1600, 385, 15]);
    expect(funnel!.none).toBe(3000);
    expect(funnel!.steps[2]).toMatchObject({ rate: 15 / 400, ...wilson(15, 400) });
    expect(funnel!.steps[0]).toMatchObject({ rate: null, share: 0.4 });
    const { report, evidence } = audit(shop(), { ...request, only: ['ordinal-and-funnel'] });
    expect(report.alerts).toMatchObject([
      { code: 'rare-last-step', severity: 'info', rowCount: 15 },
    ]);
    expect([...evidence.get('ordinal-and-funnel/last')!.rows]).toEqual(upTo(15));
  });

  test('a last step of 1%, or one that is hardly rarer than the first, is no finding', () => {
    const alerts = (table: ReturnType<typeof shop>) =>
      audit(table, { roles: { label: 'buy' }, only: ['ordinal-and-funnel'] }).report.alerts;
    expect(alerts(shop(2000, 400, 50))).toEqual([]);
    expect(alerts(shop(200, 100, 49))).toEqual([]);
    expect(alerts(shop(250, 100, 49))).toHaveLength(1);
  });

  test('one row in a thousand may lack the step before', () => {
    const wide = stepOf(upTo(2000));
    expect(holds(wide, stepOf(upTo(2001, 1001)))).toBe(true);
    expect(holds(wide, stepOf(upTo(2002, 1002)))).toBe(false);
    expect(holds(wide, wide)).toBe(false);
  });

  test('what chance alone would hold is no step', () => {
    const nearlyAll = stepOf(upTo(4990));
    expect(holds(nearlyAll, stepOf(upTo(2000)))).toBe(false);
    expect(holds(stepOf(upTo(2500)), stepOf(upTo(9)))).toBe(false);
    expect(holds(stepOf(upTo(2500)), stepOf(upTo(10)))).toBe(true);
  });

  test('rows that do not answer count neither way', () => {
    const early: Step = {
      yes: bitsOf(Uint32Array.from(upTo(1000)), ROWS),
      no: bitsOf(Uint32Array.from(upTo(4000, 2000)), ROWS),
    };
    expect(holds(early, stepOf(upTo(1900, 100)))).toBe(true);
    expect(holds(early, stepOf(upTo(2100, 100)))).toBe(false);
  });

  test('the longest chain, against trying every one', () => {
    const steps = [30, 900, 12, 450, 25, 440].map((n, i) => stepOf(upTo(n + i * 2, i * 2)));
    const chain = longestChain(steps, () => undefined);
    let longest = 0;
    for (let bits = 1; bits < 2 ** steps.length; bits++) {
      const list = steps
        .filter((_, i) => (bits >> i) % 2 === 1)
        .sort((a, b) => rowsOf(b.yes).length - rowsOf(a.yes).length);
      if (list.every((step, i) => i === 0 || holds(list[i - 1]!, step))) {
        longest = Math.max(longest, list.length);
      }
    }
    expect(chain).toHaveLength(longest);
    chain.forEach((place, i) => {
      if (i > 0) expect(holds(steps[chain[i - 1]!]!, steps[place]!)).toBe(true);
    });
  });

  test('each row is counted at its deepest step, in whatever order it took them', () => {
    const chain = [
      [0, 1, 2, 3],
      [1, 2, 9],
      [2, 4],
    ].map((yes) => stepOf(yes, 10));
    expect(deepestSteps(chain, 10)).toEqual({ reached: [2, 2, 2], none: 4 });
  });
});

describe('levels', () => {
  test.each([
    [['1', '2', '3'], 'numbers', ['1', '2', '3']],
    [['10', '9', '1', '2', '3', '4', '5', '6', '7', '8'], 'numbers', upTo(11, 1).map(String)],
    [['High', 'low', 'medium'], 'words', ['low', 'medium', 'High']],
    [
      ['Fair', 'Good', 'Ideal', 'Premium', 'Very Good'],
      'words',
      ['Fair', 'Good', 'Very Good', 'Premium', 'Ideal'],
    ],
    [['A', 'B+', 'B', 'C'], 'words', ['C', 'B', 'B+', 'A']],
    [['strongly_agree', 'agree', 'disagree'], 'words', ['disagree', 'agree', 'strongly_agree']],
  ])('%j have an order', (values, kind, wanted) => {
    const found = orderedLevels(values)!;
    expect(found.kind).toBe(kind);
    expect(found.order.map((i) => values[i])).toEqual(wanted);
  });

  test.each([
    [['0', '1', '2']],
    [['1', '2']],
    [['1', '2', '4']],
    [['cat', 'dog', 'low']],
    [['low', 'moderate', 'medium', 'high']],
    [upTo(22, 1).map(String)],
  ])('%j have none', (values) => {
    expect(orderedLevels(values)).toBeUndefined();
  });

  test('shares and ratios of neighbours', () => {
    const rows = [
      ...new Array<string>(60).fill('low'),
      ...new Array<string>(30).fill('high'),
      ...new Array<string>(10).fill('medium'),
    ];
    const table = tableOf(
      ['risk', 'x'],
      rows.map((risk, i) => [risk, String(i / 3)]),
    );
    const { ordinal } = figures<OrdinalAndFunnel>(table, 'ordinal-and-funnel', {
      roles: { label: 'risk' },
    });
    expect(ordinal!.levels).toEqual([
      { value: 'low', count: 60, share: 0.6, next: 10 / 60 },
      { value: 'medium', count: 10, share: 0.1, next: 3 },
      { value: 'high', count: 30, share: 0.3, next: null },
    ]);
  });
});
