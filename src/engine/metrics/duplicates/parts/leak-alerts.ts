import { count, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { SharedKind } from './shared-values';
import type { SharedOf, SplitLeakage } from '../split-leakage';
import { t } from '../../../language';

/** Share of evaluation rows from which equal rows are an error. */
const ERROR = 0.01;
/** Share of evaluation rows that are not later than train from which the order is a finding. */
const NOT_LATER = 0.01;
/** Share of evaluation texts of train's templates from which it is said, and texts below which a few templates are many. */
const MOST = 0.5;
const FEWEST = 50;

/** Split again: by itself a method deals the train rows alone. */
const ANEW = { scope: 'all' } as const;

/** What train shares with the parts that a model is judged by. */
export function leakAlerts(
  numbers: SplitLeakage,
  label: number | undefined,
): (AlertDraft | undefined)[] {
  return [
    labelsApart(numbers, label),
    relatives(numbers),
    equalRows(numbers),
    nearTexts(numbers),
    nearNumbers(numbers),
    templates(numbers),
    entities(numbers),
    notLater(numbers),
  ];
}

/** `test`, or `valid` and `test`. */
function evaluationOf({ parts }: Pick<SplitLeakage, 'parts'>): string {
  return listed(parts.filter(({ train }) => !train).map(({ name }) => quoted(name)));
}

function equalRows(numbers: SplitLeakage): AlertDraft | undefined {
  const { rows, levels, evaluationRows, coarse, sameLabel, otherLabel, compared } = numbers;
  const most = levels.find(({ level }) => level === 'n2')!.rows;
  if (most === 0) return undefined;
  const share = most / evaluationRows;
  const spelled =
    most > rows ? t` ${count(most - rows)} of them only but for case and spaces.` : '';
  const labels =
    sameLabel !== null && otherLabel !== null && otherLabel > 0
      ? t` ${count(otherLabel)} of them have another label than in train.`
      : '';
  const doubt = coarse
    ? t(' No column is an id, so they may be different cases.')
    : t(' A model is tested on what it has seen, which makes its score too good.');
  return {
    code: 'rows-in-two-parts',
    severity: share >= ERROR && !coarse ? 'error' : 'warning',
    title: t`${many(most, 'row')} of ${evaluationOf(numbers)} ${most === 1 ? t('is') : t('are')} also in \`train\``,
    message: t`${percent(share)} of ${many(evaluationRows, 'row')}, compared in ${many(compared.length, 'column')}, without ids, label and ignored ones.${spelled}${labels}${doubt}`,
    value: share,
    threshold: ERROR,
    rowCount: most,
    evidence: 'equal',
    remedies: [
      {
        method: 'remove-leaks',
        values: { near: false },
        why: t('Train rows that equal a row of another part leave.'),
      },
      {
        method: 'duplicate-aware-split',
        values: ANEW,
        why: t('Splits anew, with copies on one side.'),
      },
    ],
  };
}

/** Only what is not equal already. */
function nearTexts(numbers: SplitLeakage): AlertDraft | undefined {
  const { near, levels, evaluationRows } = numbers;
  const equal = levels.find(({ level }) => level === 'n2')!.rows;
  if (!near || near.rows <= equal) return undefined;
  const share = near.rows / evaluationRows;
  return {
    code: 'near-texts-in-two-parts',
    severity: share > ERROR ? 'error' : 'warning',
    title: t`${many(near.rows, 'text')} of ${evaluationOf(numbers)} ${near.rows === 1 ? t('is') : t('are')} nearly in \`train\``,
    message: t`${percent(share)} of ${many(evaluationRows, 'row')} share at least ${percent(near.threshold)} of their runs of words in ${quoted(near.column)} with a train row, equal ones included. A score on them says little about new texts.`,
    value: share,
    threshold: ERROR,
    rowCount: near.rows,
    evidence: 'near',
    remedies: [
      {
        method: 'remove-leaks',
        why: t('Train rows with such a text in another part leave.'),
      },
    ],
  };
}

/** Only what is not equal already, and more than a few rows of many. */
function nearNumbers(numbers: SplitLeakage): AlertDraft | undefined {
  const { nearNumbers: near, levels, evaluationRows, coarse } = numbers;
  const equal = levels.find(({ level }) => level === 'n2')!.rows;
  if (!near || near.rows <= equal || near.rows <= ERROR * evaluationRows) return undefined;
  const share = near.rows / evaluationRows;
  return {
    code: 'near-numbers-in-two-parts',
    severity: coarse ? 'warning' : 'error',
    title: t`${many(near.rows, 'row')} of ${evaluationOf(numbers)} ${near.rows === 1 ? t('is') : t('are')} nearly in \`train\` by ${near.of === 'vectors' ? t('their vectors') : t('their numbers')}`,
    message: t`${percent(share)} of ${many(evaluationRows, 'row')} lie so close to a train row in ${listed(near.columns.map(quoted))} that they may be the same case, equal ones included. A score on them says little about new rows.`,
    value: share,
    threshold: ERROR,
    rowCount: near.rows,
    evidence: 'numbers',
    remedies: [
      {
        method: 'duplicate-aware-split',
        values: { ...ANEW, detector: 'vector' },
        why: t('Splits anew, with rows that are near each other on one side.'),
      },
    ],
  };
}

/** Only where most texts follow templates of train, and not because they are equal or nearly so. */
function templates({ templates: found, near, levels, ...numbers }: SplitLeakage) {
  const known = Math.max(near?.rows ?? 0, levels.find(({ level }) => level === 'n2')!.rows);
  if (!found || found.texts < FEWEST || found.rows <= known) return undefined;
  const share = found.rows / found.texts;
  if (share < MOST) return undefined;
  const draft: AlertDraft = {
    code: 'templates-in-two-parts',
    severity: 'info',
    title: t`${percent(share)} of the texts of ${evaluationOf(numbers)} follow a template of train`,
    message: t`${count(found.shared)} of ${many(found.templates, 'template')} in ${quoted(found.column)} are also in train: such texts differ in numbers, names or ids alone. A score on them tells how well known templates are filled in, not what happens with new ones.`,
    value: share,
    threshold: MOST,
    rowCount: found.rows,
    evidence: 'template',
    remedies: [
      {
        method: 'duplicate-aware-split',
        values: { ...ANEW, detector: 'template' },
        why: t('Splits anew, with each template on one side.'),
      },
    ],
  };
  return draft;
}

function labelsApart(numbers: SplitLeakage, label: number | undefined): AlertDraft | undefined {
  const { labels } = numbers;
  if (!labels || labels.shared > 0 || labels.train === 0 || labels.evaluation === 0) {
    return undefined;
  }
  const { spelling, example, column } = labels;
  const agree =
    spelling !== null && example
      ? t`They agree ${spelling}: ${quoted(example[1])} is ${quoted(example[0])} in train. `
      : '';
  return {
    code: 'no-label-in-common',
    severity: 'error',
    title: t`${evaluationOf(numbers)} and train have no label of ${quoted(column)} in common`,
    message: t`${agree}Scored as they are, every prediction would be wrong: spell the labels alike first.`,
    ...(label !== undefined && { columns: [label] }),
    value: labels.shared,
    remedies: [
      {
        method: 'merge-label-variants',
        values: { punctuation: true, ...ANEW },
        why: t('Writes labels in one spelling.'),
      },
    ],
  };
}

const ofKind = ({ shared }: SplitLeakage, kind: SharedKind): SharedOf | undefined =>
  shared.filter((of) => of.kind === kind && of.rows > 0).sort((a, b) => b.rows - a.rows)[0];

function entities(numbers: SplitLeakage): AlertDraft | undefined {
  const found = ofKind(numbers, 'entity');
  if (!found) return undefined;
  const { column, shared, values, rows } = found;
  return {
    code: 'entities-in-two-parts',
    severity: 'error',
    title: t`${many(shared, 'value')} of ${quoted(column)} in ${evaluationOf(numbers)} ${shared === 1 ? t('is') : t('are')} also in train`,
    message: t`${percent(shared / values)} of them, with ${many(rows, 'row')}. A model may know them rather than what it should learn: keep each on one side.`,
    value: shared / values,
    rowCount: rows,
    evidence: 'entity',
    remedies: [{ method: 'group-split', values: ANEW, why: t('Keeps each on one side.') }],
  };
}

function relatives(numbers: SplitLeakage): AlertDraft | undefined {
  const found = ofKind(numbers, 'family');
  if (!found) return undefined;
  return {
    code: 'relatives-in-two-parts',
    severity: 'error',
    title: t`${many(found.rows, 'row')} of ${evaluationOf(numbers)} ${found.rows === 1 ? t('has') : t('have')} relatives in train`,
    message: t(
      'Rows were repeated or made before the file was split, so that copies and their origin lie on both sides. Split first, then change the train part alone.',
    ),
    value: found.rows,
    rowCount: found.rows,
    evidence: 'family',
    remedies: [
      {
        method: 'group-split',
        values: { ...ANEW, groups: [found.column] },
        why: t('Keeps each family on one side.'),
      },
    ],
  };
}

function notLater(numbers: SplitLeakage): AlertDraft | undefined {
  const { time } = numbers;
  if (!time || time.notLater < NOT_LATER * time.rows) return undefined;
  return {
    code: 'not-later-than-train',
    severity: 'warning',
    title: t`${percent(time.notLater / time.rows)} of the rows of ${evaluationOf(numbers)} are not later than train`,
    message: t`By ${quoted(time.column)}. What is to be foreseen is partly known already, and the score will be too good for new data.`,
    value: time.notLater / time.rows,
    threshold: NOT_LATER,
    rowCount: time.notLater,
    remedies: [
      { method: 'time-split', values: ANEW, why: t('Lets train end before the others begin.') },
    ],
  };
}
