import { OUT_FOLDS, outOfFold } from '../../../evaluation/out-of-fold';
import { setsOf } from '../../../evaluation/subject';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { MetricContext } from '../../../metric';
import { MODELS } from '../../../models';
import { columnsWith, columnWith, type Roles } from '../../../roles/roles';
import { auditStream } from '../../../sampling/audit-random';
import {
  isSketched,
  sampledColumns,
  sampleFor,
  type Sample,
} from '../../../sampling/sampled-columns';
import { stratifiedRows } from '../../../sampling/stratified-rows';
import { trainRows } from '../../../scope';
import { holdsNumbers } from '../../../table/profile';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { many } from '../../../words';
import { reduced } from '../../imbalance/parts/feature-space';
import { numberPoints, vectorPoints, wordPoints } from '../../imbalance/parts/raw-points';
import type { Label } from '../../label';
import { t } from '../../../language';

/** Probabilities of models that have not seen the row, for some rows of every class that has enough of them. */
export interface ModelledProbabilities {
  readonly rows: Uint32Array;
  readonly first: boolean;
  /** Row-major, one per class of `scored`. */
  readonly probabilities: Float64Array;
  /** Classes that are judged, ascending. */
  readonly scored: readonly number[];
  /** Ids of the models whose probabilities are averaged, and the columns that they were told of. */
  readonly models: readonly string[];
  readonly columns: readonly number[];
}

/** How much may be spent. */
export interface Limits {
  /** Rows that are judged. */
  readonly rows: number;
  /** Only where it costs little: rows, their features and classes multiplied. */
  readonly cheap: boolean;
}

/** Rows below which a class is not judged: some fold would have none. */
export const FEWEST_OF_CLASS = OUT_FOLDS;
const LEAST = 100;
const MOST_CLASSES = 100;
const CHEAP = 50_000;
const LINEAR_AND_NEAREST = new Set(['linear', 'knn']);

/** @throws Cancelled (from tick) */
export function modelledProbabilities(
  table: Table,
  context: MetricContext,
  label: Label,
  limits: Limits,
): ModelledProbabilities | { readonly reason: string } {
  const { classes, column } = label;
  const { roles, profiles } = context;
  const inputs = inputsOf(table, context);
  if (inputs.columns.length === 0) {
    return { reason: t('No feature is a number, a category or a vector, and there is no text.') };
  }
  const labelled = classes.counts.reduce((sum, n) => sum + n, 0);
  const split = columnWith(roles, 'split');
  if (limits.cheap && split === undefined && labelled > limits.rows) {
    return onDemand(labelled, inputs);
  }
  const isTrain = split === undefined ? () => true : trainRows(table, split);
  const base = sampleFor(table, inputs.columns, limits.rows);
  const among = base.first ? base.rows.length : table.rowCount;
  const counts = new Float64Array(classes.codes.length);
  const ticked = everyRow(context.tick);
  for (let row = 0; row < among; row++) {
    ticked(row, among);
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0 && isTrain(row)) counts[of]!++;
  }
  const scored = [...counts.keys()].filter((c) => counts[c]! >= FEWEST_OF_CLASS);
  const k = scored.length;
  if (k < 2) {
    return { reason: t`Fewer than two classes have ${String(FEWEST_OF_CLASS)} rows to judge.` };
  }
  if (k > MOST_CLASSES) return { reason: t('There are more than 100 classes.') };
  const all = scored.reduce((sum, c) => sum + counts[c]!, 0);
  const work = all * inputs.columns.length * (k > 2 ? k : 1);
  if (limits.cheap && (all > limits.rows || work > CHEAP)) return onDemand(all, inputs);
  const placeOf = new Int32Array(classes.codes.length).fill(-1);
  scored.forEach((c, place) => (placeOf[c] = place));
  const classAt = (row: number) => {
    const of = classes.indexOf[column.codes[row]!]!;
    return of >= 0 && isTrain(row) ? placeOf[of]! : -1;
  };
  const size = { size: limits.rows, least: Math.min(LEAST, Math.ceil(limits.rows / k)) };
  const rows = stratifiedRows(classAt, among, k, size, context.tick);
  const held = heldRoles(table, roles);
  const models = MODELS.filter(({ id }) => LINEAR_AND_NEAREST.has(id));
  return {
    rows,
    first: base.first && rows.length < table.rowCount,
    scored,
    models: models.map(({ id }) => id),
    columns: inputs.columns,
    probabilities: outOfFold(
      {
        ...{ table, profiles, roles: held, rows, classCount: k },
        classes: rows.map(classAt),
        sets: setsOf(table, { roles: held, profiles }, rows, context.tick).sets,
        points: pointsOf(table, context, inputs, { rows, first: base.first }),
      },
      models.map(({ fit }) => fit),
      auditStream('audit/folds'),
      context.tick,
    ),
  };
}

function onDemand(rows: number, { columns }: Inputs): { readonly reason: string } {
  return {
    reason: t`On demand, with \`label-issues.models\` set to \`always\`: models are fitted in every audit only where that takes an instant, and here are ${many(rows, 'labelled row')} with ${many(columns.length, 'feature')}.`,
  };
}

/** What models are told: features that are held, and points made of numbers that are not, of vectors and of words. */
interface Inputs {
  readonly columns: readonly number[];
  readonly numbers: readonly number[];
  readonly vector: readonly number[];
  readonly text: readonly number[];
}

function inputsOf(table: Table, { roles, profiles }: MetricContext): Inputs {
  const features = columnsWith(roles, 'feature');
  const isVector = (index: number) => profiles[index]!.type === 'vector';
  const vector = [...columnsWith(roles, 'embedding'), ...features].filter(isVector).slice(0, 1);
  const text = columnsWith(roles, 'text').slice(0, 1);
  const isNumeric = (index: number) =>
    profiles[index]!.semantic === 'numeric' && holdsNumbers(profiles[index]!);
  const numbers = features.filter((index) => isSketched(table, index) && isNumeric(index));
  const held = features.filter(
    (index) =>
      !isSketched(table, index) &&
      (isNumeric(index) || profiles[index]!.semantic === 'categorical'),
  );
  const columns = [...held, ...numbers, ...vector, ...text].sort((a, b) => a - b);
  return { columns, numbers, vector, text };
}

/** Roles in which a feature whose values are not held is none. */
function heldRoles(table: Table, roles: Roles): Roles {
  return roles.map((role, index) =>
    role === 'feature' && isSketched(table, index) ? 'ignored' : role,
  );
}

function pointsOf(
  table: Table,
  context: MetricContext,
  { numbers, vector, text }: Inputs,
  sample: Sample,
): Points[] {
  const one = () => 1;
  return [
    { columns: numbers, make: numberPoints },
    { columns: vector, make: vectorPoints },
    { columns: text, make: wordPoints },
  ].flatMap(({ columns, make }) => {
    if (columns.length === 0) return [];
    const points = make(sampledColumns(table, columns, sample, context), one, context.tick);
    return points.dimensions > 0 ? [reduced(points, context)] : [];
  });
}
