import type { AddedColumn } from '../../../plan/plan';
import { select } from '../../../plan/row-numbers';
import type { Json } from '../../../metric';
import { read } from '../../../params/values';
import { nearestAmong } from './class-making';
import { Space } from './space';
import type { Target } from './strategy';
import type { Ground, MakeClass, Synthesis } from './synthesis';

/** Where a rare row lies: most neighbours are its own, at least half are others, or all are. */
export type Zone = 'safe' | 'danger' | 'noise';

/** Neighbours of other classes per row of targeted classes. */
export interface Foreign {
  /** Neighbours that were looked at: fewer than asked for in tiny files. */
  readonly m: number;
  /** How many of them are of another class. */
  of(row: number): number;
}

/**
 * Counts the neighbours of other classes among the m nearest rows of any class, for the usable rows of all targeted
 * classes in one search. @throws Cancelled
 */
export function foreignNeighbours(
  ground: Ground,
  space: Space,
  targets: readonly Target[],
  m: number,
): Foreign {
  const targeted = new Set(targets.filter(({ rows }) => rows > 0).map(({ index }) => index));
  const asked = select(ground.usable, (row) => targeted.has(ground.classOf(row)));
  const near = nearestAmong(ground, space, ground.usable, asked, m);
  return {
    m: near.k,
    of: (row) => {
      const own = ground.classOf(row);
      let foreign = 0;
      for (const other of near.rows(row)) if (ground.classOf(other) !== own) foreign++;
      return foreign;
    },
  };
}

/** The zone of a row with so many foreign ones among its m neighbours (Han, Wang and Mao 2005). */
export function zoneOf(foreign: number, m: number): Zone {
  if (foreign === m) return 'noise';
  return foreign >= m / 2 ? 'danger' : 'safe';
}

/** Most rows of a zone that a side table lists. */
const MOST_LISTED = 100;

/** Zones of rows, gathered class by class. */
export class Zones {
  readonly #zoneOf = new Map<number, Zone>();
  readonly #classes: Json[] = [];

  /** Records a class; answers its rows per zone, ascending. */
  add(name: string, rows: Uint32Array, foreign: Foreign): Record<Zone, Uint32Array> {
    for (const row of rows) this.#zoneOf.set(row, zoneOf(foreign.of(row), foreign.m));
    const inZone = (zone: Zone) => select(rows, (row) => this.#zoneOf.get(row) === zone);
    const zones = { safe: inZone('safe'), danger: inZone('danger'), noise: inZone('noise') };
    this.#classes.push({
      class: name,
      safe: zones.safe.length,
      danger: zones.danger.length,
      noise: zones.noise.length,
      noiseRows: [...zones.noise.subarray(0, MOST_LISTED)],
    });
    return zones;
  }

  table(): Json {
    return this.#classes;
  }

  /** `_zone` of kept rows; empty for rows of other classes and for made rows. */
  column(rows: Uint32Array): AddedColumn {
    return {
      name: '_zone',
      type: 'text',
      text: (output) => (output < rows.length ? (this.#zoneOf.get(rows[output]!) ?? '') : ''),
    };
  }
}

/** What rows are made from where they lie in zones. */
export interface ZonedGround {
  readonly ground: Ground;
  readonly space: Space;
  readonly targets: readonly Target[];
  /** Neighbours by the parameter `m`. */
  readonly foreign: Foreign;
  readonly zones: Zones;
}

/**
 * A synthesis that sorts rows into zones, which the column `_zone` and the side table `table` list. To be made anew for
 * each run, because it records them.
 */
export function zonedSynthesis(
  id: string,
  table: string,
  make: (zoned: ZonedGround) => MakeClass,
): Synthesis {
  const zones = new Zones();
  return {
    id,
    ground: (ground, targets) => {
      const space = new Space(ground.features, ground.scales);
      const m = read.number(ground.values, 'm')!;
      const foreign = foreignNeighbours(ground, space, targets, m);
      return make({ ground, space, targets, foreign, zones });
    },
    columns: (rows) => [zones.column(rows)],
    tables: () => ({ [table]: zones.table() }),
  };
}
