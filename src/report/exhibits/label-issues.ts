import type { LabelIssues } from '../../engine/metrics/quality/label-issues';
import { count, kappaOf, many, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const QUEUED = 15;
const CLASSES = 12;
/** Classes of which a whole matrix is readable. */
const MATRIX = 8;

/** Labels to look at, which classes are taken for which, and how far the model can be trusted. */
export const labelIssuesExhibit: Exhibit<LabelIssues> = {
  metric: 'label-issues',
  tab: 'Classes',
  show(numbers) {
    const { flagged, asked, trusted } = numbers;
    const heading: Block[] = [
      { kind: 'heading', text: t('Doubtful labels') },
      { kind: 'prose', text: summary(numbers) },
    ];
    if (flagged === 0) return heading;
    const worth = trusted || asked;
    return [
      ...heading,
      ...(worth ? [queue(numbers), ...noise(numbers)] : []),
      { kind: 'prose', text: t('Share of doubtful labels in each class:') },
      byClass(numbers),
      ...(worth ? groups(numbers) : []),
    ];
  },
};

function summary(numbers: LabelIssues): string {
  const {
    flagged,
    share,
    rows,
    of,
    first,
    kappa,
    trusted,
    from,
    columns,
    calibrationError,
    review,
  } = numbers;
  const who =
    from === 'columns'
      ? t`the probabilities of ${many(columns.length, 'column')}`
      : t`logistic regression and the 10 nearest rows, fitted on four fifths of the rows for each other fifth by ${many(columns.length, 'column')}`;
  const basis =
    rows < of
      ? t`${count(rows)} of ${first ? t('the first') : count(of)} rows`
      : t`all ${many(rows, 'row')}`;
  const found =
    flagged === 0
      ? t('No label is contradicted with confidence.')
      : t`Contradicted with confidence: ${many(flagged, 'label')}, ${percent(share)}.`;
  const trust =
    kappa === null
      ? ''
      : trusted
        ? t` The labels agree with what is expected (${kappaOf(kappa)}), so many of these are wrong.`
        : t` What is expected agrees with the labels only moderately (${kappaOf(kappa)}): most of these are hard, not wrong.`;
  const seen = review
    ? t` Of ${many(review.judged, 'flagged row')} looked at, ${count(review.wrong)} are wrong (${percent(review.low)} to ${percent(review.high)}).`
    : '';
  return t`Judged by ${who}: ${basis}. ${found}${flagged > 0 ? trust : ''}${seen} Calibration error ${calibrationError.toFixed(2)}.`;
}

function queue({ queue: rows }: LabelIssues): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Data row'), numeric: true },
      { text: t('Label') },
      { text: t('Its probability'), numeric: true },
      { text: t('Looks like') },
      { text: t('Probability of that'), numeric: true },
    ],
    rows: rows
      .slice(0, QUEUED)
      .map(({ row, given, suggested, p, pSuggested }) => [
        { rows: [row] },
        { code: given },
        percent(p),
        { code: suggested },
        percent(pSuggested),
      ]),
  };
}

/** Rows by given and likely class: all of few classes, the largest confusions of many. */
function noise({ noise: { classes, rows }, pairs }: LabelIssues): Block[] {
  const k = classes.length;
  if (k > MATRIX) {
    return [
      {
        kind: 'table',
        head: [
          { text: t('Label') },
          { text: t('Looks like') },
          { text: t('Doubtful labels'), numeric: true },
        ],
        rows: pairs
          .slice(0, CLASSES)
          .map(({ given, suggested, rows: n }) => [{ code: given }, { code: suggested }, count(n)]),
      },
    ];
  }
  return [
    {
      kind: 'table',
      head: [
        { text: t('Label, and what its rows likely are') },
        ...classes.map((name) => ({ text: name, numeric: true })),
      ],
      rows: classes.map((name, s) => [
        { code: name },
        ...classes.map((_, y) => count(rows[s * k + y]!)),
      ]),
    },
  ];
}

function byClass({ classes }: LabelIssues): Block {
  const judged = classes
    .filter(({ share }) => share !== null)
    .sort((a, b) => b.share! - a.share! || b.count - a.count);
  return {
    kind: 'bars',
    bars: judged.slice(0, CLASSES).map(({ value, share, flagged }) => ({
      label: value,
      part: share!,
      text: `${percent(share!)} (${count(flagged)})`,
      rare: false,
    })),
  };
}

function groups({ groups: columns }: LabelIssues): Block[] {
  return columns.map(({ column, levels }) => ({
    kind: 'table' as const,
    head: [
      { text: column },
      { text: t('Rows judged'), numeric: true },
      { text: t('Doubtful labels'), numeric: true },
      { text: t('Share'), numeric: true },
    ],
    rows: levels.map(({ value, judged, flagged }) => [
      { code: value },
      count(judged),
      count(flagged),
      judged < 30 ? t('too few rows') : percent(flagged / judged),
    ]),
  }));
}
