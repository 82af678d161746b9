import { significant } from '../../../statistics/false-discovery';
import { count, cramersV, listed, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { OutcomeTests } from '../group-outcomes';
import { FOUR_FIFTHS, type LowerRate } from './class-rates';
import { t } from '../../../language';

/** Association from which a difference is worth a note, and from which a model can take the group for the label. */
const NOTABLE = 0.1;
const TIED = 0.3;
/** The same in pooled standard deviations: with two groups of one size a V of 0.1 is a g of 0.2. */
const NOTABLE_G = 0.2;

/** A finding, and the group whose rows prove it. */
export interface OutcomeAlert {
  readonly draft: AlertDraft;
  readonly group?: { readonly column: number; readonly value: string };
}

interface Found {
  readonly part: OutcomeTests;
  readonly test: LowerRate;
}

/** The pair of groups that is surest to lie apart, of each column in which any does; widest first. */
export function lowerColumns(parts: readonly OutcomeTests[]): Found[] {
  const all = parts.flatMap((part) => part.tests.map((test) => ({ part, test })));
  const accepted = significant(all.map(({ test }) => test.p));
  const sure = all.filter(({ test }, i) => accepted[i] && test.high < FOUR_FIFTHS);
  return parts
    .flatMap((part) => {
      const own = sure.filter((found) => found.part === part);
      return own.length === 0
        ? []
        : [own.reduce((best, found) => (found.test.high < best.test.high ? found : best))];
    })
    .sort((a, b) => a.test.high - b.test.high);
}

/** The findings about a label by group: one per kind over all columns. */
export function outcomeAlerts(
  parts: readonly OutcomeTests[],
  label: { readonly name: string; readonly column: Pick<Label['column'], 'index'> },
): OutcomeAlert[] {
  const lower = lowerColumns(parts);
  return [
    ...lowerRate(lower, label.name, label.column.index),
    ...tied(
      parts.filter((part) => !lower.some((found) => found.part === part)),
      label.name,
      label.column.index,
    ),
    ...otherMeans(parts, label.name, label.column.index),
  ];
}

function lowerRate(found: readonly Found[], label: string, index: number): OutcomeAlert[] {
  const worst = found[0];
  if (!worst) return [];
  const { part, test } = worst;
  const { rates, name } = part.entry;
  const also = found
    .slice(1)
    .map(
      ({ part: { entry }, test: own }) =>
        t`${quoted(entry.name)} (${quoted(own.lowest)} to ${quoted(own.highest)}: ${own.ratio.toFixed(2)})`,
    );
  const others = also.length === 0 ? '' : t` Likewise by ${listed(also)}.`;
  const learnt =
    (rates?.vCorrected ?? 0) >= TIED
      ? t` A model can learn ${quoted(name)} in place of other columns: read scores for each combination of the two.`
      : '';
  const draft: AlertDraft = {
    code: 'lower-rate',
    severity: 'warning',
    title: t`${quoted(test.class)} is ${test.ratio.toFixed(2)} times as frequent where ${quoted(name)} is ${quoted(test.lowest)} as where it is ${quoted(test.highest)}`,
    message: t`There ${quoted(label)} is ${quoted(test.class)} in ${percent(test.lowRate)} of ${count(test.lowRows)} rows and in ${percent(test.highRate)} of ${count(test.highRows)}: below four fifths (95%: ${test.low.toFixed(2)} to ${test.high.toFixed(2)}).${others}${learnt} Such a difference can be real: check how the label came about before you change the data.`,
    columns: [...found.map((f) => f.part.entry.column), index],
    value: test.ratio,
    threshold: FOUR_FIFTHS,
    rowCount: test.lowRows,
    evidence: 'lower',
    remedies: [
      { method: 'reweighing', why: t('Weights that make label and group independent.') },
      {
        method: 'target-correlation-weights',
        why: t('Weights that keep as much of the difference as you say.'),
      },
    ],
  };
  return [{ draft, group: { column: part.entry.column, value: test.lowest } }];
}

/** Weaker differences: sure, not below four fifths of each other, and not so close that `label-attribute-correlation` warns. */
function tied(parts: readonly OutcomeTests[], label: string, index: number): OutcomeAlert[] {
  const compared = parts.flatMap(({ entry }) =>
    entry.rates && entry.rates.vCorrected !== null && entry.rates.compared > 1
      ? [{ entry, p: entry.rates.p, v: entry.rates.vCorrected }]
      : [],
  );
  const accepted = significant(compared.map(({ p }) => p));
  const found = compared
    .filter(({ v }, i) => accepted[i] && v >= NOTABLE && v < TIED)
    .sort((a, b) => b.v - a.v);
  const worst = found[0];
  if (!worst) return [];
  const { rates, name } = worst.entry;
  const widest = rates!.ratios.find((ratio) => ratio.class === rates!.positive);
  const rate = (value: string) => rates!.groups.find((g) => g.value === value)?.rate ?? 0;
  const between =
    widest && rates!.groups.some((g) => g.value === widest.lowest)
      ? t`The share of ${quoted(widest.class)} runs from ${percent(rate(widest.lowest))} (${quoted(widest.lowest)}) to ${percent(rate(widest.highest))} (${quoted(widest.highest)}). `
      : '';
  const others =
    found.length === 1
      ? ''
      : t`Likewise ${listed(found.slice(1).map(({ entry, v }) => `${quoted(entry.name)} (${v.toFixed(2)})`))}. `;
  return [
    {
      draft: {
        code: 'label-by-group',
        severity: 'info',
        title: t`${quoted(label)} differs by ${quoted(name)} (${cramersV(worst.v)})`,
        message: t`${between}${others}Report scores for each group.`,
        columns: [...found.map(({ entry }) => entry.column), index],
        value: worst.v,
        threshold: NOTABLE,
      },
    },
  ];
}

function otherMeans(parts: readonly OutcomeTests[], label: string, index: number): OutcomeAlert[] {
  const all = parts.flatMap(({ entry }) =>
    (entry.means?.groups ?? []).flatMap((group) =>
      group.toRest ? [{ entry, group, toRest: group.toRest }] : [],
    ),
  );
  const accepted = significant(all.map(({ toRest }) => toRest.p));
  const found = all
    .filter(({ toRest }, i) => accepted[i] && Math.abs(toRest.g) >= NOTABLE_G)
    .sort((a, b) => Math.abs(b.toRest.g) - Math.abs(a.toRest.g));
  const worst = found[0];
  if (!worst) return [];
  const { entry, group, toRest } = worst;
  const also = [
    ...new Set(found.map((other) => other.entry).filter((other) => other !== entry)),
  ].map(({ name }) => quoted(name));
  const others = also.length === 0 ? '' : t`Groups of ${listed(also)} lie apart too. `;
  return [
    {
      draft: {
        code: 'mean-by-group',
        severity: 'info',
        title: t`${quoted(label)} is ${toRest.g < 0 ? t('lower') : t('higher')} for ${quoted(group.value)} by ${Math.abs(toRest.g).toFixed(2)} standard deviations`,
        message: t`By ${quoted(entry.name)}, against all other rows (95%: ${toRest.low.toFixed(2)} to ${toRest.high.toFixed(2)}). ${others}Report errors for each group, and check how the label came about before you change the data.`,
        columns: [...new Set(found.map((other) => other.entry.column)), index],
        value: Math.abs(toRest.g),
        threshold: NOTABLE_G,
        rowCount: group.rows,
      },
    },
  ];
}
