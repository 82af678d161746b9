import type { Method, MethodContext } from '../../method';
import type { ColumnParam, StrategyValue, Values } from '../../params/params';
import { choice } from '../../random';
import { numbersWhere, select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { classesIn, type Levels } from '../classes';
import { columnNamed } from '../columns';
import { MISSING_LABEL } from '../missing-label';
import { concatenate, Leaving } from '../plans';
import { MISSING_VALUES } from './parts/distance-space';
import { SHUFFLE } from './parts/draw';
import { cleanedPlan, NEIGHBOUR_GUARDS } from './parts/neighbour-ground';
import { numericFeatures, SCALE, scaledPoints, scalesOf } from './parts/numeric-features';
import { strataOf } from './parts/strata';
import { resolveStrategy } from './parts/strategy';
import { evenShares, MOST_PARTS, subclassesOf } from './parts/subclasses';
import { UNDER_STRATEGY } from './parts/under-sample';
import { t } from '../../language';

const SUBCLASS: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Subclass',
  summary: 'A column that says the subclass already; none means that they are found by k-means.',
  default: null,
  advanced: true,
};

/** Fewest rows a subclass is meant to have. */
const FEWEST = 50;
/** Below this silhouette the parts are not apart. */
const LEAST_SILHOUETTE = 0.05;

/** Thins a common class evenly over its hidden subclasses, so that no kind of row is lost. */
export const subclassUndersample: Method = {
  id: 'subclass-undersample',
  family: 'resample',
  title: 'Thin by subclass',
  summary: 'Common classes lose rows evenly over the subclasses within them.',
  cites: [
    'Hou et al. 2023, Subclass-balancing contrastive learning for long-tailed recognition (SBCL)',
    'Rousseeuw 1987, Silhouettes',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  params: [
    UNDER_STRATEGY,
    {
      kind: 'number',
      id: 'most',
      title: 'Rows per subclass',
      summary:
        'How many rows a subclass has at most when they are found; none means the median of the other classes, at least 50.',
      default: null,
      min: 2,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'inside',
      title: 'Inside a subclass',
      summary: 'Which rows of a subclass stay: at random, or those nearest to its centre.',
      default: 'random',
      options: [
        { value: 'random', title: 'At random' },
        { value: 'centre', title: 'Nearest to the centre' },
      ],
    },
    SUBCLASS,
    SCALE,
    MISSING_VALUES,
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
    const order = context.random.stream('subclass-undersample/order');
    const leaving = new Leaving(table.rowCount, context.tick);
    const names = new Map<number, string>();
    const partsOf = partition(table, values, context, classes);
    const notices: string[] = [];
    const found = targets.flatMap(({ index, rows: wanted }) => {
      const name = classes.values[index]!;
      const { parts, silhouette, uncompared } = partsOf(index, notices);
      const shares = evenShares(
        Math.max(0, wanted - uncompared),
        parts.map(({ rows }) => rows.length),
      );
      const kept = parts.map(({ rows, nearest }, part) => {
        for (const row of rows) names.set(row, `${name}#${part}`);
        return nearest
          ? nearest.slice(0, shares[part]!).sort()
          : choice(order, rows, shares[part]!, context.tick);
      });
      leaving.keepOnly(concatenate(parts.map(({ rows }) => rows)), concatenate(kept), 'subclass');
      return parts.map(({ rows }, part) => ({
        subclass: `${name}#${part}`,
        rows: rows.length,
        kept: shares[part]!,
        silhouette,
      }));
    });
    const rows = leaving.staying();
    return cleanedPlan(table, values, context, { classes, notices }, leaving, {
      columns: [
        { name: '_subclass', type: 'text', text: (output) => names.get(rows[output]!) ?? '' },
      ],
      tables: { subclasses: found },
    });
  },
};

/** Some rows of a class. */
interface Part {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Nearest to the centre first, where those stay. */
  readonly nearest?: Uint32Array;
}

interface Parted {
  readonly parts: readonly Part[];
  readonly silhouette: number | null;
  /** Rows of the class that are in no part, and stay. */
  readonly uncompared: number;
}

type PartClass = (index: number, notices: string[]) => Parted;

function partition(
  table: Table,
  values: Values,
  context: MethodContext,
  classes: Levels,
): PartClass {
  const named = read.textOrNull(values, SUBCLASS.id);
  if (named === null) return clustered(table, values, context, classes);
  const column = columnNamed(table, named);
  return (index) => ({
    parts: strataOf(table, classes.rows[index]!, [column], context).map((rows) => ({ rows })),
    silhouette: null,
    uncompared: 0,
  });
}

/** @throws EngineError no-numeric-feature, missing-values; Cancelled */
function clustered(
  table: Table,
  values: Values,
  context: MethodContext,
  classes: Levels,
): PartClass {
  const { random, scope, tick } = context;
  const features = numericFeatures(table, context, read.text(values, 'missing'));
  const usable = select(scope, (row) => features.usable(row), tick);
  const scales = scalesOf(features, usable, read.text(values, 'scale'), tick);
  const byCentre = read.text(values, 'inside') === 'centre';
  const sizes = Float64Array.from(classes.counts).sort();
  return (index, notices) => {
    const name = quoted(classes.values[index]!);
    const own = select(classes.rows[index]!, (row) => features.usable(row), tick);
    const uncompared = classes.counts[index]! - own.length;
    if (uncompared) {
      notices.push(
        t`${many(uncompared, 'row')} of ${name} with empty features are not compared, and stay.`,
      );
    }
    const whole = { parts: own.length ? [{ rows: own }] : [], silhouette: null, uncompared };
    const most = read.number(values, 'most');
    if (most === null && own.length <= FEWEST) return whole;
    const capacity = most ?? usualSize(sizes, classes.counts[index]!);
    const parts = Math.min(MOST_PARTS, Math.ceil(own.length / capacity));
    if (parts < 2) return whole;
    const points = scaledPoints(features, own, scales);
    const stream = `subclass-undersample/${classes.values[index]!}`;
    const size = Math.max(capacity, Math.ceil(own.length / parts));
    const found = subclassesOf(points, parts, size, random, stream, tick);
    if (found.silhouette < LEAST_SILHOUETTE) {
      notices.push(
        t`${name} has no subclasses that are apart (silhouette ${found.silhouette.toFixed(2)}), so its rows leave at random.`,
      );
      return { ...whole, silhouette: found.silhouette };
    }
    const members = Array.from({ length: parts }, (_, part) =>
      numbersWhere(own.length, (point) => found.partOf[point] === part),
    ).filter((points) => points.length);
    return {
      parts: members.map((inside) => ({
        rows: inside.map((point) => own[point]!),
        ...(byCentre && {
          nearest: inside
            .slice()
            .sort((a, b) => found.distances[a]! - found.distances[b]! || a - b)
            .map((point) => own[point]!),
        }),
      })),
      silhouette: found.silhouette,
      uncompared,
    };
  };
}

/** The median of the sizes but one, at least 50; `sizes` ascending, two at least. */
function usualSize(sizes: Float64Array, own: number): number {
  const left = sizes.indexOf(own);
  const other = (at: number) => sizes[at < left ? at : at + 1]!;
  const last = sizes.length - 2;
  const median = (other(last >> 1) + other((last + 1) >> 1)) / 2;
  return Math.max(FEWEST, Math.ceil(median));
}
