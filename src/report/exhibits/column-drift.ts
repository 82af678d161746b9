import type { ColumnDrift, DriftedColumn } from '../../engine/metrics/shift/column-drift';
import { movedMost } from '../../engine/metrics/shift/parts/drift-alerts';
import { count, listed, many, percent, quoted, sentence } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Columns in the table, and levels of the one that drifted most. */
const SHOWN = 12;
const LEVELS = 12;

/** Columns by how far they are from train, and the shares of the one that is farthest. */
export const columnDriftExhibit: Exhibit<ColumnDrift> = {
  metric: 'column-drift',
  tab: 'Columns',
  show(numbers) {
    const { columns, compared, drifted, referenceRows, currentRows, parts } = numbers;
    if (compared === 0) return [];
    const [worst] = columns;
    const shown = columns.filter(({ drift }) => drift !== null).slice(0, SHOWN);
    return [
      { kind: 'heading', text: t`Columns against train, by ${quoted(numbers.split)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Unlike train'),
            value: t`${count(drifted)} of ${count(compared)}`,
            note: t('columns, by effect and by more than chance'),
          },
          { label: t('Reference'), value: many(referenceRows, 'row'), note: t('of train') },
          {
            label: t('Compared'),
            value: many(currentRows, 'row'),
            note: t`of ${listed(parts)}`,
          },
        ],
      },
      ...(drifted > 0 && worst?.drift ? levels(worst) : []),
      ...(shown.length > 0 ? [table(shown)] : []),
      ...notes(numbers),
    ];
  },
};

function table(columns: readonly DriftedColumn[]): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Column') },
      { text: t('Distance'), numeric: true },
      { text: 'PSI', numeric: true },
      { text: 'p', numeric: true },
      { text: t('Unlike train') },
      { text: t('What moved most') },
    ],
    rows: columns.map((column): Cell[] => {
      const drift = column.drift!;
      return [
        { code: column.name },
        distance(column),
        drift.psi.toFixed(2),
        drift.p < 0.001 ? '<0.001' : drift.p.toFixed(3),
        column.severity === null
          ? t('no')
          : column.severity === 'warning'
            ? t('clearly')
            : t('a little'),
        drift.levels.length > 0 ? sentence(movedMost(column)) : '',
      ];
    }),
  };
}

function distance({ drift }: DriftedColumn): string {
  if (drift?.kind === 'categories') return `JS ${drift.js!.toFixed(2)}`;
  const scaled = drift?.wasserstein;
  const w = scaled === null || scaled === undefined ? '' : `, W ${scaled.toFixed(2)}`;
  return `KS ${(drift?.ks ?? 0).toFixed(2)}${w}`;
}

/** The levels of the column that drifted most. */
function levels({ name, drift }: DriftedColumn): Block[] {
  const all = drift!.levels;
  const most = [...all]
    .sort((a, b) => Math.abs(b.current - b.reference) - Math.abs(a.current - a.reference))
    .slice(0, LEVELS);
  return [
    {
      kind: 'table',
      head: [
        { text: t`Shares of ${name}` },
        { text: t('Train'), numeric: true },
        { text: t('Compared'), numeric: true },
        { text: t('Difference'), numeric: true },
      ],
      rows: all
        .filter((level) => most.includes(level))
        .map(({ name: value, reference, current }) => [
          { code: value },
          percent(reference),
          percent(current),
          points(current - reference),
        ]),
    },
  ];
}

const points = (change: number) =>
  `${change > 0 ? '+' : change < 0 ? '-' : ''}${(Math.abs(change) * 100).toFixed(1)}`;

function notes({ leftOut }: ColumnDrift): Block[] {
  const why = new Map<string, string[]>();
  for (const { column, reason } of leftOut)
    why.set(reason, [...(why.get(reason) ?? []), quoted(column)]);
  return [
    {
      kind: 'prose',
      text: t(
        'KS and W (in standard deviations of train) of numbers, Jensen-Shannon distance of categories; PSI by tenths of train. From 0.1 a column is a little unlike train, from 0.2 clearly, if that is no chance.',
      ),
    },
    ...[...why].map(([reason, names]) => ({
      kind: 'prose' as const,
      text: t`Not compared: ${listed(names, 6)} (${reason}).`,
    })),
  ];
}
