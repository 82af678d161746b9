import type { BenchmarkContamination } from '../../engine/metrics/duplicates/benchmark-contamination';
import { count, listed, many, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';

const SHOWN = 12;

const LIKENESS: Readonly<Record<keyof BenchmarkContamination['by'], string>> = {
  whole: 'the same words',
  run: 'a long run of words',
  half: 'half of its shorter runs',
  passage: 'much of its second half',
};

/** Which benchmarks are within train, and the rows that hold most of a text. */
export const benchmarkContaminationExhibit: Exhibit<BenchmarkContamination> = {
  metric: 'benchmark-contamination',
  tab: 'Duplicates',
  show({ benchmarks, rows, share, searched, by, n, examples, commonRuns, column }) {
    const kinds = (Object.keys(LIKENESS) as (keyof typeof LIKENESS)[]).filter((of) => by[of] > 0);
    const common =
      commonRuns > 0
        ? ` ${many(commonRuns, 'run')} of words ${commonRuns === 1 ? 'is a common phrase and was' : 'are common phrases and were'} left aside.`
        : '';
    return [
      { kind: 'heading', text: 'Texts to evaluate on, within train' },
      {
        kind: 'figures',
        figures: [
          {
            label: 'Rows that hold one',
            value: count(rows),
            note: `${percent(share)} of the rows of ${listed(searched, 3)}`,
          },
          ...benchmarks.slice(0, 4).map(({ name, items, hit }) => ({
            label: `Found of ${name}`,
            value: count(hit),
            note: `of ${many(items, 'text')} (${percent(items > 0 ? hit / items : 0)})`,
          })),
        ],
      },
      ...(kinds.length > 0
        ? [
            {
              kind: 'prose' as const,
              text: `Told in \`${column}\` by ${listed(
                kinds.map((of) => `${LIKENESS[of]} (${many(by[of], 'row')})`),
                4,
              )}; a run has ${String(n)} words.${common}`,
            },
            {
              kind: 'table' as const,
              head: [
                { text: 'Row' },
                { text: 'Holds Row' },
                { text: 'By' },
                { text: 'Words in a Row', numeric: true },
                { text: 'Of the Text', numeric: true },
              ],
              rows: examples
                .slice(0, SHOWN)
                .map(({ row, item, likeness, run, score }) => [
                  count(row + 1),
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
