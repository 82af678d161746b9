import type { ColumnProfile } from '../table/profile';
import type { Levels } from './classes';

/** Numbers of up to so many values are groups as they are. */
const MOST_VALUES = 20;

/**
 * The values of a numeric column cut at its quantiles (type 7 of Hyndman and Fan 1996) into at most `bins` parts, named
 * `low to high` by the values they hold; equal values are never parted, and parts without rows vanish. Columns of few
 * values, and of values that are no numbers, stay as they are.
 */
export function binned(levels: Levels, { semantic, numbers }: ColumnProfile, bins: number): Levels {
  const { values, codes, counts } = levels;
  if (semantic !== 'numeric' || !numbers || values.length <= MOST_VALUES) return levels;
  const valueOf = codes.map((code) => numbers[code]!);
  if (!valueOf.every(Number.isFinite)) return levels;
  const order = [...valueOf.keys()].sort((a, b) => valueOf[a]! - valueOf[b]!);
  const edges = edgesOf(
    order.map((level) => ({ value: valueOf[level]!, count: counts[level]! })),
    bins,
  );
  const partOf = (value: number) => edges.filter((edge) => value > edge).length;
  const parts: number[][] = [];
  let last = -1;
  for (const level of order) {
    const part = partOf(valueOf[level]!);
    if (part !== last) parts.push([]);
    last = part;
    parts.at(-1)!.push(level);
  }
  const indexOf = new Int32Array(levels.indexOf.length).fill(-1);
  parts.forEach((part, index) => {
    for (const level of part) indexOf[codes[level]!] = index;
  });
  return {
    ...levels,
    values: parts.map((part) => `${values[part[0]!]!} to ${values[part.at(-1)!]!}`),
    codes: parts.map((part) => codes[part[0]!]!),
    counts: parts.map((part) => part.reduce((sum, level) => sum + counts[level]!, 0)),
    indexOf,
    rows: parts.map((part) =>
      Uint32Array.from(part.flatMap((level) => [...levels.rows[level]!])).sort(),
    ),
  };
}

/** The inner quantiles of counted values in ascending order. */
function edgesOf(sorted: readonly { value: number; count: number }[], bins: number): number[] {
  const rows = sorted.reduce((sum, { count }) => sum + count, 0);
  const at = (place: number) => {
    let seen = 0;
    return sorted.find(({ count }) => (seen += count) > place)!.value;
  };
  return Array.from({ length: bins - 1 }, (_, i) => {
    const place = ((rows - 1) * (i + 1)) / bins;
    const lower = at(Math.floor(place));
    return lower + (at(Math.ceil(place)) - lower) * (place - Math.floor(place));
  });
}
