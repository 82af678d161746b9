import type { Ground } from './synthesis';

/** Moves numbers that lie beyond the observed range of `rows` to its end, column by column. Answers how many moved. */
export function clipToRange(
  { features: { numeric }, context }: Pick<Ground, 'features' | 'context'>,
  rows: Uint32Array,
  values: readonly Float64Array[],
): number {
  let moved = 0;
  values.forEach((made, place) => {
    context.tick(place, values.length);
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = numeric.value(place, row);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    for (let draw = 0; draw < made.length; draw++) {
      const value = made[draw]!;
      if (!(value < low) && !(value > high)) continue;
      made[draw] = value < low ? low : high;
      moved++;
    }
  });
  return moved;
}
