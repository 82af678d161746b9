import { classesOf } from './classes';
import { NO_ROW } from './plan';
import type { Scatter } from './preview';
import type { ColumnProfile } from './profile';
import { columnWith } from './roles';
import { sample, type RandomStream } from './random';
import { splitMixUniform } from './kernels/splitmix64';
import { distinctRows, rowNumbers } from './row-numbers';
import type { RecipeRun } from './run-recipe';
import type { Table } from './table';

/** Most points of each kind. */
const LIMITS = { common: 450, rare: 150, made: 200 } as const;

type Point = Scatter['points'][number];

/**
 * A sample of the rows in the two numeric feature columns that tell the largest class from the rest best (largest
 * standardised difference of means), with the made rows where they would lie. null without a label, with one class, or with fewer
 * than two numeric features.
 */
export function scatterOf(
  table: Table,
  profiles: readonly ColumnProfile[],
  { plan, roles }: Pick<RecipeRun, 'plan' | 'roles'>,
): Scatter | null {
  const label = columnWith(roles, 'label');
  if (label === undefined) return null;
  const classes = classesOf(table.columns[label]!, profiles[label]!);
  if (classes.values.length < 2) return null;
  const largest = classes.counts.indexOf(Math.max(...classes.counts));
  const codes = table.columns[label]!.codes;
  const kindOf = (row: number): 'common' | 'rare' | undefined => {
    const index = classes.indexOf[codes[row]!]!;
    return index < 0 ? undefined : index === largest ? 'common' : 'rare';
  };
  const numeric = roles.flatMap((role, column) =>
    role === 'feature' && profiles[column]!.semantic === 'numeric' && profiles[column]!.numbers
      ? [{ column, difference: difference(table, profiles[column]!, kindOf) }]
      : [],
  );
  numeric.sort((a, b) => b.difference - a.difference || a.column - b.column);
  const [first, second] = numeric;
  if (!first || !second) return null;
  const columns = [first.column, second.column] as const;
  const points: Point[] = [];
  const place = (kind: Point['kind'], rows: Uint32Array, at: (row: number) => number[]) => {
    for (const row of sample(PICTURE, rows, LIMITS[kind])) {
      const [x, y] = at(row);
      points.push({ kind, x: x!, y: y! });
    }
  };
  const written = (row: number) =>
    columns.map((column) => profiles[column]!.numbers![table.columns[column]!.codes[row]!]!);
  const drawable = (kind: Point['kind']) =>
    distinctRows(plan.rows, table.rowCount).filter(
      (row) => kindOf(row) === kind && written(row).every(Number.isFinite),
    );
  place('common', drawable('common'), written);
  place('rare', drawable('rare'), written);
  const { made } = plan;
  if (made) {
    const madeAt = (index: number) =>
      columns.map((column) => {
        const numbers = made.numbers.find((candidate) => candidate.column === column);
        const parent = made.parents[index]!;
        if (numbers) return numbers.values[index]!;
        return parent === NO_ROW
          ? NaN
          : profiles[column]!.numbers![table.columns[column]!.codes[parent]!]!;
      });
    const rows = rowNumbers(made.count);
    place(
      'made',
      rows.filter((index) => madeAt(index).every(Number.isFinite)),
      madeAt,
    );
  }
  return { columns, points };
}

/** A fixed stream: the picture is the same every time, whatever the recipe's seed. */
const PICTURE: RandomStream = { key: 0n, uniform: (index) => splitMixUniform(0, 0, index) };

/** |mean of common - mean of rare| / sqrt of the mean variance; 0 where nothing varies. */
function difference(
  table: Table,
  profile: ColumnProfile,
  kindOf: (row: number) => 'common' | 'rare' | undefined,
): number {
  const { codes } = table.columns[profile.index]!;
  const sides = { common: new Moments(), rare: new Moments() };
  for (let row = 0; row < codes.length; row++) {
    const kind = kindOf(row);
    const value = profile.numbers![codes[row]!]!;
    if (kind && Number.isFinite(value)) sides[kind].add(value);
  }
  const spread = Math.sqrt((sides.common.variance + sides.rare.variance) / 2);
  return spread > 0 ? Math.abs(sides.common.mean - sides.rare.mean) / spread : 0;
}

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
