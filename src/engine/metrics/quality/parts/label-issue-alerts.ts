import { many, percent, quoted } from '../../../words';
import { extremes } from '../../../statistics/extremes';
import { wilson } from '../../../statistics/wilson';
import type { AlertDraft } from '../../alerts';
import type { LabelIssues } from '../label-issues';
import { t } from '../../../language';

/** Shares of doubtful labels from which a note, and from which a warning, is given. */
const NOTE = 0.01;
const WARNING = 0.05;
/** Answers, and the share of them, that confirm doubts. */
const ANSWERS = 10;
const CONFIRMED = 0.5;
/** How many times the average a rare class must be doubted, and in how many rows. */
const RARE = 3;
const FEW = 10;
const UNCALIBRATED = 0.1;

/**
 * Doubtful labels, and rare classes that are doubted most. Unless somebody asked, nothing is said of doubts that rest on
 * columns which tell little of the label.
 */
export function labelIssueAlerts(numbers: LabelIssues, column: number): (AlertDraft | undefined)[] {
  if (!numbers.trusted && !numbers.asked && !confirmed(numbers)) return [];
  return [doubtful(numbers, column), rareDoubted(numbers, column)];
}

const confirmed = ({ review }: LabelIssues) =>
  review !== null && review.judged >= ANSWERS && review.wrong >= CONFIRMED * review.judged;

function doubtful(numbers: LabelIssues, column: number): AlertDraft | undefined {
  const { trusted, share, flagged, rows, of, pairs, label } = numbers;
  if (share < NOTE) return undefined;
  const sure = confirmed(numbers);
  const severity = share >= WARNING && (trusted || sure) ? 'warning' : 'info';
  const top = pairs[0]!;
  const mostly = `${quoted(top.given)} → ${quoted(top.suggested)}`;
  return {
    code: 'doubtful-labels',
    severity,
    title:
      rows < of
        ? t`About ${percent(share)} of the labels are doubtful, mostly ${mostly}`
        : t`${many(flagged, 'label')} (${percent(share)}) ${flagged === 1 ? t('is') : t('are')} doubtful, mostly ${mostly}`,
    message: `${meaning(numbers, sure)}${calibration(numbers)} ${basis(numbers, label)}`,
    columns: [column],
    value: share,
    threshold: severity === 'warning' ? WARNING : NOTE,
    rowCount: flagged,
    evidence: 'doubtful',
    remedies: [
      {
        method: 'relabel-suggestions',
        why: t('A queue of suggestions, worst first, that somebody has to look through.'),
      },
    ],
  };
}

function meaning({ kappa, trusted, review }: LabelIssues, sure: boolean): string {
  if (sure) {
    return t`Of ${many(review!.judged, 'flagged row')} that were looked at ${String(review!.wrong)} are wrong (${percent(review!.low)} to ${percent(review!.high)}).`;
  }
  const agreement = kappa === null ? '' : ` (κ ${kappa.toFixed(2)})`;
  return trusted
    ? t`Elsewhere the model agrees with the labels${agreement}, so many of these are wrong or lie between classes. Look through them before training.`
    : t`The probabilities predict the label only moderately${agreement}: most flagged rows are hard, not wrong. Do not drop them unseen.`;
}

function calibration({ from, calibrationError }: LabelIssues): string {
  return from === 'columns' && calibrationError > UNCALIBRATED
    ? t` The probabilities are not calibrated (error ${calibrationError.toFixed(2)}): ranks are more reliable than counts.`
    : '';
}

function basis({ from, rows, of, first, columns }: LabelIssues, label: string): string {
  const some =
    rows < of
      ? first
        ? t`Judged by the first ${many(rows, 'row')}`
        : t`Judged by ${many(rows, 'row')} of ${quoted(label)}`
      : t('Judged by all rows');
  const by =
    from === 'columns'
      ? t('with the probabilities of the file')
      : t`with models that were fitted on ${many(columns.length, 'column')} of other rows`;
  return `${some}, ${by}.`;
}

/** The rarest class where it is doubted far more than the others. */
function rareDoubted({ classes, share }: LabelIssues, column: number): AlertDraft | undefined {
  const judged = classes.filter(({ judged: n }) => n > 0);
  const rare = judged[extremes(judged.map(({ count }) => count)).rarest];
  if (!rare || judged.length < 2 || share < NOTE) return undefined;
  const isClear =
    rare.flagged >= FEW &&
    rare.share! > RARE * share &&
    wilson(rare.flagged, rare.judged).low > RARE * share;
  if (!isClear) return undefined;
  return {
    code: 'rare-class-doubted',
    severity: 'warning',
    title: t`${percent(rare.share!)} of the labels of the rarest class ${quoted(rare.value)} are doubted, of all labels ${percent(share)}`,
    message: t(
      'Rare rows look wrong to every model. Check them one by one before any is deleted or changed, or the class shrinks further.',
    ),
    columns: [column],
    value: rare.share!,
    threshold: RARE * share,
    rowCount: rare.flagged,
    evidence: 'doubtful',
  };
}
