import type { CoOccurrenceContext } from '../../engine/metrics/imbalance/co-occurrence-context';
import { unitsOf } from '../../engine/metrics/imbalance/parts/set-units';
import { count, percent, times } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;
const PAIRS = 8;

/** Tags by how closely another goes with them, and pairs that are never together. */
export const contextExhibit: Exhibit<CoOccurrenceContext> = {
  metric: 'co-occurrence-context',
  tab: 'Classes',
  show({ tags, neverTogether, unit, tagCount }) {
    const bound = tags
      .flatMap((tag) => (tag.closest ? [{ ...tag, closest: tag.closest }] : []))
      .sort((a, b) => b.closest.share - a.closest.share || b.closest.lift - a.closest.lift);
    if (bound.length === 0) return [];
    return [
      { kind: 'heading', text: t('What is seen together') },
      {
        kind: 'table',
        head: [
          { text: t('Tag') },
          { text: unit === 'row' ? t('Rows') : t('Images'), numeric: true },
          { text: t('Alone'), numeric: true },
          { text: t('Most often with') },
          { text: t('Share'), numeric: true },
          { text: t('Lift'), numeric: true },
          { text: t('Contexts'), numeric: true },
        ],
        rows: bound
          .slice(0, SHOWN)
          .map((tag) => [
            { code: tag.tag },
            count(tag.rows),
            percent(tag.alone),
            { code: tag.closest.tag },
            percent(tag.closest.share),
            times(tag.closest.lift),
            count(tag.contexts),
          ]),
      },
      {
        kind: 'prose',
        text: t`${tagCount > SHOWN ? t`The ${String(SHOWN)} most bound of ${count(tagCount)}. ` : ''}Lift: how much more often the other is there than on all ${unitsOf(unit)}. Contexts: others on at least 5% of its ${unitsOf(unit)}.`,
      },
      ...(neverTogether.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: t('Never seen together') },
            {
              kind: 'table' as const,
              head: [
                { text: t('Tag') },
                { text: t('And') },
                { text: t`${unit === 'row' ? t('Rows') : t('Images')} by chance`, numeric: true },
              ],
              rows: neverTogether
                .slice(0, PAIRS)
                .map(({ tags: [first, second], expected }) => [
                  { code: first },
                  { code: second },
                  times(expected),
                ]),
            },
          ]),
    ];
  },
};
