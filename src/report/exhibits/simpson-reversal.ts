import type { SimpsonPair, SimpsonReversal } from '../../engine/metrics/shift/simpson-reversal';
import { many, percent, quoted } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { fewRows, signedPoints } from './group-words';
import { t } from '../../engine/language';

const PAIRS = 8;
const STRATA = 12;

/** Differences that another column turns round or explains, and the strata of the first of them. */
export const simpsonExhibit: Exhibit<SimpsonReversal> = {
  metric: 'simpson-reversal',
  tab: 'Groups',
  show({ label, positive, pairs, looked, leftOut }) {
    const found = pairs.filter(({ verdict }) => verdict !== 'same').slice(0, PAIRS);
    const [first] = found;
    const rest = leftOut > 0 ? t` Left out to save time: ${many(leftOut, 'column')}.` : '';
    const heading: Block = {
      kind: 'heading',
      text: t`${quoted(label)} with another column held fixed`,
    };
    if (!first) {
      const none = t`Of ${many(looked, 'difference')} none reverses or vanishes.${rest}`;
      return [heading, { kind: 'prose', text: none }];
    }
    return [
      heading,
      pairTable(found, positive !== null),
      {
        kind: 'prose',
        text: t`${positive === null ? t('Differences of means') : t`Differences of the rate of ${quoted(positive)}, in percentage points`}, first group less second. Held fixed: within the same value of that column, over all its values.${rest}`,
      },
      { kind: 'heading', text: t`${quoted(first.name)} within each ${quoted(first.held)}` },
      strataTable(first, positive !== null),
      {
        kind: 'prose',
        text: t`${positive === null ? t('Means') : t`Rates of ${quoted(positive)}`} in rows that have all three columns; values with fewer than 30 rows, or one group only, are left out.`,
      },
    ];
  },
};

const number = (value: number) => String(Number(value.toPrecision(3)));

function pairTable(pairs: readonly SimpsonPair[], isRate: boolean): Block {
  const difference = (value: number) => (isRate ? signedPoints(value) : number(value));
  const words = {
    reversed: t('reverses'),
    sign: t('changes its sign, not surely'),
    gone: t('is gone'),
    same: '',
  };
  return {
    kind: 'table',
    head: [
      { text: t('Groups') },
      { text: t('Held fixed') },
      { text: t('Overall'), numeric: true },
      { text: t('Held fixed'), numeric: true },
      ...(isRate ? [{ text: t('Odds ratio, held fixed'), numeric: true }] : []),
      { text: t('The difference') },
    ],
    rows: pairs.map((pair): Cell[] => [
      t`${quoted(pair.first)} and ${quoted(pair.second)}`,
      { code: pair.held },
      difference(pair.crudeDifference),
      difference(pair.withinDifference),
      ...(isRate
        ? [
            t`${Math.exp(pair.within.estimate).toFixed(2)} (${Math.exp(pair.within.low).toFixed(2)} to ${Math.exp(pair.within.high).toFixed(2)})`,
          ]
        : []),
      words[pair.verdict],
    ]),
  };
}

function strataTable(
  { held, first, second, strata, overall }: SimpsonPair,
  isRate: boolean,
): Block {
  const value = (of: number, rows: number) => (rows < 10 ? '' : isRate ? percent(of) : number(of));
  return {
    kind: 'table',
    head: [
      { text: held },
      { text: t`Rows of ${first}`, numeric: true },
      { text: first, numeric: true },
      { text: t`Rows of ${second}`, numeric: true },
      { text: second, numeric: true },
    ],
    rows: [
      [
        t('All rows'),
        fewRows(overall.firstRows),
        value(overall.first, overall.firstRows),
        fewRows(overall.secondRows),
        value(overall.second, overall.secondRows),
      ],
      ...strata
        .slice(0, STRATA)
        .map((s): Cell[] => [
          { code: s.value },
          fewRows(s.firstRows),
          value(s.first, s.firstRows),
          fewRows(s.secondRows),
          value(s.second, s.secondRows),
        ]),
    ],
  };
}
