import type { CoOccurrenceContext } from '../../engine/metrics/imbalance/co-occurrence-context';
import { count, percent, times } from '../../engine/words';
import type { Exhibit } from './exhibit';

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
      { kind: 'heading', text: 'What is seen together' },
      {
        kind: 'table',
        head: [
          { text: 'Tag' },
          { text: unit === 'row' ? 'Rows' : 'Images', numeric: true },
          { text: 'Alone', numeric: true },
          { text: 'Most often with' },
          { text: 'Share', numeric: true },
          { text: 'Lift', numeric: true },
          { text: 'Contexts', numeric: true },
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
        text: `${tagCount > SHOWN ? `The ${String(SHOWN)} most bound of ${count(tagCount)}. ` : ''}Lift: how much more often the other is there than on all ${unit}s. Contexts: others on at least 5% of its ${unit}s.`,
      },
      ...(neverTogether.length === 0
        ? []
        : [
            { kind: 'heading' as const, text: 'Never seen together' },
            {
              kind: 'table' as const,
              head: [
                { text: 'Tag' },
                { text: 'And' },
                { text: `${unit === 'row' ? 'Rows' : 'Images'} by chance`, numeric: true },
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
