import type { MetricContext } from '../../../metric';
import {
  adjustedProbabilities,
  calibrationError,
  cohensKappa,
  confidentLearning,
  normalisedMargins,
  type ConfidentLearning,
} from '../../../statistics/confident-learning';
import type { Table } from '../../../table/table';
import type { Label } from '../../label';
import { givenProbabilities } from './given-probabilities';
import { FEWEST_OF_CLASS, modelledProbabilities } from './modelled-probabilities';
import { t } from '../../../language';

/** Rows with a label and the probabilities they are judged by. */
export interface Doubts {
  readonly label: Label;
  readonly from: 'columns' | 'models';
  readonly models: readonly string[];
  /** Columns that are the probabilities, or that they are made from. */
  readonly columns: readonly number[];
  /** Ascending. */
  readonly rows: Uint32Array;
  readonly first: boolean;
  /** Class of `label.classes` per place; given class, as a place, per row. */
  readonly classOf: readonly number[];
  readonly given: Uint32Array;
  /** Row-major, `rows * classOf.length`. */
  readonly probabilities: Float64Array;
}

/** The same with what confident learning says of them. */
export interface DoubtfulLabels extends Doubts, ConfidentLearning {
  readonly kappa: number;
  readonly calibrationError: number;
  /** Normalised margin per row with classes made comparable: the lower, the more doubtful. */
  readonly scores: Float64Array;
}

/** What may be judged. */
export interface Asked {
  readonly models: 'small' | 'always' | 'never';
  readonly rows: number;
}

/** Judges labels by probabilities of the file, else by those of models as far as these are asked for. @throws Cancelled */
export function doubtfulLabels(
  table: Table,
  context: MetricContext,
  label: Label,
  asked: Asked,
): DoubtfulLabels | { readonly reason: string } {
  const doubts = givenDoubts(table, context, label) ?? modelledDoubts(table, context, label, asked);
  if ('reason' in doubts) return doubts;
  context.tick(0, 1);
  const { given, probabilities, classOf } = doubts;
  const judged = { given, probabilities, classCount: classOf.length };
  const learned = confidentLearning(judged);
  const adjusted = adjustedProbabilities(probabilities, learned.thresholds);
  return {
    ...doubts,
    ...learned,
    kappa: cohensKappa(given, learned.suggested, classOf.length),
    calibrationError: calibrationError(judged),
    scores: normalisedMargins({ ...judged, probabilities: adjusted }),
  };
}

/** By columns of the file; rows of classes with fewer than 5 rows are left out, for there is no knowing them. */
function givenDoubts(
  table: Table,
  context: MetricContext,
  label: Label,
): Doubts | { readonly reason: string } | undefined {
  const found = givenProbabilities(table, context, label);
  if (!found || 'reason' in found) return found;
  const { classes, column } = label;
  const k = classes.codes.length;
  const classAt = (row: number) => classes.indexOf[column.codes[row]!]!;
  const counts = new Float64Array(k);
  for (const row of found.rows) counts[classAt(row)]!++;
  const places = found.rows
    .map((_, i) => i)
    .filter((i) => counts[classAt(found.rows[i]!)]! >= FEWEST_OF_CLASS);
  if (counts.filter((n) => n >= FEWEST_OF_CLASS).length < 2) {
    return { reason: t`Fewer than two classes have ${String(FEWEST_OF_CLASS)} rows to judge.` };
  }
  const probabilities = new Float64Array(places.length * k);
  places.forEach((i, at) => {
    probabilities.set(found.probabilities.subarray(i * k, (i + 1) * k), at * k);
  });
  const rows = places.map((i) => found.rows[i]!);
  return {
    ...{ label, from: 'columns', models: [], columns: found.columns, rows, first: found.first },
    classOf: [...classes.codes.keys()],
    given: rows.map(classAt),
    probabilities,
  };
}

function modelledDoubts(
  table: Table,
  context: MetricContext,
  label: Label,
  { models, rows }: Asked,
): Doubts | { readonly reason: string } {
  if (models === 'never') {
    return {
      reason: t(
        'No columns with the role score are probabilities of the classes, and no models are to be fitted.',
      ),
    };
  }
  const found = modelledProbabilities(table, context, label, { rows, cheap: models === 'small' });
  if ('reason' in found) return found;
  const { classes, column } = label;
  const placeOf = new Int32Array(classes.codes.length).fill(-1);
  found.scored.forEach((c, place) => (placeOf[c] = place));
  return {
    ...{ label, from: 'models', models: found.models, columns: found.columns },
    ...{ rows: found.rows, first: found.first, probabilities: found.probabilities },
    classOf: found.scored,
    given: found.rows.map((row) => placeOf[classes.indexOf[column.codes[row]!]!]!),
  };
}
