import type { LabelOrder, RowOrder } from '../../engine/metrics/profile/row-order';
import { count, many, percent, quoted } from '../../engine/words';
import type { Block, Figure } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Standard deviations from which the order of the labels is worth a look, and a share of runs that is not. */
const TELLING = 3;
const AS_BY_CHANCE = [0.9, 1.1] as const;
/** Distance and chance from which neighbours in the file resemble each other. */
const ALIKE = 0.1;
const CHANCE = 0.01;
const LINES = 3;
/** Change of a share along the file below which its line is level. */
const LEVEL = 0.1;

/** How the label runs along the file, which columns the rows are in order of, and whether neighbours are alike. */
export const rowOrderExhibit: Exhibit<RowOrder> = {
  metric: 'row-order',
  tab: 'Classes',
  show(numbers) {
    const { label, sorted, neighbours } = numbers;
    const told = label !== null && isTelling(label);
    const alike = neighbours !== null && neighbours.ks >= ALIKE && neighbours.p <= CHANCE;
    if (!told && !alike && sorted.length === 0) return [];
    return [
      { kind: 'heading', text: t('Order of the rows') },
      { kind: 'figures', figures: [...(label ? runFigures(label) : []), ...alikeFigure(numbers)] },
      ...(label && told ? [...along(label), ...tenths(label), ...following(label)] : []),
      ...order(numbers),
    ];
  },
};

function isTelling({ z, runs, expected, classes }: LabelOrder): boolean {
  const [low, high] = AS_BY_CHANCE;
  const ratio = runs / expected;
  const isAbsent = classes.some(
    ({ count: rows, tenths: own }) => rows >= 50 && (own[0] === 0 || own.at(-1) === 0),
  );
  return isAbsent || (Math.abs(z) > TELLING && (ratio < low || ratio > high));
}

function runFigures({ runs, expected, z, longest, column }: LabelOrder): Figure[] {
  return [
    {
      label: t('Runs'),
      value: count(runs),
      note: t`of ${column}; ${count(expected)} by chance, z ${z.toFixed(1)}`,
    },
    {
      label: t('Longest run'),
      value: many(longest.rows, 'row'),
      note: t`of ${longest.value}, from row ${count(longest.first + 1)}`,
    },
  ];
}

function alikeFigure({ neighbours }: RowOrder): Figure[] {
  if (!neighbours) return [];
  const { ks, p, rows, of, first } = neighbours;
  const judged =
    rows < of ? t`${count(rows)} of ${first ? t('the first') : count(of)} rows` : t('all rows');
  return [
    {
      label: t('Likeness of neighbours'),
      value: ks.toFixed(2),
      note: t`0 is shuffled; p ${p.toFixed(2)}, by ${judged}`,
    },
  ];
}

/** The share of the class that moves most, over that of others. */
function along({ classes, tenths: all, column }: LabelOrder): Block[] {
  const lines = classes.map(({ value, tenths: own }) => {
    const shares = own.map((rows, i) => (all[i]! > 0 ? rows / all[i]! : 0));
    return { value, shares, range: Math.max(...shares) - Math.min(...shares) };
  });
  const shown = [...lines].sort((a, b) => b.range - a.range).slice(0, LINES);
  const [most] = shown;
  if (!most || most.range < LEVEL) return [];
  const [low, high] = [Math.min(...most.shares), Math.max(...most.shares)];
  return [
    {
      kind: 'chart',
      chart: {
        title: t`${quoted(most.value)} along the file`,
        caption: t`Share of values of ${quoted(column)} in each tenth of the file; in a shuffled file lines are level`,
        text: t`The share of ${quoted(most.value)} lies between ${percent(low)} and ${percent(high)} in the tenths of the file.`,
        x: {
          label: t('tenth of the file'),
          scale: 'linear',
          low: 1,
          high: all.length,
          unit: 'number',
        },
        y: { label: '', scale: 'linear', low: 0, high: 1, unit: 'share' },
        layers: [...shown].reverse().map(({ value, shares }) => ({
          kind: 'line' as const,
          points: shares.map((share, i) => [i + 1, share] as const),
          tone: value === most.value ? ('rare' as const) : ('quiet' as const),
        })),
      },
    },
  ];
}

function tenths({ classes, tenths: all, classCount }: LabelOrder): Block[] {
  if (classes.length === 0) return [];
  const more = classCount - classes.length;
  return [
    {
      kind: 'table',
      head: [
        { text: t('Share of each tenth') },
        { text: t('Rows'), numeric: true },
        ...all.map((_, i) => ({ text: String(i + 1), numeric: true })),
      ],
      rows: classes.map(({ value, count: rows, tenths: own }) => [
        { code: value },
        count(rows),
        ...own.map((n, i) => (all[i]! > 0 ? percent(n / all[i]!) : '')),
      ]),
    },
    ...(more > 0
      ? [
          {
            kind: 'prose' as const,
            text: t`And ${many(more, 'class', 'classes')} with fewer rows.`,
          },
        ]
      : []),
  ];
}

function following({ next }: LabelOrder): Block[] {
  if (!next || next.classes.length < 2) return [];
  const k = next.classes.length;
  return [
    { kind: 'prose', text: t('Which value comes next after which:') },
    {
      kind: 'table',
      head: [{ text: t('After') }, ...next.classes.map((text) => ({ text, numeric: true }))],
      rows: next.classes.map((value, a) => [
        { code: value },
        ...next.shares.slice(a * k, (a + 1) * k).map(percent),
      ]),
    },
  ];
}

function order({ sorted }: RowOrder): Block[] {
  if (sorted.length === 0) return [];
  return [
    { kind: 'prose', text: t('Columns by which the rows are in order:') },
    {
      kind: 'table',
      head: [{ text: t('Column') }, { text: t('Direction') }, { text: t('Steps'), numeric: true }],
      rows: sorted.map(({ name, ascending, share, firstRows }) => [
        { code: name },
        ascending ? t('rising') : t('falling'),
        firstRows === undefined
          ? percent(share)
          : t`${percent(share)} in the first ${count(firstRows)} rows`,
      ]),
    },
  ];
}
