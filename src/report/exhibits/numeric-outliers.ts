import type {
  NumericOutliers,
  OutlyingColumn,
} from '../../engine/metrics/quality/numeric-outliers';
import { about, count, many, measure, percent, quoted } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Columns in the table, columns drawn, and far values of a column. */
const SHOWN = 10;
const DRAWN = 2;
const VALUES = 3;
/** Where a logarithmic axis of rows begins: a bar of one row is seen. */
const BELOW_ONE = 0.5;

/** Columns with values far from the others: their distribution, and the rows that hold them. */
export const numericOutliersExhibit: Exhibit<NumericOutliers> = {
  metric: 'numeric-outliers',
  tab: 'Columns',
  show({ columns }) {
    if (columns.length === 0) return [];
    const shown = columns.slice(0, SHOWN);
    const inGroups = shown.some(({ group }) => group !== null);
    return [
      { kind: 'heading', text: t('Numbers far from their column') },
      ...shown
        .filter((each) => each.group === null && (each.units.length > 0 || isApart(each)))
        .slice(0, DRAWN)
        .map(chartOf),
      {
        kind: 'table',
        head: [
          { text: t('Column') },
          ...(inGroups ? [{ text: t('Group') }] : []),
          { text: t('What') },
          { text: t('Far cells'), numeric: true },
          { text: t('Share'), numeric: true },
          { text: t('Others lie between'), numeric: true },
          { text: t('Farthest'), numeric: true },
          { text: t('Rows'), numeric: true },
        ],
        rows: shown.map((column) => rowOf(column, inGroups)),
      },
      {
        kind: 'prose',
        text: t(
          'Far: more than three interquartile ranges beyond the quartiles, and a robust z-score beyond 6 unless told otherwise; of skewed positive numbers by their logarithms. Set apart: beyond a gap as wide again. Tails belong to their column: prefer a robust loss or ranks to leaving rows out.',
        ),
      },
    ];
  },
};

function rowOf(entry: OutlyingColumn, inGroups: boolean): Cell[] {
  const { name, group, estimated, cells, share, usual, farthest } = entry;
  const shown = farthest.slice(0, VALUES);
  return [
    { code: name },
    ...(inGroups ? [{ code: group ?? '' }] : []),
    whatOf(entry),
    estimated ? about(cells) : count(cells),
    percent(share),
    t`${measure(usual[0])} and ${measure(usual[1])}`,
    { code: shown.map(({ value }) => measure(value)).join(', ') },
    { rows: [...new Set(shown.flatMap(({ rows }) => rows.slice(0, 1)))] },
  ];
}

function whatOf(entry: OutlyingColumn): string {
  const [unit] = entry.units;
  if (unit) {
    const factor = count(unit.factor);
    return unit.side === 'low' ? t`${factor} times too small` : t`${factor} times too large`;
  }
  if (isApart(entry)) return t`${count(entry.apart)} set apart`;
  return entry.heavyTail ? t('heavy tail') : t('end of the tail');
}

const isApart = ({ heavyTail, apart }: OutlyingColumn) => !heavyTail && apart > 0;

function chartOf(entry: OutlyingColumn): Block {
  const { name, histogram, usual, logarithmic, cells, farthest } = entry;
  const { edges, counts } = histogram;
  const bars = counts.map((value, i) => {
    const [from, to] = [edges[i]!, edges[i + 1]!];
    const tone = to <= usual[0] || from > usual[1] ? ('rare' as const) : ('plain' as const);
    return { from, to, value, tone };
  });
  const values = farthest.slice(0, VALUES).map(({ value }) => measure(value));
  return {
    kind: 'chart',
    chart: {
      title: t`Values of ${quoted(name)}`,
      caption: t('Rows in powers of ten; marked: far from all others'),
      text: t`${many(cells, 'cell')} far from the others, which lie between ${measure(usual[0])} and ${measure(usual[1])}; the farthest: ${values.join(', ')}.`,
      x: {
        label: name,
        scale: logarithmic ? 'log' : 'linear',
        low: edges[0]!,
        high: edges.at(-1)!,
        unit: 'number',
      },
      y: {
        label: t('rows'),
        scale: 'log',
        low: BELOW_ONE,
        high: Math.max(1, ...counts),
        unit: 'number',
      },
      layers: [{ kind: 'bars', bars: bars.filter(({ value }) => value > 0) }],
    },
  };
}
