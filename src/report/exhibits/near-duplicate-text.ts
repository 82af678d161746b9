import type { NearDuplicateText } from '../../engine/metrics/duplicates/near-duplicate-text';
import { count, many, percent, quoted } from '../../engine/words';
import type { Block, Cell, Figure } from '../document';
import { alike, pairsChart, recallSentence } from '../near-words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Sets listed in a report; the panel and JSON have more. */
const SETS = 10;

/** Texts that are nearly equal: how many, in which sets, at which threshold. */
export const nearDuplicateExhibit: Exhibit<NearDuplicateText> = {
  metric: 'near-duplicate-text',
  tab: 'Duplicates',
  show(numbers) {
    const { column, threshold, clusters, rows } = numbers;
    if (clusters === 0) return [];
    return [
      { kind: 'heading', text: t`Near-duplicate texts of ${quoted(column)}` },
      { kind: 'figures', figures: figuresOf(numbers) },
      {
        kind: 'prose',
        text: t`${many(rows, 'text')} compared from ${alike(threshold)} of their runs of words on. ${recallSentence(numbers, threshold)}`,
      },
      byThreshold(numbers),
      { kind: 'chart', chart: pairsChart(numbers, threshold) },
      setsOf(numbers),
    ];
  },
};

function figuresOf(numbers: NearDuplicateText): Figure[] {
  const { copies, ratio, clusters, largest, conflicts, shortRows, settings, chains } = numbers;
  const chained =
    chains > 0 ? t`; ${many(chains, 'chain')}, with texts less than half like the longest` : '';
  return [
    {
      label: t('Near-duplicates'),
      value: many(copies, 'row'),
      note: t`${percent(ratio)} of texts`,
    },
    {
      label: t('Sets'),
      value: count(clusters),
      note: t`the largest has ${many(largest, 'row')}${chained}`,
    },
    ...(conflicts === null
      ? []
      : [
          {
            label: t('Labels differ'),
            value: many(conflicts, 'set'),
            note: conflicts > 0 ? t('look at these first') : t('every set has one label'),
          },
        ]),
    {
      label: t('Too short'),
      value: many(shortRows, 'text'),
      note: t`fewer than ${many(settings.width, 'word')}: near only when equal`,
    },
  ];
}

function byThreshold({ byThreshold }: NearDuplicateText): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Alike from') },
      { text: t('Sets'), numeric: true },
      { text: t('Rows that would go'), numeric: true },
    ],
    rows: byThreshold.map(({ threshold, clusters, copies }): Cell[] => [
      alike(threshold),
      count(clusters),
      count(copies),
    ]),
  };
}

function setsOf({ sets, conflicts }: NearDuplicateText): Block {
  const labelled = conflicts !== null;
  return {
    kind: 'table',
    head: [
      { text: t('Rows in the set') },
      { text: t('Mean similarity'), numeric: true },
      { text: t('Least'), numeric: true },
      ...(labelled ? [{ text: t('Labels') }] : []),
      { text: t('First rows') },
    ],
    rows: sets
      .slice(0, SETS)
      .map((set): Cell[] => [
        count(set.size),
        percent(set.mean),
        percent(set.least),
        ...(labelled
          ? [{ code: set.labels.map((l) => `${l.value} ${count(l.count)}×`).join(', ') }]
          : []),
        { rows: set.rows.slice(0, 5) },
      ]),
  };
}
