import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { EngineError } from '../../../src/engine/problems';
import { tableOf, type Table } from '../../../src/engine/table/table';
import { openTable } from '../../fixtures/open-table';

const noTick = () => undefined;
const column = (cells: readonly string[]) =>
  tableOf(
    ['c'],
    cells.map((cell) => [cell]),
  );
const profileOf = (table: Table) => profileColumns(table, noTick)[0]!;

/** Cells of one kind, each with a number in it. */
const KINDS: Readonly<Record<string, (i: number) => string>> = {
  integer: (i) => String(i - 300),
  float: (i) => (i / 8).toFixed(3),
  code: (i) => `00${String(i)}`,
  date: (i) => new Date(i * 864e5).toISOString().slice(0, 10),
  text: (i) => `item ${String(i)}`,
  review: (i) => `this is what was written about number ${String(i)}`,
  formatted: (i) => `${String(i)} %`,
  infinite: () => '-inf',
  null: () => 'NA',
  empty: () => '',
};

/** Columns of one usual kind with some cells of others, in any order. */
const mixture = fc
  .tuple(
    fc.constantFrom('integer', 'float', 'code', 'date', 'text', 'review'),
    fc.array(
      fc.tuple(fc.constantFrom(...Object.keys(KINDS)), fc.constantFrom(1, 4, 20, 39, 41, 200)),
      { maxLength: 4 },
    ),
    fc.integer({ min: 1, max: 997 }),
  )
  // Others than numbers among text are judged by the first rows: they have a test of their own.
  .filter(([usual, others]) => isPlain(usual) || others.every(([kind]) => kind !== 'formatted'))
  .map(([usual, others, step]) => {
    const kinds = [
      ...Array.from({ length: 400 }, () => usual),
      ...others.flatMap(([kind, cells]) => Array.from({ length: cells }, () => kind)),
    ];
    return kinds.map((_, i) => KINDS[kinds[(i * step * 997) % kinds.length]!]!(i));
  })
  .filter((cells) => new Set(cells).size > 60);

const isPlain = (kind: string) => kind !== 'text' && kind !== 'review';

describe('the profile of an open column', () => {
  test('is that of its cells wherever it does not say that it estimates', () => {
    fc.assert(
      fc.property(mixture, (cells) => {
        const held = column(cells);
        const exact = profileOf(held);
        const { table } = openTable(held, { mostHeld: 0, headRows: 100 });
        const found = profileOf(table);
        const { type, semantic, missing, nullLike, decimals, ambiguousDates } = exact;
        expect(found).toMatchObject({
          type,
          semantic,
          missing,
          nullLike,
          decimals,
          ambiguousDates,
        });
        if (!found.agreementEstimated) expect(found.agreement).toBeCloseTo(exact.agreement, 12);
        expect(Math.abs(found.distinct - exact.distinct)).toBeLessThan(0.033 * exact.distinct + 5);
        expect(found.numbers).toEqual(exact.numbers);
        expect(found.missingCodes).toEqual(exact.missingCodes);
        expect(found.disagreeing).toEqual(exact.disagreeing);
      }),
      { numRuns: 300 },
    );
  });

  const range = (kind: string, n: number, from = 0) =>
    Array.from({ length: n }, (_, i) => KINDS[kind]!(from + i));
  const cases: [string, readonly string[], loads: boolean][] = [
    ['numbers', range('integer', 300), false],
    ['dates', range('date', 300), false],
    ['text', range('text', 300), false],
    ['running text', range('review', 300), false],
    ['numbers of which some are missing', [...range('float', 200), ...range('null', 100)], false],
    ['numbers with a few words', [...range('float', 299), 'unknown'], false],
    ['dates with a few words', [...range('date', 299), 'unknown'], false],
    ['formatted numbers', range('formatted', 300), true],
    [
      'dates in another order',
      range('date', 300).map((d) => d.split('-').reverse().join('.')),
      true,
    ],
    ['dates of which a few are in another order', [...range('date', 299), '3 Mar 1971'], true],
    ['text that becomes numbers', [...range('text', 200), ...range('float', 130)], true],
    ['numbers that become text', [...range('integer', 110), ...range('text', 400)], true],
    ['nothing in the first rows, then text', [...range('empty', 150), ...range('text', 200)], true],
    [
      'nothing in the first rows, then numbers',
      [...range('empty', 150), ...range('float', 200)],
      false,
    ],
  ];
  test.each(cases)('%s', (_, cells, loads) => {
    const held = column(cells);
    const { table, touched } = openTable(held, { mostHeld: 0, headRows: 100 });
    const found = profileOf(table);
    expect(touched.size > 0).toBe(loads);
    const { type, semantic, missing, agreement } = profileOf(held);
    expect(found).toMatchObject({ type, semantic, missing, agreement });
  });

  test('rests on the sketch alone where the cells would not fit into memory', () => {
    const { table } = openTable(column(range('formatted', 300)), { mostHeld: 0, refuses: true });
    table.backing!.load = () => {
      throw new EngineError('too-large', 'No room.');
    };
    expect(profileOf(table)).toMatchObject({
      type: 'formatted-number',
      distinctEstimated: true,
      agreementEstimated: true,
    });
  });
});
