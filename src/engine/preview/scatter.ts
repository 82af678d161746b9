import { readNumber } from '../cells/number';
import { classesOf } from '../table/classes';
import { NO_ROW } from '../plan/plan';
import type { Scatter } from './preview';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import { columnWith } from '../roles/roles';
import { sample, type RandomStream } from '../random';
import { splitMixUniform } from '../kernels/splitmix64';
import { distinctRows, numbersWhere, select } from '../plan/row-numbers';
import type { RecipeRun } from '../recipe/run-recipe';
import { extremes } from '../statistics/extremes';
import { cellText, isOpen, type Column, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Most points of each kind. */
const LIMITS = { common: 450, rare: 150, made: 200 } as const;

type Point = Scatter['points'][number];

/** Rows among which points are drawn: a number for each row of a large file would take seconds. */
const AMONG = 32_768;

/** Rows of each side by which columns are compared where some are open. */
const COMPARED = 1000;

/**
 * A sample of the rows in the two numeric feature columns that tell the largest class from the rest best (largest
 * standardised difference of means), with the made rows where they would lie. null without a label, with one class, or with fewer
 * than two numeric features. Numbers of open columns are read row by row, and only as many as the picture needs.
 * @throws Cancelled
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
  const [first, second] = mostDifferent(features, sides, someOpen ? COMPARED : Infinity);
  if (!first || !second) return null;
  const chosen = [first, second];
  const columns = [first.column, second.column] as const;
  const points: Point[] = [];
  const place = (kind: Point['kind'], rows: Uint32Array, at: (row: number) => number[]) => {
    for (const row of sample(PICTURE, rows, LIMITS[kind])) {
      const [x, y] = at(row);
      if (Number.isFinite(x) && Number.isFinite(y)) points.push({ kind, x: x!, y: y! });
    }
  };
  const written = (row: number) => chosen.map((feature) => feature.at(row));
  const kept = distinctRows(plan.rows, table.rowCount);
  for (const kind of ['common', 'rare'] as const) {
    const drawable = select(
      kept,
      (row) =>
        kindOf(row) === kind && (someOpen || chosen.every((each) => Number.isFinite(each.at(row)))),
      tick,
    );
    place(kind, thinned(drawable), written);
  }
  const { made } = plan;
  if (made) {
    const madeAt = (index: number) =>
      chosen.map((feature) => {
        const numbers = made.numbers.find(({ column }) => column === feature.column);
        const parent = made.parents[index]!;
        if (numbers) return numbers.values[index]!;
        return parent === NO_ROW ? NaN : feature.at(parent);
      });
    const drawable = (index: number) => someOpen || madeAt(index).every(Number.isFinite);
    place('made', thinned(numbersWhere(made.count, drawable, tick)), madeAt);
  }
  return { columns, points };
}

type Side = 'common' | 'rare';

interface Feature {
  readonly column: number;
  at(row: number): number;
}

/** The number of a row; of an open column as its text reads. */
function numberAt(table: Table, profile: ColumnProfile): Feature['at'] {
  const { index } = profile;
  if (isOpen(table, index)) return (row) => readNumber(cellText(table, row, index)).value;
  const numbers = profile.numbers!;
  const { codes } = table.columns[index]!;
  return (row) => numbers[codes[row]!]!;
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

/** Running mean and population variance (Welford 1962). */
class Moments {
  #n = 0;
  #squares = 0;
  mean = 0;

  add(value: number): void {
    const before = value - this.mean;
    this.mean += before / ++this.#n;
    this.#squares += before * (value - this.mean);
  }

  get variance(): number {
    return this.#n ? this.#squares / this.#n : 0;
  }
}
