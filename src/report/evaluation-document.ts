import type {
  CandidateResult,
  Evaluation,
  ScoreResult,
  Verdict,
} from '../engine/evaluation/evaluation';
import { SCORES, type Score } from '../engine/evaluation/scores';
import { scoreText } from '../engine/evaluation/summary';
import { MODEL_CARDS } from '../engine/models/cards';
import { count, many } from '../engine/words';
import type { Block, Cell, Finding } from './document';
import { t } from '../engine/language';

/** What a verdict adds to a number. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  better: t('better'),
  worse: t('worse'),
  'no-difference': '',
};

/** Whether remedies help, for people: the answer, then one table per score. */
export function evaluationDocument(evaluation: Evaluation, name: string): Block[] {
  const { rows, folds, repeats, features, label, positive } = evaluation;
  return [
    { kind: 'title', name, facts: t`does balancing ${label} help?` },
    { kind: 'prose', text: evaluation.summary },
    {
      kind: 'figures',
      figures: [
        { label: t('Rows'), value: count(rows), note: rowsNote(evaluation) },
        { label: t('Folds'), value: String(folds), note: repeats > 1 ? t`${repeats} times` : '' },
        {
          label: t('Features'),
          value: count(features.numbers + features.categories),
          note: t`${count(features.numbers)} numbers, ${many(features.categories, 'category', 'categories')}`,
        },
        ...(positive === null ? [] : [{ label: t('Rare class'), value: positive, note: '' }]),
      ],
    },
    ...SCORES.flatMap((score): Block[] => [
      { kind: 'heading', text: t(score.title) },
      { kind: 'prose', text: `${score.summary} ${better(score)}` },
      tableOf(evaluation, score),
    ]),
    ...findingsOf(evaluation),
  ];
}

/** `0.712 ± 0.021`, and whether it is surely better or worse than doing nothing. */
export function resultText({ mean, sd, verdict }: ScoreResult): string {
  if (mean === null) return t('not defined');
  const spread = sd === null ? '' : ` ± ${scoreText(sd)}`;
  const word = verdict ? VERDICT_WORDS[verdict] : '';
  return `${scoreText(mean)}${spread}${word ? ` ${word}` : ''}`;
}

function rowsNote({ rows, ofRows }: Evaluation): string {
  return rows < ofRows ? t`of ${count(ofRows)}` : '';
}

const better = ({ better: way }: Score) =>
  way === 'higher' ? t('Higher is better.') : t('Lower is better.');

function tableOf({ candidates }: Evaluation, { id }: Score): Block {
  const row = (candidate: CandidateResult): Cell[] => [
    candidate.name,
    ...MODEL_CARDS.map((model) => {
      const found = candidate.results.find((one) => one.model === model.id && one.score === id);
      return found ? resultText(found) : '';
    }),
  ];
  return {
    kind: 'table',
    head: [
      { text: t('Remedy') },
      ...MODEL_CARDS.map(({ title }) => ({ text: title, numeric: true })),
    ],
    rows: candidates.filter(({ failed }) => failed === undefined).map(row),
  };
}

function findingsOf({ candidates, notices, features }: Evaluation): Block[] {
  const note = (title: string): Finding => ({ severity: 'info', title, message: '', rows: '' });
  const findings = [
    ...candidates.flatMap(({ name, failed }): Finding[] =>
      failed === undefined
        ? []
        : [
            {
              severity: 'warning',
              title: t`${name} could not be tried`,
              message: failed,
              rows: '',
            },
          ],
    ),
    ...notices.map(note),
    ...(features.skipped.length
      ? [
          note(
            t`No model uses ${features.skipped.map((name) => `\`${name}\``).join(', ')}: numbers and categories alone are read, no text, lists or dates.`,
          ),
        ]
      : []),
    note(
      t(
        'Better and worse are against doing nothing, by the corrected resampled t-test at 5% over all remedies and models of a score (Nadeau and Bengio 2003, Holm 1979); all else is within noise.',
      ),
    ),
  ];
  return [
    { kind: 'heading', text: t('To know') },
    { kind: 'findings', findings },
  ];
}
