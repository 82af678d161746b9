import type { Codes, TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** How the number of different values grows with the rows. */
export interface VocabularyGrowth {
  /** Rows from the beginning, and different values among them; ascending. */
  readonly points: readonly (readonly [rows: number, values: number])[];
  /** Slope of log values on log rows (Heaps' exponent): 1 grows as the rows do, 0 not at all. */
  readonly slope: number;
}

/** Halvings of the file at which values are counted. */
const HALVINGS = 4;

/** Growth at n / 16, n / 8 ... n rows; `size` codes, those for which `isMissing` holds are no values. @throws Cancelled */
export function vocabularyGrowth(
  codes: Codes,
  size: number,
  isMissing: (code: number) => boolean,
  tick: TableTick,
): VocabularyGrowth {
  const seen = new Uint8Array(size);
  for (let code = 0; code < size; code++) if (isMissing(code)) seen[code] = 1;
  const ticked = everyRow(tick);
  const points: [number, number][] = [];
  let [row, values] = [0, 0];
  for (let j = HALVINGS; j >= 0; j--) {
    const upTo = Math.floor(codes.length / 2 ** j);
    for (; row < upTo; row++) {
      ticked(row, codes.length);
      const code = codes[row]!;
      if (seen[code] === 1) continue;
      seen[code] = 1;
      values++;
    }
    points.push([upTo, values]);
  }
  return { points, slope: slopeOf(points.filter(([rows, n]) => rows > 0 && n > 0)) };
}

/** Least squares in logarithms; 0 without two points that differ. */
function slopeOf(points: readonly (readonly [number, number])[]): number {
  const x = points.map(([rows]) => Math.log(rows));
  const y = points.map(([, values]) => Math.log(values));
  const mean = (of: readonly number[]) => of.reduce((sum, v) => sum + v, 0) / of.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const xx = x.reduce((sum, v) => sum + (v - meanX) ** 2, 0);
  const xy = x.reduce((sum, v, i) => sum + (v - meanX) * (y[i]! - meanY), 0);
  return xx > 0 ? xy / xx : 0;
}
