import {
  FEWEST,
  type ClassRates,
  type GroupRate,
} from '../../engine/metrics/fairness/parts/class-rates';
import type { MeanOutcomes } from '../../engine/metrics/fairness/parts/mean-outcomes';
import type { WithinStrata } from '../../engine/metrics/fairness/parts/within-strata';
import type { GroupOutcomes, OutcomeColumn } from '../../engine/metrics/fairness/group-outcomes';
import { many, percent, quoted } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { fewRows, pointsBetween, signedPoints } from './group-words';
import { t } from '../../engine/language';

/** Columns, and groups of each. */
const COLUMNS = 6;
const SHOWN = 12;

/** How often a class of the label comes in each group, and how far groups lie apart. */
export const groupOutcomesExhibit: Exhibit<GroupOutcomes> = {
  metric: 'group-outcomes',
  tab: 'Groups',
  show({ label, columns }) {
    return columns.slice(0, COLUMNS).flatMap((column): Block[] => {
      const { rates, means, within } = column;
      if (rates && rates.groupCount > 1)
        return [...ratesOf(column, rates), ...(within ? withinOf(rates, within) : [])];
      return means && means.groupCount > 1 ? meansOf(label, column, means) : [];
    });
  },
};

function ratesOf({ name }: OutcomeColumn, rates: ClassRates): Block[] {
  const weighted = rates.groups.some((group) => group.weighted);
  return [
    { kind: 'heading', text: t`How often ${quoted(rates.positive)} comes by ${quoted(name)}` },
    {
      kind: 'table',
      head: [
        { text: name },
        { text: t('Rows'), numeric: true },
        { text: t('Rate'), numeric: true },
        { text: t('95% interval'), numeric: true },
        ...(weighted ? [{ text: t('Weighted'), numeric: true }] : []),
        { text: t('To all others'), numeric: true },
        { text: t('95% interval'), numeric: true },
      ],
      rows: rates.groups.slice(0, SHOWN).map((group) => rowOf(group, weighted)),
    },
    { kind: 'prose', text: summaryOf(rates) },
  ];
}

function rowOf({ value, rows, rate, low, high, toRest, weighted }: GroupRate, weights: boolean) {
  const few = rows < FEWEST;
  const cells: Cell[] = [
    { code: value },
    fewRows(rows),
    few ? '' : percent(rate),
    few ? t('too few rows') : t`${percent(low)} to ${percent(high)}`,
    ...(weights ? [few || !weighted ? '' : percent(weighted.rate)] : []),
    few || !toRest ? '' : signedPoints(toRest.difference),
    few || !toRest ? '' : pointsBetween(toRest.low, toRest.high),
  ];
  return cells;
}

/** The ratio of the lowest rate to the highest, the association, and what was left out. */
function summaryOf(rates: ClassRates): string {
  const found = rates.ratios.find((ratio) => ratio.class === rates.positive);
  const rest = rates.groupCount - Math.min(SHOWN, rates.groups.length);
  return [
    ...(found
      ? [
          t`Lowest to highest rate: ${found.ratio.toFixed(2)} (95%: ${found.low.toFixed(2)} to ${found.high.toFixed(2)}), ${quoted(found.lowest)} to ${quoted(found.highest)}.`,
        ]
      : []),
    ...(rates.vCorrected === null
      ? []
      : [t`${t("Cramér's V, corrected")}: ${rates.vCorrected.toFixed(2)}.`]),
    ...(rest > 0 ? [t`And ${many(rest, 'more group')}.`] : []),
    t('Differences are in percentage points. Groups of fewer than 30 rows are not compared.'),
  ].join(' ');
}

function withinOf(
  { positive }: ClassRates,
  { column, strata, leftOut, groups }: WithinStrata,
): Block[] {
  return [
    { kind: 'heading', text: t`The same within each ${quoted(column)}` },
    {
      kind: 'table',
      head: [
        { text: t('Group') },
        { text: t('To all others'), numeric: true },
        { text: t('Odds ratio'), numeric: true },
        { text: t('95% interval'), numeric: true },
      ],
      rows: groups
        .slice(0, SHOWN)
        .map((group): Cell[] => [
          { code: group.value },
          signedPoints(group.riskDifference),
          group.oddsRatio.toFixed(2),
          t`${group.low.toFixed(2)} to ${group.high.toFixed(2)}`,
        ]),
    },
    {
      kind: 'prose',
      text: t`The rate of ${quoted(positive)} against all other rows of the same value, over ${many(strata, 'value')} with 30 rows and more (Mantel and Haenszel); ${many(leftOut, 'value')} with fewer left out.`,
    },
  ];
}

function meansOf(
  label: string,
  { name }: OutcomeColumn,
  { groups, groupCount }: MeanOutcomes,
): Block[] {
  const rest = groupCount - Math.min(SHOWN, groups.length);
  const number = (value: number) => String(Number(value.toPrecision(4)));
  return [
    { kind: 'heading', text: t`${quoted(label)} by ${quoted(name)}` },
    {
      kind: 'table',
      head: [
        { text: name },
        { text: t('Rows'), numeric: true },
        { text: t('Mean'), numeric: true },
        { text: t('Standard deviation'), numeric: true },
        { text: t("Hedges' g"), numeric: true },
        { text: t('95% interval'), numeric: true },
      ],
      rows: groups
        .slice(0, SHOWN)
        .map(({ value, rows, mean, sd, toRest }): Cell[] => [
          { code: value },
          fewRows(rows),
          rows < FEWEST ? '' : number(mean),
          rows < FEWEST || sd === null ? '' : number(sd),
          toRest ? toRest.g.toFixed(2) : '',
          toRest ? t`${toRest.low.toFixed(2)} to ${toRest.high.toFixed(2)}` : '',
        ]),
    },
    {
      kind: 'prose',
      text: t`Hedges' g: how many standard deviations the mean lies above all other rows. Groups of fewer than 30 rows are not compared.${rest > 0 ? t` And ${many(rest, 'more group')}.` : ''}`,
    },
  ];
}
