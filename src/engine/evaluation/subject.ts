import { classesOf, type Classes } from '../table/classes';
import { rowKey } from '../kernels/canonical-codes';
import { findClusters } from '../kernels/row-clusters';
import { EngineError } from '../problems';
import type { ColumnProfile } from '../table/profile';
import { choice, type Random } from '../random';
import { columnsWith, columnWith, type Roles } from '../roles/roles';
import { select } from '../plan/row-numbers';
import type { RecipeBase } from '../recipe/run-recipe';
import { scopeOf } from '../scope';
import type { Table } from '../table/table';
import { many, quoted } from '../words';
import { dealFolds } from './folds';
import { t } from '../language';

/** The rows that take part in an evaluation. */
export interface Subject {
  readonly table: Table;
  readonly base: RecipeBase;
  readonly label: number;
  readonly classes: Classes;
  /** Ascending; each has a class. */
  readonly rows: Uint32Array;
  /** Class per row of `rows`, and rows per class. */
  readonly truth: Uint32Array;
  readonly counts: readonly number[];
  /** Rows there were to choose from. */
  readonly ofRows: number;
  /** Rows of one set must not be parted: per row of `rows`, -1 for none. */
  readonly sets: Int32Array;
  readonly notices: readonly string[];
}

/**
 * Share of the rows above which equal rows are what the data are like rather than copies: kept together they would make a
 * fold of their own.
 */
const MOST_COPIES = 0.01;

type Tick = (done: number, total: number) => void;

/**
 * The labelled rows (train rows where there is a split), at most `most` of them by class.
 * @throws EngineError missing-role, one-class, too-few-rows; Cancelled
 */
export function subjectOf(
  table: Table,
  base: RecipeBase,
  random: Random,
  limits: { readonly most: number; readonly folds: number },
  tick: Tick,
): Subject {
  const { roles, profiles } = base;
  const label = columnWith(roles, 'label');
  if (label === undefined) {
    throw new EngineError(
      'missing-role',
      t('Choose a label: there is nothing to predict without one.'),
    );
  }
  const column = table.columns[label]!;
  const scope = scopeOf(table, roles, 'auto');
  const classes = classesOf(column, profiles[label]!, scope.rows);
  const classAt = (row: number) => classes.indexOf[column.codes[row]!]!;
  const labelled = select(scope.rows, (row) => classAt(row) >= 0);
  refuseFew(classes, profiles[label]!, limits.folds, column.name);
  const rows = sampled(labelled, classAt, classes, random, limits);
  const truth = rows.map(classAt);
  const counts = classes.values.map(() => 0);
  for (const own of truth) counts[own]!++;
  const { sets, notice } = setsOf(table, base, rows, tick);
  const notices = [
    ...(rows.length < labelled.length
      ? [
          t`A sample of ${many(rows.length, 'row')}, by class, stands for ${many(labelled.length, 'row')}.`,
        ]
      : []),
    ...(scope.name === 'train' ? [t('Only train rows take part.')] : []),
    ...notice,
  ];
  return {
    table,
    base,
    label,
    classes,
    rows,
    truth,
    counts,
    ofRows: labelled.length,
    sets,
    notices,
  };
}

/** The fold of each row of a subject in one repeat. */
export function foldsOf(
  subject: Subject,
  folds: number,
  repeat: number,
  random: Random,
): Uint8Array {
  const { rows, truth, classes, sets } = subject;
  const dealt = { rows, classes: truth, classCount: classes.values.length, sets };
  return dealFolds(dealt, folds, random.stream(`evaluation/folds/${repeat}`));
}

/** Classes above which a label whose rarest value is too rare was hardly meant as classes. */
const MANY_CLASSES = 100;

function refuseFew(
  { values, counts }: Classes,
  { semantic }: ColumnProfile,
  folds: number,
  name: string,
): void {
  if (values.length < 2) {
    const only = values.length ? t`only one class (${quoted(values[0]!)})` : t('no class');
    throw new EngineError(
      'one-class',
      t`${quoted(name)} has ${only}: there is nothing to predict.`,
    );
  }
  const rare = counts.findIndex((count) => count < folds);
  if (rare >= 0 && (semantic === 'numeric' || values.length > MANY_CLASSES)) {
    const kind = semantic === 'numeric' ? t('is a number') : t('is no label of classes');
    throw new EngineError(
      'too-few-rows',
      t`${quoted(name)} ${kind}: it has ${many(values.length, 'value')}, some in fewer than ${folds} rows. Only classes are predicted here, and each of ${folds} folds needs every class: choose another label.`,
    );
  }
  if (rare >= 0) {
    throw new EngineError(
      'too-few-rows',
      t`Class ${quoted(values[rare]!)} has ${many(counts[rare]!, 'row')}, and each of ${folds} folds needs one. Merge or drop classes this rare, or take fewer folds.`,
    );
  }
}

/** At most so many rows in proportion to the classes, and of each class no fewer than there are folds. */
function sampled(
  rows: Uint32Array,
  classAt: (row: number) => number,
  { counts }: Classes,
  random: Random,
  { most, folds }: { readonly most: number; readonly folds: number },
): Uint32Array {
  if (rows.length <= most) return rows;
  const chosen = counts.flatMap((count, own) => {
    const quota = Math.max(Math.min(count, 2 * folds), Math.round((count * most) / rows.length));
    const stream = random.stream(`evaluation/rows/${own}`);
    return Array.from(
      choice(
        stream,
        select(rows, (row) => classAt(row) === own),
        quota,
      ),
    );
  });
  return Uint32Array.from(chosen).sort();
}

/** Rows of one entity, or rows equal in all features: a model that saw one has seen the others. */
export function setsOf(
  table: Table,
  { roles, profiles }: Pick<RecipeBase, 'roles' | 'profiles'>,
  rows: Uint32Array,
  tick: Tick,
): { readonly sets: Int32Array; readonly notice: readonly string[] } {
  const entity = columnWith(roles, 'entity');
  if (entity !== undefined) {
    const { codes, name } = table.columns[entity]!;
    return {
      sets: Int32Array.from(rows, (row) => (codes[row] ? codes[row]! : -1)),
      notice: [t`Rows of one ${quoted(name)} share a fold.`],
    };
  }
  const keys = featuresOf(roles).map((index) => rowKey(table, index, profiles[index]!, 'by-value'));
  const none = new Int32Array(rows.length).fill(-1);
  if (!keys.length) return { sets: none, notice: [] };
  const clusters = findClusters(table, keys, { tick });
  const members = new Map<number, number>();
  const found = Int32Array.from(rows, (row) => clusters.clusterOf(row));
  for (const set of found) members.set(set, (members.get(set) ?? 0) + 1);
  const sets = found.map((set) => (members.get(set)! > MOST_COPIES * rows.length ? -1 : set));
  const among = sets.filter((set) => set >= 0).length;
  const notice = among
    ? [t`${many(among, 'row')} with equal features share folds with their equals.`]
    : [];
  return { sets, notice };
}

const featuresOf = (roles: Roles) => columnsWith(roles, 'feature');
