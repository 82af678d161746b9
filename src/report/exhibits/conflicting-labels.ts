import type { ConflictingLabels } from '../../engine/metrics/duplicates/conflicting-labels';
import { count, many, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;
/** Labels named of a set. */
const NAMED = 4;

/** Sets that agree in all but the label, the labels that meet in them, and where they come from. */
export const conflictingLabelsExhibit: Exhibit<ConflictingLabels> = {
  metric: 'conflicting-labels',
  tab: 'Duplicates',
  show(numbers) {
    if (numbers.clusters === 0) return [];
    return [
      { kind: 'heading', text: t('Contradictions') },
      { kind: 'prose', text: `${setsOf(numbers)} ${limitOf(numbers)}` },
      largest(numbers),
      ...pairs(numbers),
      ...sources(numbers),
    ];
  },
};

function setsOf({ clusters, label }: ConflictingLabels): string {
  const sets = many(clusters, 'set of rows agrees', 'sets of rows agree');
  const differ = clusters === 1 ? t('differs') : t('differ');
  return t`${sets} in every column that was compared and ${differ} in \`${label}\`.`;
}

function limitOf({ target, minimumChanges, compared }: ConflictingLabels): string {
  if (!target) {
    return t`On these columns every model is wrong in at least ${many(minimumChanges, 'row')} of ${count(compared)}.`;
  }
  return t`On these columns no model explains more than ${percent(target.mostExplained)} of the variance of ${many(compared, 'row')}: within sets the standard deviation is ${figure(target.sd)}.`;
}

const figure = (value: number) => String(Number(value.toPrecision(4)));

function largest({ sets, target }: ConflictingLabels): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Rows of a Set') },
      { text: t('First Two'), numeric: true },
      ...(target
        ? [
            { text: t('Mean'), numeric: true },
            { text: t('Standard Deviation'), numeric: true },
            { text: t('Least'), numeric: true },
            { text: t('Most'), numeric: true },
          ]
        : [{ text: t('Labels') }]),
    ],
    rows: sets
      .slice(0, SHOWN)
      .map(({ size, rows, labels, spread }) => [
        count(size),
        { rows: rows.slice(0, 2) },
        ...(spread
          ? [spread.mean, spread.sd, spread.least, spread.most].map(figure)
          : [{ code: labelsOf(labels) }]),
      ]),
  };
}

function labelsOf(labels: ConflictingLabels['sets'][number]['labels']): string {
  const named = labels.slice(0, NAMED).map(({ value, count: rows }) => `${value} ${count(rows)}×`);
  const more = labels.length - named.length;
  return more > 0 ? t`${named.join(', ')} and ${count(more)} more` : named.join(', ');
}

function pairs({ pairs: met }: ConflictingLabels): Block[] {
  if (met.length < 2) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Label') },
        { text: t('Meets') },
        { text: t('Sets'), numeric: true },
        { text: t('Rows'), numeric: true },
      ],
      rows: met
        .slice(0, SHOWN)
        .map(({ a, b, sets, rows }) => [{ code: a }, { code: b }, count(sets), count(rows)]),
    },
  ];
}

function sources({ bySource }: ConflictingLabels): Block[] {
  return bySource.map(({ column, sources: found }) => ({
    kind: 'table' as const,
    head: [
      { text: column },
      { text: t('Contradicting Rows'), numeric: true },
      { text: t('Of its Rows'), numeric: true },
    ],
    rows: found.map(({ value, rows, compared }) => [
      { code: value },
      count(rows),
      percent(rows / compared),
    ]),
  }));
}
