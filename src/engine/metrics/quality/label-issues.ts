import type { Evidence, Metric } from '../../metric';
import type { ChoiceParam, NumberParam, TextParam } from '../../params/params';
import { read } from '../../params/values';
import { sumOf } from '../../statistics/sum';
import { largestInOrder } from '../../statistics/extremes';
import { alertsOf } from '../alerts';
import { labelOf } from '../label';
import { doubtfulLabels, type DoubtfulLabels, type Doubts } from './parts/doubtful-labels';
import { groupShares, type GroupShare } from './parts/flagged-by-group';
import { labelIssueAlerts } from './parts/label-issue-alerts';
import { reviewOf, type Review } from './parts/flag-review';
import { t } from '../../language';

/** Labels that a model which has not seen the row disagrees with. */
export interface LabelIssues {
  readonly label: string;
  /** Somebody asked for models, or gave probabilities; else models were fitted because it cost nothing. */
  readonly asked: boolean;
  /** Whose probabilities: columns of the file, or models fitted on the other folds. */
  readonly from: Doubts['from'];
  /** Names of the columns the probabilities are, or are made from. */
  readonly columns: readonly string[];
  /** Ids of the models; empty for probabilities of the file. */
  readonly models: readonly string[];
  /** Rows judged, of those with a label; `first`: they are from the beginning of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  /** Agreement of the most probable class with the label beyond chance; null where both are one class. */
  readonly kappa: number | null;
  /** They agree so well that what is doubted is rather wrong than hard. */
  readonly trusted: boolean;
  /** Expected calibration error of the probabilities. */
  readonly calibrationError: number;
  /** Doubtful labels among the rows judged, and their share of all labels (of a sample: estimated by class). */
  readonly flagged: number;
  readonly share: number;
  /** In class order. */
  readonly classes: readonly DoubtfulClass[];
  /** Rows by given and by likely class, in whole rows, of the 30 largest classes judged; row-major. */
  readonly noise: { readonly classes: readonly string[]; readonly rows: readonly number[] };
  /** Doubtful labels by given and suggested class, most first, at most 50. */
  readonly pairs: readonly {
    readonly given: string;
    readonly suggested: string;
    readonly rows: number;
  }[];
  /** The most doubtful of each class, worst first, at most 50. */
  readonly queue: readonly DoubtfulRow[];
  /** Doubtful labels by level of each group column. */
  readonly groups: readonly GroupShare[];
  readonly review: Review | null;
}

/** A class and its doubtful labels. */
export interface DoubtfulClass {
  readonly value: string;
  readonly count: number;
  /** Rows judged; 0: too few rows to judge any. */
  readonly judged: number;
  /** Mean probability of the class in its own rows; null where none is judged. */
  readonly threshold: number | null;
  readonly flagged: number;
  readonly share: number | null;
  /** Share of its rows that are likely of another class, by the noise matrix. */
  readonly noise: number | null;
}

/** One label to look at. */
export interface DoubtfulRow {
  readonly row: number;
  readonly given: string;
  readonly suggested: string;
  /** Probabilities of the two. */
  readonly p: number;
  readonly pSuggested: number;
  /** From 0 to 1, with classes made comparable; below 0.5 another class leads. */
  readonly score: number;
}

const MODELS_PARAM: ChoiceParam = {
  kind: 'choice',
  id: 'models',
  title: 'Models',
  summary:
    'When labels are judged by models fitted on the other rows, where the file holds no probabilities.',
  default: 'small',
  options: [
    { value: 'small', title: 'In small files' },
    { value: 'always', title: 'Always, on a sample of large files' },
    { value: 'never', title: 'Never' },
  ],
};

const ROWS: NumberParam = {
  kind: 'number',
  id: 'rows',
  title: 'Rows',
  summary: 'Rows that models judge; of each class at least 100 where it has as many.',
  default: 5000,
  min: 100,
  max: 50_000,
  integer: true,
  advanced: true,
};

const ANSWERS: TextParam = {
  kind: 'text',
  id: 'answers',
  title: 'Answers',
  summary:
    'What a look at flagged rows said, as in `12 wrong, 40 right`: data rows from 0, others are left out.',
  default: '',
};

/** Cohen's kappa from which doubts are trusted. */
const TRUSTED = 0.8;
const PAIRS = 50;
const QUEUE = 50;
const LEAST_IN_QUEUE = 3;
const DRAWN = 30;

/** Labels that well estimated probabilities contradict. */
export const labelIssues: Metric<LabelIssues> = {
  id: 'label-issues',
  family: 'quality',
  title: 'Doubtful labels',
  summary:
    'Labels that probabilities of a model which has not seen the row disagree with, and which classes are taken for which.',
  cites: [
    'Northcutt, Jiang and Chuang 2021: Confident learning, estimating uncertainty in dataset labels',
    'cleanlab: find_label_issues, prune by noise rate',
  ],
  needs: {
    required: ['label'],
    optional: ['feature', 'text', 'embedding', 'score', 'prediction', 'group', 'split'],
  },
  params: [MODELS_PARAM, ROWS, ANSWERS],
  waits: true,
  measure(table, values, context) {
    context.tick(0, 1);
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    if (label.classes.codes.length < 2) {
      return { applicable: false, reason: t('There is one class: no label can be another one.') };
    }
    const asked = read.text(values, MODELS_PARAM.id)!;
    const found = doubtfulLabels(table, context, label, {
      models: asked as 'small' | 'always' | 'never',
      rows: read.number(values, ROWS.id)!,
    });
    if ('reason' in found) return { applicable: false, reason: found.reason };
    const review = reviewOf(read.text(values, ANSWERS.id) ?? '', found);
    const numbers: LabelIssues = {
      ...figuresOf(found),
      asked: found.from === 'columns' || asked === 'always',
      columns: found.columns.map((index) => table.columns[index]!.name),
      groups: groupShares(table, context, found),
      review,
    };
    const index = label.column.index;
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, labelIssueAlerts(numbers, index)),
      evidence: evidenceOf(found, index),
    };
  },
};

function figuresOf(
  found: DoubtfulLabels,
): Omit<LabelIssues, 'asked' | 'columns' | 'groups' | 'review'> {
  const { label, rows, given, flagged, suggested, thresholds, calibrated, classOf } = found;
  const { values, counts } = label.classes;
  const k = classOf.length;
  const judged = new Float64Array(k);
  const doubtful = new Float64Array(k);
  const pairs = new Float64Array(k * k);
  for (const own of given) judged[own]!++;
  for (const i of flagged) {
    doubtful[given[i]!]!++;
    pairs[given[i]! * k + suggested[i]!]!++;
  }
  const placeOf = new Map(classOf.map((c, place) => [c, place]));
  const name = (place: number) => values[classOf[place]!]!;
  const labelled = sumOf(k, (place) => (judged[place]! > 0 ? counts[classOf[place]!]! : 0));
  const largest = largestInOrder(judged, DRAWN).filter((place) => judged[place]! > 0);
  return {
    label: label.name,
    from: found.from,
    models: found.models,
    rows: rows.length,
    of: sumOf(counts.length, (c) => counts[c]!),
    first: found.first,
    kappa: Number.isNaN(found.kappa) ? null : found.kappa,
    trusted: found.kappa >= TRUSTED,
    calibrationError: found.calibrationError,
    flagged: flagged.length,
    share:
      sumOf(k, (place) =>
        judged[place]! > 0 ? (doubtful[place]! / judged[place]!) * counts[classOf[place]!]! : 0,
      ) / labelled,
    classes: values.map((value, c): DoubtfulClass => {
      const place = placeOf.get(c);
      const n = place === undefined ? 0 : judged[place]!;
      const base = { value, count: counts[c]!, judged: n };
      if (n === 0) return { ...base, threshold: null, flagged: 0, share: null, noise: null };
      const own = calibrated.subarray(place! * k, (place! + 1) * k);
      return {
        ...base,
        threshold: thresholds[place!]!,
        flagged: doubtful[place!]!,
        share: doubtful[place!]! / n,
        noise: 1 - own[place!]! / sumOf(k, (y) => own[y]!),
      };
    }),
    noise: {
      classes: largest.map(name),
      rows: largest.flatMap((s) => largest.map((y) => calibrated[s * k + y]!)),
    },
    pairs: [...pairs.keys()]
      .filter((at) => pairs[at]! > 0)
      .sort((a, b) => pairs[b]! - pairs[a]! || a - b)
      .slice(0, PAIRS)
      .map((at) => ({
        given: name(Math.floor(at / k)),
        suggested: name(at % k),
        rows: pairs[at]!,
      })),
    queue: queueOf(found, doubtful).map((i) => ({
      row: rows[i]!,
      given: name(given[i]!),
      suggested: name(suggested[i]!),
      p: found.probabilities[i * k + given[i]!]!,
      pSuggested: found.probabilities[i * k + suggested[i]!]!,
      score: found.scores[i]!,
    })),
  };
}

/** Places of the rows to look at first: of each class as its doubtful labels are of all, but some of each. */
function queueOf({ flagged, given, scores }: DoubtfulLabels, doubtful: Float64Array): number[] {
  const left = doubtful.map((n) =>
    Math.max(LEAST_IN_QUEUE, Math.ceil((QUEUE * n) / flagged.length)),
  );
  return [...flagged]
    .sort((a, b) => scores[a]! - scores[b]! || a - b)
    .filter((i) => left[given[i]!]!-- > 0)
    .slice(0, QUEUE);
}

function evidenceOf({ flagged, rows }: DoubtfulLabels, column: number): Record<string, Evidence> {
  if (flagged.length === 0) return {};
  return {
    doubtful: {
      rows: flagged.map((i) => rows[i]!),
      columns: [column],
      reason: t('Rows whose label is not what models that have not seen them expect.'),
    },
  };
}
