import { normalTails } from '../../../statistics/rate-differences';
import { significant } from '../../../statistics/false-discovery';
import { count, listed, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Outcome, SimpsonPair } from '../simpson-reversal';
import type { Effect } from './strata-pairs';
import { t } from '../../../language';

/** `reversed`: both differences are sure and of unlike sign. `sign`: of unlike sign, and not both sure. `gone`: only that overall is sure. */
export type PairVerdict = 'reversed' | 'sign' | 'gone' | 'same';

/** Logarithms of odds ratios that lie nearer are not said to change their sign. */
const MOVED = 0.2;
/** What of the contrast must be left within strata: to speak against the whole, and to say that it is gone. */
const SOME_LEFT = 0.2;
const MUCH_LEFT = 0.5;
/** Share of rows in strata, below which strata say nothing of the whole. */
const MOST_ROWS = 0.8;

/** How `match-undersample` takes rows as alike: by equal values. */
const EXACTLY = 'exact-bins';

type Pair = Omit<SimpsonPair, 'verdict'>;

const isSure = ({ low, high }: Effect) => low > 0 || high < 0;
const tails = ({ estimate, se }: Effect) => (se > 0 ? normalTails(estimate / se) : 1);

/** What is said of each pair, the false discovery rate held over all of them. */
export function verdicts(pairs: readonly Pair[]): SimpsonPair[] {
  const both = significant(pairs.map(({ crude, within }) => Math.max(tails(crude), tails(within))));
  const overall = significant(pairs.map(({ crude }) => tails(crude)));
  const moved = significant(pairs.map(({ p }) => p));
  return pairs.map((pair, i) => ({
    ...pair,
    verdict: verdictOf(pair, both[i]!, overall[i]!, moved[i]!),
  }));
}

function verdictOf(pair: Pair, both: boolean, overall: boolean, moved: boolean): PairVerdict {
  const { crude, within, share, overlap, unit } = pair;
  if (share < MOST_ROWS || overlap < SOME_LEFT) return 'same';
  const unlike = crude.estimate * within.estimate < 0;
  if (unlike && both && isSure(crude) && isSure(within)) return 'reversed';
  // A difference that is only less sure within strata is not gone: strata must speak against that overall.
  if (!moved || overlap < MUCH_LEFT) return 'same';
  if (unlike && Math.abs(crude.estimate - within.estimate) > MOVED * unit) return 'sign';
  return overall && isSure(crude) && !isSure(within) ? 'gone' : 'same';
}

/** One finding for each kind of verdict. */
export function reversalAlerts(
  pairs: readonly SimpsonPair[],
  outcome: Outcome,
): (AlertDraft | undefined)[] {
  const of = (verdict: PairVerdict) =>
    pairs.filter((pair) => pair.verdict === verdict).sort((a, b) => a.p - b.p);
  const [reversed, sign, gone] = [of('reversed'), of('sign'), of('gone')];
  return [
    told(reversed, outcome, {
      code: 'reversed',
      severity: 'warning',
      title: (label, by, held) => t`The difference in ${label} by ${by} reverses within ${held}`,
    }),
    told(sign, outcome, {
      code: 'sign-changes',
      severity: 'info',
      title: (label, by, held) =>
        t`The difference in ${label} by ${by} changes its sign within ${held}, though not surely`,
    }),
    told(gone, outcome, {
      code: 'gone-within',
      severity: 'info',
      title: (label, by, held) => t`The difference in ${label} by ${by} is gone within ${held}`,
    }),
  ];
}

interface Kind {
  readonly code: string;
  readonly severity: 'warning' | 'info';
  title(label: string, by: string, held: string): string;
}

function told(
  found: readonly SimpsonPair[],
  { name: label, positive, index }: Outcome,
  { code, severity, title }: Kind,
): AlertDraft | undefined {
  const worst = found[0];
  if (!worst) return undefined;
  const { name, held, first, second, overall, crudeDifference } = worst;
  const within = worst.within;
  const whole =
    positive === null
      ? t`Overall the mean of ${quoted(first)} is ${crudeDifference < 0 ? t('below') : t('above')} that of ${quoted(second)} by ${figure(Math.abs(crudeDifference))}; within ${quoted(held)} the difference is ${figure(within.estimate)} (95%: ${figure(within.low)} to ${figure(within.high)}).`
      : t`Overall ${quoted(label)} is ${quoted(positive)} in ${percent(overall.first)} for ${quoted(first)} and ${percent(overall.second)} for ${quoted(second)}; within ${quoted(held)} the odds ratio is ${Math.exp(within.estimate).toFixed(2)} (95%: ${Math.exp(within.low).toFixed(2)} to ${Math.exp(within.high).toFixed(2)}).`;
  const others = [
    ...new Set(found.slice(1).map((pair) => t`${quoted(pair.name)} within ${quoted(pair.held)}`)),
  ];
  const also = others.length === 0 ? '' : t` Likewise ${listed(others)}.`;
  return {
    code,
    severity,
    title: title(quoted(label), quoted(name), quoted(held)),
    message: t`${whole}${also} Groups are spread unevenly over ${quoted(held)}: report the label within each of its values.`,
    columns: [...new Set([...found.flatMap((pair) => [pair.column, pair.heldColumn]), index])],
    value: worst.withinDifference,
    threshold: 0,
    rowCount: worst.rows,
    remedies:
      severity === 'warning'
        ? [
            {
              method: 'match-undersample',
              values: { columns: [held], method: EXACTLY },
              why: t`Makes the classes alike in ${quoted(held)}.`,
            },
          ]
        : [],
  };
}

const figure = (value: number) =>
  Math.abs(value) >= 1000 ? count(value) : String(Number(value.toPrecision(3)));
