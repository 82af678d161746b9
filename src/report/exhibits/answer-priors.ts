import type { AnswerPriors } from '../../engine/metrics/imbalance/answer-priors';
import { placeName } from '../../engine/metrics/imbalance/parts/answer-alerts';
import { count, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Guesses without reading, where correct options stand, and answers by type of question. */
export const answersExhibit: Exhibit<AnswerPriors> = {
  metric: 'answer-priors',
  tab: 'Columns',
  show(numbers) {
    const { rows, of, first, blind, majority, majorityGivenType } = numbers;
    const basis =
      rows < of ? t`by ${first ? t('the first ') : ''}${count(rows)} of ${count(of)} rows` : '';
    return [
      { kind: 'heading', text: t('Answers guessed without reading') },
      {
        kind: 'figures',
        figures: [
          { label: t('Most frequent answer'), value: percent(majority), note: basis },
          {
            label: t('Most frequent of the type'),
            value: percent(majorityGivenType),
            note: numbers.type ?? t('types are the first two words'),
          },
          ...(blind
            ? [
                {
                  label: t('From the words of the question'),
                  value: percent(blind.accuracy),
                  note: t`${count(blind.answers)} answers, ${count(blind.rows)} rows, out of fold`,
                },
              ]
            : []),
        ],
      },
      ...places(numbers),
      ...types(numbers),
    ];
  },
};

function places({ choice }: AnswerPriors): Block[] {
  if (!choice) return [];
  const { positions, items, optionCount, longest, meanLengths } = choice;
  const length = (place: number) =>
    meanLengths ? t`, ${meanLengths[place]!.toFixed(0)} characters on average` : '';
  return [
    { kind: 'heading', text: t('Where the correct option stands') },
    {
      kind: 'bars',
      bars: positions.map((n, place) => ({
        label: placeName(place),
        part: n / items,
        text: t`${count(n)} of ${count(items)}, ${percent(n / items)}${length(place)}`,
        rare: false,
      })),
    },
    {
      kind: 'prose',
      text: t`Even places would be ${percent(1 / optionCount)} each (effect ${choice.w.toFixed(2)}, p ${choice.p < 0.001 ? t('below 0.001') : choice.p.toFixed(3)}).${longest ? t` The correct option is the longest in ${percent(longest.share)} of items (${percent(longest.low)} to ${percent(longest.high)}).` : ''}`,
    },
  ];
}

function types({ types: all }: AnswerPriors): Block[] {
  if (all.length < 2) return [];
  return [
    { kind: 'heading', text: t('Answers by type of question') },
    {
      kind: 'table',
      head: [
        { text: t('Type') },
        { text: t('Rows'), numeric: true },
        { text: t('Most frequent answer') },
        { text: t('Share'), numeric: true },
        { text: t('Yes'), numeric: true },
        { text: t('Entropy'), numeric: true },
      ],
      rows: all
        .slice(0, SHOWN)
        .map((type) => [
          type.type === null ? t('fewer than 30 rows each') : { code: type.type },
          count(type.rows),
          { code: type.majority },
          percent(type.majorityShare),
          type.yes === null ? '' : percent(type.yes),
          type.entropy.toFixed(2),
        ]),
    },
  ];
}
