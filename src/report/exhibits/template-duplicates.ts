import type { TemplateDuplicates } from '../../engine/metrics/duplicates/template-duplicates';
import { count, many, percent, quoted } from '../../engine/words';
import type { Block, Cell, Figure } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Templates listed in a report; JSON has more. */
const LISTED = 10;
/** Share of templates of one row from which there is hardly any structure. */
const SINGLE = 0.5;

/** Texts made from templates: the largest, the rarest, and how much of the file they hold. */
export const templateExhibit: Exhibit<TemplateDuplicates> = {
  metric: 'template-duplicates',
  tab: 'Duplicates',
  show(numbers) {
    const { column, single, templates, singleShare, largest, rare } = numbers;
    if (single === templates) return [];
    const little =
      singleShare > SINGLE
        ? t(
            ' Most have one row only: these texts hardly follow templates, and nearly equal ones say more.',
          )
        : '';
    const rarest = rare.filter(({ first }) => !largest.some((of) => of.first === first));
    return [
      { kind: 'heading', text: t`Templates of ${quoted(column)}` },
      { kind: 'figures', figures: figuresOf(numbers) },
      {
        kind: 'prose',
        text: t`Texts of one template differ in numbers, names or ids; \`<*>\` stands for any word.${little}`,
      },
      ...(little
        ? []
        : [
            tableOf(t('Largest templates'), largest, numbers.rows),
            ...(rarest.length ? [tableOf(t('Rare templates'), rarest, numbers.rows)] : []),
          ]),
    ];
  },
};

function figuresOf(numbers: TemplateDuplicates): Figure[] {
  const { templates, topTen, single, cover80, effective, accuracy, chao1 } = numbers;
  return [
    {
      label: t('Templates'),
      value: count(templates),
      note: t`as even as ${count(effective)}; about ${count(chao1)} with those unseen`,
    },
    {
      label: t('Ten largest'),
      value: t`${percent(topTen)} of texts`,
      note: `${many(cover80, 'template holds', 'templates hold')} 80%`,
    },
    { label: t('Of one row'), value: many(single, 'template'), note: percent(numbers.singleShare) },
    ...(accuracy === null
      ? []
      : [
          {
            label: t('As the true templates'),
            value: t`${percent(accuracy.ga)} of rows`,
            note: t`exact groups: F1 ${accuracy.fga.toFixed(3)}, of those found ${percent(accuracy.pga)}, of the true ones ${percent(accuracy.rga)}`,
          },
        ]),
  ];
}

function tableOf(title: string, listed: TemplateDuplicates['largest'], rows: number): Block {
  return {
    kind: 'table',
    head: [
      { text: title },
      { text: t('Rows'), numeric: true },
      { text: t('Share'), numeric: true },
      { text: t('First row'), numeric: true },
    ],
    rows: listed
      .slice(0, LISTED)
      .map((of): Cell[] => [
        { code: cut(of.template) },
        count(of.rows),
        percent(of.rows / rows),
        { rows: [of.first] },
      ]),
  };
}

/** Characters of a template that are shown. */
const SHOWN = 160;

function cut(template: string): string {
  return template.length > SHOWN ? `${template.slice(0, SHOWN - 1)}…` : template;
}
