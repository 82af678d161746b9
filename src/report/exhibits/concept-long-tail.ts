import type {
  ConceptLongTail,
  ConceptView,
} from '../../engine/metrics/imbalance/concept-long-tail';
import { conceptName } from '../../engine/metrics/imbalance/parts/concept-alerts';
import { unitsOf } from '../../engine/metrics/imbalance/parts/set-units';
import { count, percent, sentence } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Fewer concepts have no tail. */
const ENOUGH = 8;
const LISTED = 6;

/** Ranks of concepts, and which make the head and the tail. */
export const conceptExhibit: Exhibit<ConceptLongTail> = {
  metric: 'concept-long-tail',
  tab: 'Columns',
  show(numbers) {
    const views = numbers.views.filter(({ concepts }) => concepts >= ENOUGH);
    if (views.length === 0) return [];
    return [
      { kind: 'heading', text: t('Concepts') },
      { kind: 'chart', chart: chartOf(views, numbers.unit) },
      {
        kind: 'table',
        head: [
          { text: t('Concepts') },
          { text: t('Different'), numeric: true },
          { text: t('Make 80%'), numeric: true },
          { text: t`Only such, ${unitsOf(numbers.unit)}`, numeric: true },
          { text: t('Most frequent') },
        ],
        rows: views.map((view) => [
          sentence(conceptName(view.view)),
          count(view.concepts),
          `${count(view.head)}, ${percent(view.headShare)}`,
          percent(view.headOnly),
          {
            code: view.most
              .slice(0, LISTED)
              .map(({ concept }) => concept)
              .join(', '),
          },
        ]),
      },
      {
        kind: 'prose',
        text: t`Common words such as "the" are left out. Cutting the head to its rarest member would keep ${numbers.unit === 'image' ? t('an image') : t('a row')} in the middle with probability ${numbers.keep[1].toFixed(2)}.${basis(numbers)}`,
      },
    ];
  },
};

const basis = ({ looked, of, first, unit }: ConceptLongTail) =>
  looked < of
    ? t` Judged by ${first ? t('the first ') : ''}${count(looked)} of ${count(of)} ${unitsOf(unit)}.`
    : '';

function chartOf(
  views: readonly ConceptView[],
  unit: ConceptLongTail['unit'],
): Extract<Block, { kind: 'chart' }>['chart'] {
  const most = Math.max(...views.map(({ ranks }) => ranks[0]![1]));
  const widest = Math.max(...views.map(({ concepts }) => concepts));
  return {
    title: t('Concepts by rank'),
    caption: t('Both axes in powers of ten'),
    text: views
      .map(
        ({ view, concepts, head }) =>
          t`${count(head)} of ${count(concepts)} ${conceptName(view)} make 80% of their occurrences.`,
      )
      .join(' '),
    x: { label: t('rank'), scale: 'log', low: 1, high: Math.max(2, widest), unit: 'number' },
    y: { label: unitsOf(unit), scale: 'log', low: 1, high: Math.max(2, most), unit: 'number' },
    layers: views.map((view, i) => ({
      kind: 'line',
      points: view.ranks,
      name: conceptName(view.view),
      ...(i > 0 && { tone: 'quiet' as const }),
    })),
  };
}
