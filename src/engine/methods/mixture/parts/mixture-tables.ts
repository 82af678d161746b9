import type { Json } from '../../../metric';
import { worthOfRepeats } from '../../../guards/repeats';
import type { MixedGroups } from './mixed-groups';
import { varianceFactor } from './shares';

/** What a mixture gives one group, as the side table `mixture` lists it. */
export interface MixtureRow {
  readonly group: string;
  /** In the unit of the mixture. */
  readonly size: number;
  /** Of all there is. */
  readonly natural: number;
  readonly share: number;
  /** Share by natural share: the weight in a loss that says the same. */
  readonly ratio: number;
  /** How often the group is gone through. */
  readonly repeats: number;
  /** The same if all groups had the same share. */
  readonly uniformRepeats: number;
  /** What the repeats are worth in groups that are all new, and the next pass beside the first (Muennighoff et al. 2023). */
  readonly worth: number;
  readonly nextPass: number;
  readonly rows: number;
  /** That the mixture has. */
  readonly written: number;
}

/** The side tables of a mixture: one row per group, and what holds for all. */
export function mixtureTables(
  { groups, sizes, total }: MixedGroups,
  shares: readonly number[],
  budget: number,
  written: readonly number[],
): Readonly<Record<string, Json>> {
  const natural = groups.map(({ size }) => size / total);
  const rows = groups.map(({ name, size, rows: { length } }, group): MixtureRow => {
    const repeats = (shares[group]! * budget) / size;
    return {
      group: name,
      size,
      natural: natural[group]!,
      share: shares[group]!,
      ratio: shares[group]! / natural[group]!,
      repeats,
      uniformRepeats: budget / groups.length / size,
      ...worthOfRepeats(repeats),
      rows: length,
      written: written[group]!,
    };
  });
  return {
    mixture: rows as unknown as Json,
    mixed: {
      unit: sizes.unit,
      estimated: sizes.estimated,
      budget,
      total,
      varianceFactor: varianceFactor(shares, natural),
    },
  };
}
