import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { auditStream } from './audit-random';

/** Draws of a class lie this far apart in the stream, so that no two classes share one. */
const APART = 2 ** 20;

/**
 * About `size` of `among` rows, spread over each class in proportion to its rows, but `least` of each class where it
 * has as many: ascending. Rows without a class (-1) are left out. One row is drawn from each of as many equal stretches
 * of its class as it has draws. @throws Cancelled (from tick)
 */
export function stratifiedRows(
  classOf: (row: number) => number,
  among: number,
  classCount: number,
  { size, least }: { readonly size: number; readonly least: number },
  tick: TableTick,
): Uint32Array {
  const counts = new Float64Array(classCount);
  const ticked = everyRow(tick);
  let all = 0;
  for (let row = 0; row < among; row++) {
    ticked(row, 2 * among);
    const of = classOf(row);
    if (of < 0) continue;
    counts[of]!++;
    all++;
  }
  const wanted = counts.map((n) => Math.min(n, Math.max(least, Math.round((size * n) / all))));
  const stream = auditStream('audit/sample');
  const drawn = new Float64Array(classCount);
  const seen = new Float64Array(classCount);
  const place = (of: number) => {
    const [n, m, i] = [counts[of]!, wanted[of]!, drawn[of]!];
    if (i >= m) return Infinity;
    const from = Math.floor((i * n) / m);
    const to = Math.floor(((i + 1) * n) / m);
    return from + Math.floor(stream.uniform(of * APART + i) * (to - from));
  };
  const next = counts.map((_, of) => place(of));
  const rows = new Uint32Array(wanted.reduce((sum, m) => sum + m, 0));
  let taken = 0;
  for (let row = 0; row < among; row++) {
    ticked(among + row, 2 * among);
    const of = classOf(row);
    if (of < 0 || seen[of]!++ !== next[of]) continue;
    rows[taken++] = row;
    drawn[of]!++;
    next[of] = place(of);
  }
  return rows;
}
