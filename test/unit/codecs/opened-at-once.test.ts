import { describe, expect, it } from 'vitest';
import { openedAtOnce } from '../../../src/codecs/delimited/parts/opened-at-once';
import { memorySource } from '../../../src/codecs/bytes';
import { hintsFrom } from '../../../src/codecs/delimited/dialect/hints';
import { UTF8 } from '../../../src/codecs/encodings/charset';
import { dice } from '../../dice';
import { bytesOf, read } from './reading';

const { next } = dice(11);
const HEAD = 10_000;
const cells = (digits: number) => Array.from({ length: HEAD }, () => next().toFixed(digits));
const columns = {
  fine: cells(9),
  coarse: cells(5),
  whole: cells(0),
  text: cells(9).map((x) => `x${x}`),
};
const lines = Array.from({ length: HEAD }, (_, row) =>
  Object.values(columns)
    .map((column) => column[row]!)
    .join(','),
);
const text = `${Object.keys(columns).join(',')}\n${lines.join('\n')}\n`;
const { table } = read(text, { encoding: 'utf-8' });
const hints = hintsFrom(table, UTF8);

/** The columns opened in a file of so many rows, of which `values` may be held. */
function opened(rows: number, values: number): number[] {
  const whole = memorySource('file.csv', bytesOf(text));
  const source = { ...whole, size: Math.round((whole.size / HEAD) * rows) };
  return [...openedAtOnce(source, values, () => ({ table, hints, bytesPerRow: 0 }))];
}

describe('openedAtOnce', () => {
  it('tells from how many values fractions are drawn', () => {
    // Of five digits there are 100,001; 500 pairs are alike, give or take 22.
    expect(hints[1]!.drawnFrom).toBeGreaterThan(85_000);
    expect(hints[1]!.drawnFrom).toBeLessThan(120_000);
    expect(hints[0]!.drawnFrom).toBeGreaterThan(1e6);
    expect(hints.slice(2).map(({ drawnFrom }) => drawnFrom)).toEqual([undefined, undefined]);
  });

  it('opens those of which more values are expected than may be held', () => {
    expect(opened(200_000, 80_000)).toEqual([0]);
    expect(opened(200_000, 30_000)).toEqual([0, 1]);
  });

  it('opens nothing in a file of few rows, without a look at its first ones', () => {
    const source = memorySource('file.csv', bytesOf(text));
    const head = () => {
      throw new Error('not asked');
    };
    expect([...openedAtOnce(source, 65_535, head)]).toEqual([]);
    expect([...openedAtOnce(memorySource('file.csv', new Uint8Array(0)), 10, head)]).toEqual([]);
  });
});
