import { classesOf } from '../table/classes';
import { NO_ROW } from '../plan/plan';
import { mainDirections, type DrawnRow } from './main-directions';
import type { Scatter, ScatterAxis } from './preview';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import { columnWith } from '../roles/roles';
import { sample, type RandomStream } from '../random';
import { splitMixUniform } from '../kernels/splitmix64';
import { distinctRows, numbersWhere, select } from '../plan/row-numbers';
import type { RecipeRun } from '../recipe/run-recipe';
import { extremes } from '../statistics/extremes';
import { Moments } from '../statistics/moments';
import { numberAt } from '../table/number-at';
import { isOpen, type Column, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Most points of each kind. */
const LIMITS = { common: 450, rare: 150, made: 200 } as const;

/** Columns that directions are made of. */
const MOST_FEATURES = 50;

type Kind = keyof typeof LIMITS;

/** Rows among which points are drawn: a number for each row of a large file would take seconds. */
const AMONG = 32_768;

/** Rows of each side by which columns are compared where some are open. */
const COMPARED = 1000;

/**
 * A sample of the rows in the two numeric feature columns that tell the largest class from the rest best (largest
 * standardised difference of means), and in the two principal components of all of them, with the made rows where they would
 * lie. null without a label, with one class, or with fewer than two numeric features. Numbers of open columns are read row by
 * row, and only as many as the picture needs. @throws Cancelled
 */
export function scatterOf(
  table: Table,
  profiles: readonly ColumnProfile[],
  { plan, roles }: Pick<RecipeRun, 'plan' | 'roles'>,
  tick: TableTick = () => undefined,
): Scatter | null {
  const label = columnWith(roles, 'label');
  if (label === undefined) return null;
  const ticked = everyRow(tick);
  const sides = sidesOf(table.columns[label]!, profiles[label]!, ticked);
  if (!sides) return null;
  const { kindOf } = sides;
  const features = roles.flatMap((role, column) => {
    const profile = profiles[column]!;
    return role === 'feature' && profile.semantic === 'numeric' && holdsNumbers(profile)
      ? [{ column, at: numberAt(table, profile) }]
      : [];
  });
  const someOpen = features.some(({ column }) => isOpen(table, column));
  const ordered = mostDifferent(features, sides, someOpen ? COMPARED : Infinity);
  const chosen = ordered.slice(0, 2);
  const [first, second] = chosen;
  if (!first || !second) return null;
  const used = ordered.slice(0, MOST_FEATURES);
  const drawn: DrawnRow[] = [];
  const place = (kind: Kind, rows: Uint32Array, at: (feature: Feature, row: number) => number) => {
    for (const row of sample(PICTURE, rows, LIMITS[kind])) {
      const numbers = used.map((feature) => at(feature, row));
      if (numbers.slice(0, 2).every(Number.isFinite)) drawn.push({ kind, numbers });
    }
  };
  const kept = distinctRows(plan.rows, table.rowCount);
  for (const kind of ['common', 'rare'] as const) {
    const drawable = select(
      kept,
      (row) =>
        kindOf(row) === kind && (someOpen || chosen.every((each) => Number.isFinite(each.at(row)))),
      tick,
    );
    place(kind, thinned(drawable), (feature, row) => feature.at(row));
  }
  const { made } = plan;
  if (made) {
    const madeAt = (feature: Feature, index: number) => {
      const numbers = made.numbers.find(({ column }) => column === feature.column);
      const parent = made.parents[index]!;
      if (numbers) return numbers.values[index]!;
      return parent === NO_ROW ? NaN : feature.at(parent);
    };
    const drawable = (index: number) =>
      someOpen || chosen.every((feature) => Number.isFinite(madeAt(feature, index)));
    place('made', thinned(numbersWhere(made.count, drawable, tick)), madeAt);
  }
  const axis = ({ column }: Feature): ScatterAxis => ({ columns: [column], share: null });
  const components = mainDirections(
    used.map(({ column }) => column),
    drawn,
  );
  return {
    planes: [[axis(first), axis(second)], ...(components ? [components.axes] : [])],
    points: drawn.map(({ kind, numbers }, index) => ({
      kind,
      at: [[numbers[0]!, numbers[1]!] as const, ...(components ? [components.points[index]!] : [])],
    })),
  };
}

type Side = 'common' | 'rare';

interface Feature {
  readonly column: number;
  at(row: number): number;
}

/** The largest class against the rest; undefined with fewer than two classes. */
function sidesOf(column: Column, profile: ColumnProfile, tick: TableTick) {
  const { codes } = column;
  const { counts, indexOf, values } = classesOf(column, profile);
  if (values.length < 2) return undefined;
  const { largest } = extremes(counts);
  const kindOf = (row: number): Side | undefined => {
    const index = indexOf[codes[row]!]!;
    return index < 0 ? undefined : index === largest ? 'common' : 'rare';
  };
  const total = counts.reduce((sum, n) => sum + n, 0);
  const sizes = { common: counts[largest]!, rare: total - counts[largest]! };
  return {
    kindOf,
    /** Visits up to `most` labelled rows of each side, evenly over the file. */
    visit(most: number, each: (row: number, side: Side) => void): void {
      const steps = { common: sizes.common / most, rare: sizes.rare / most };
      const next = { common: 0, rare: 0 };
      const seen = { common: 0, rare: 0 };
      for (let row = 0; row < codes.length; row++) {
        tick(row, codes.length);
        const kind = kindOf(row);
        if (!kind || seen[kind]++ < next[kind]) continue;
        next[kind] += Math.max(1, steps[kind]);
        each(row, kind);
      }
    },
  };
}

type Sides = NonNullable<ReturnType<typeof sidesOf>>;

/** The features by |mean of common - mean of rare| / sqrt of the mean variance, largest first; 0 where nothing varies. */
function mostDifferent(features: readonly Feature[], sides: Sides, most: number): Feature[] {
  const moments = features.map(() => ({ common: new Moments(), rare: new Moments() }));
  sides.visit(most, (row, kind) => {
    for (let place = 0; place < features.length; place++) {
      const value = features[place]!.at(row);
      if (Number.isFinite(value)) moments[place]![kind].add(value);
    }
  });
  const difference = ({ common, rare }: (typeof moments)[number]) => {
    const spread = Math.sqrt((common.variance + rare.variance) / 2);
    return spread > 0 ? Math.abs(common.mean - rare.mean) / spread : 0;
  };
  return features
    .map((feature, place) => ({ feature, difference: difference(moments[place]!) }))
    .sort((a, b) => b.difference - a.difference || a.feature.column - b.feature.column)
    .map(({ feature }) => feature);
}

/** So many rows, evenly over the list, are enough to draw a sample from. */
function thinned(rows: Uint32Array): Uint32Array {
  if (rows.length <= AMONG) return rows;
  return Uint32Array.from(
    { length: AMONG },
    (_, i) => rows[Math.floor((i * rows.length) / AMONG)]!,
  );
}

/** A fixed stream: the picture is the same every time, whatever the recipe's seed. */
const PICTURE: RandomStream = { key: 0n, uniform: (index) => splitMixUniform(0, 0, index) };
