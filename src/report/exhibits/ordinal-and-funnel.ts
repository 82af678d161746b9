import type { OrdinalAndFunnel } from '../../engine/metrics/imbalance/ordinal-and-funnel';
import { count, percent, quoted } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Steps with their rates, and levels in their order. */
export const ordinalExhibit: Exhibit<OrdinalAndFunnel> = {
  metric: 'ordinal-and-funnel',
  tab: 'Classes',
  show({ funnel, ordinal }) {
    return [...(funnel ? stepBlocks(funnel) : []), ...(ordinal ? levelBlocks(ordinal) : [])];
  },
};

function stepBlocks({ steps, none, rows }: NonNullable<OrdinalAndFunnel['funnel']>): Block[] {
  const last = steps.at(-1)!;
  return [
    { kind: 'heading', text: t('Steps of which each holds the next') },
    {
      kind: 'bars',
      bars: steps.map((step) => ({
        label: step.column,
        part: step.share,
        text: t`${count(step.count)} rows, ${percent(step.share)}${step.rate === null ? '' : t`; ${percent(step.rate)} of the step before`}`,
        rare: step === last && step.share < 0.01,
      })),
    },
    {
      kind: 'prose',
      text: t`One ordered target would say how far each row came: ${count(none)} of ${count(rows)} rows took no step${steps.map(({ column, deepest }) => t`, ${count(deepest)} stopped at \`${column.replace(/`/g, "'")}\``).join('')}.`,
    },
  ];
}

function levelBlocks({ column, levels }: NonNullable<OrdinalAndFunnel['ordinal']>): Block[] {
  return [
    { kind: 'heading', text: t`Levels of ${quoted(column)}, in their order` },
    {
      kind: 'table',
      head: [
        { text: t('Level') },
        { text: t('Rows'), numeric: true },
        { text: t('Share'), numeric: true },
        { text: t('Next level, per row'), numeric: true },
      ],
      rows: levels.map((level) => [
        { code: level.value },
        count(level.count),
        percent(level.share),
        level.next === null ? '' : level.next.toFixed(2),
      ]),
    },
    {
      kind: 'prose',
      text: t(
        'A model that knows the order (ordinal regression) lets rare levels borrow from their neighbours; judged by accuracy, every mistake counts the same.',
      ),
    },
  ];
}
