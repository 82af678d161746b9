import type { BenchmarkContamination } from '../../engine/metrics/duplicates/benchmark-contamination';
import { count, listed, many, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

const LIKENESS: Readonly<Record<keyof BenchmarkContamination['by'], string>> = {
  whole: t('the same words'),
  run: t('a long run of words'),
  half: t('half of its shorter runs'),
  passage: t('much of its second half'),
};

/** Which benchmarks are within train, and the rows that hold most of a text. */
export const benchmarkContaminationExhibit: Exhibit<BenchmarkContamination> = {
  metric: 'benchmark-contamination',
  tab: 'Duplicates',
  show({ benchmarks, rows, share, searched, by, n, examples, commonRuns, column }) {
    const kinds = (Object.keys(LIKENESS) as (keyof typeof LIKENESS)[]).filter((of) => by[of] > 0);
    const common =
      commonRuns > 0
        ? t` ${many(commonRuns, 'run')} of words ${commonRuns === 1 ? t('is a common phrase and was') : t('are common phrases and were')} left aside.`
        : '';
    return [
      { kind: 'heading', text: t('Texts to evaluate on, within train') },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Rows that hold one'),
            value: count(rows),
            note: t`${percent(share)} of the rows of ${listed(searched, 3)}`,
          },
          ...benchmarks.slice(0, 4).map(({ name, items, hit }) => ({
            label: t`Found of ${name}`,
            value: count(hit),
            note: t`of ${many(items, 'text')} (${percent(items > 0 ? hit / items : 0)})`,
          })),
        ],
      },
      ...(kinds.length > 0
        ? [
            {
              kind: 'prose' as const,
              text: t`Told in \`${column}\` by ${listed(
                kinds.map((of) => `${LIKENESS[of]} (${many(by[of], 'row')})`),
                4,
              )}; a run has ${String(n)} words.${common}`,
            },
            {
              kind: 'table' as const,
              head: [
                { text: t('Row') },
                { text: t('Holds Row') },
                { text: t('By') },
                { text: t('Words in a Row'), numeric: true },
                { text: t('Of the Text'), numeric: true },
              ],
              rows: examples
                .slice(0, SHOWN)
                .map(({ row, item, likeness, run, score }) => [
                  { rows: [row] },
                  count(item + 1),
                  LIKENESS[likeness],
                  count(run),
                  percent(score),
                ]),
            },
          ]
        : []),
    ];
  },
};
