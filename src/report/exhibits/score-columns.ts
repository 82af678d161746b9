import type { ScoreColumns } from '../../engine/metrics/quality/score-columns';
import { count, percent, quoted } from '../../engine/words';
import type { Block } from '../document';
import type { Chart } from '../charts/chart';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SCORES = 12;
const CURVES = 2;
const LINES = 6;
const PAIRS = 10;
/** Share left, of 30% in all, below which a value stands out. */
const UNFAIR = 0.15;

/** Scores, what filtering by them leaves of groups, and how they agree. */
export const scoreColumnsExhibit: Exhibit<ScoreColumns> = {
  metric: 'score-columns',
  tab: 'Columns',
  show(numbers) {
    const { rows, of, first } = numbers;
    const basis =
      rows < of
        ? t`Judged by ${count(rows)} of ${first ? t('the first') : count(of)} rows.`
        : t('Judged by all rows.');
    return [
      { kind: 'heading', text: t('Scores') },
      table(numbers),
      { kind: 'prose', text: basis },
      ...curves(numbers),
      ...pairs(numbers),
    ];
  },
};

const figure = (value: number | null) =>
  value === null ? '' : String(Number(value.toPrecision(4)));
const rho = (value: number | null) =>
  value === null ? '' : value.toFixed(2).replace('-0.00', '0.00');

function table({ scores }: ScoreColumns): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Score') },
      { text: t('Better') },
      { text: t('Least'), numeric: true },
      { text: t('Most'), numeric: true },
      { text: t('At the least'), numeric: true },
      { text: t('At the most'), numeric: true },
      { text: t('Empty'), numeric: true },
      { text: t('With length (ρ)'), numeric: true },
      { text: t('With digits (ρ)'), numeric: true },
    ],
    rows: scores
      .slice(0, SCORES)
      .map((score) => [
        { code: score.column },
        score.better === 'high' ? t('high') : t('low'),
        figure(score.min),
        figure(score.max),
        percent(score.atMin),
        percent(score.atMax),
        count(score.missing),
        rho(score.length),
        rho(score.digits),
      ]),
  };
}

/** What is left of groups, sources or classes when the best rows are kept. */
function curves({ scores, keep }: ScoreColumns): Block[] {
  return scores
    .flatMap(({ column, retention }) => {
      const own = retention[0];
      return own ? [{ score: column, own }] : [];
    })
    .slice(0, CURVES)
    .map(({ score, own }) => {
      const shown = own.levels.slice(0, LINES);
      const at = keep.indexOf(0.3);
      const least = [...shown].sort((a, b) => a.kept[at]! - b.kept[at]!)[0];
      const chart: Chart = {
        title: t`What filtering by ${quoted(score)} leaves of ${quoted(own.column)}`,
        caption: t(
          'Share of each value that is left; a score that is fair to all keeps them on one line.',
        ),
        text: t`When 30% of the rows are kept, ${shown.map(({ value, kept }) => `${quoted(value)} ${percent(kept[at]!)}`).join(', ')} are left.`,
        x: { label: t('share kept of all rows'), scale: 'linear', low: 0, high: 1, unit: 'share' },
        y: { label: t('share left'), scale: 'linear', low: 0, high: 1, unit: 'share' },
        layers: shown.map((level) => ({
          kind: 'line' as const,
          points: [
            ...keep.map((share, i) => [share, level.kept[i]!] as const),
            [1, 1] as const,
          ].sort((a, b) => a[0] - b[0]),
          tone:
            level === least && level.kept[at]! < UNFAIR ? ('rare' as const) : ('quiet' as const),
          ...(level === least && { name: level.value }),
        })),
      };
      return { kind: 'chart' as const, chart };
    });
}

function pairs({ pairs: found }: ScoreColumns): Block[] {
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Score') },
        { text: t('With') },
        { text: t('Rank correlation'), numeric: true },
        { text: t('Shared of the best tenth'), numeric: true },
      ],
      rows: found
        .slice(0, PAIRS)
        .map(({ a, b, spearman, overlap }) => [
          { code: a },
          { code: b },
          rho(spearman),
          overlap === null ? t('many are equal') : percent(overlap),
        ]),
    },
  ];
}
