import type { AuditAlert, AuditReport } from '../engine/audit';
import { SEVERITIES } from '../engine/problems';
import { numbersOf } from './figures';
import { sureGaps, type GroupGap } from './group-gaps';
import { count, listed, many, percent, quoted, sentence } from '../engine/words';
import { closed, evenness, ratio } from './words';
import { t } from '../engine/language';

/** What a reader must know in five seconds. Texts hold names and values in backticks. */
export interface Verdict {
  readonly tone: 'error' | 'uneven' | 'warning' | 'fine';
  /** One sentence without a full stop. */
  readonly sentence: string;
  /** One to three sentences: why, always with the balance. */
  readonly because: readonly string[];
  /** What to do first: the worst finding that can be answered, as its index in `report.alerts`. */
  readonly answer?: number;
  /** What `answer` answers is what the sentence says. */
  readonly answersSentence?: boolean;
}

/** The ratio from which on classes are called uneven. */
const UNEVEN = 3;
/** The ratio from which on the balance is the headline. */
const VERY_UNEVEN = 10;
/** Share of nearly equal texts that is worth a word, when they are more than copies of rows. */
const WORTH_SAYING = 0.01;
/** A class this many times as frequent in one group as in another is named. */
const NAMED_GAP = 2;

/**
 * The verdict of an audit, by rule: an error names itself; else a ratio of 10 or more; else the warnings; else nothing
 * stands in the way. `isBuilt` says which methods can be offered.
 */
export function verdictOf(
  report: AuditReport,
  isBuilt: (method: string) => boolean = () => true,
): Verdict {
  const alerts = worstFirst(report);
  const judged = judge(report, alerts);
  const found = alerts.find(
    ({ alert }) => alert.ignore?.length || alert.remedies.some(({ method }) => isBuilt(method)),
  );
  if (!found) return judged;
  const answersSentence = found === alerts[0] && isTold(found.alert, judged.sentence);
  return { ...judged, answer: found.index, answersSentence };
}

/** The sentence where reading went wrong: no method answers it. */
const UNREAD = t('Part of this file could not be read as written');

/** Whether a sentence is about a finding: it is its title, or about the balance, which copies come before. */
function isTold({ title, metric }: AuditAlert, sentence: string): boolean {
  if (sentence === headline(title)) return true;
  if (sentence === UNREAD) return false;
  return metric.endsWith('-imbalance') || metric === 'exact-duplicate-rows';
}

function judge(
  report: AuditReport,
  alerts: readonly Ranked[],
): Omit<Verdict, 'answer' | 'answersSentence'> {
  const worst = alerts[0]?.alert;
  const unreadable = report.problems.find((problem) => problem.severity === 'error');
  const even = numbersOf(report, 'class-imbalance');
  if (worst?.severity === 'error') {
    const because = [closed(worst.message), balance(report)];
    return { tone: 'error', sentence: headline(worst.title), because };
  }
  if (unreadable) {
    const because = [closed(unreadable.message), balance(report)];
    return {
      tone: 'error',
      sentence: UNREAD,
      because,
    };
  }
  if (report.source.rows === 0) {
    const names = many(report.columns.length, 'column name');
    const holds =
      report.columns.length > 0 ? t`It has ${names} and no line below.` : t('It is empty.');
    return { tone: 'warning', sentence: t('This file holds no rows'), because: [holds] };
  }
  if (even && even.imbalanceRatio >= VERY_UNEVEN) return veryUneven(report, alerts);
  if (worst?.severity === 'warning' || (even && even.imbalanceRatio >= UNEVEN)) {
    return warned(report, worst, alerts);
  }
  // That there is no label is the sentence, so it is no thing to know besides.
  const others = alerts.filter(({ alert }) => even || alert.metric !== 'role-suggestion');
  const notes = others.length;
  const know =
    notes === 0
      ? ''
      : t`, with ${notes === 1 ? t('one thing') : t`${count(notes)} things`} to know`;
  const because = [balance(report), ...others.slice(0, 1).map(({ alert }) => closed(alert.title))];
  const sentence = even ? t`Ready to use${know}` : t`Ready once a label is chosen${know}`;
  return { tone: 'fine', sentence, because };
}

function veryUneven(
  report: AuditReport,
  alerts: readonly Ranked[],
): Omit<Verdict, 'answer' | 'answersSentence'> {
  const { most, least } = extremes(report);
  const even = numbersOf(report, 'class-imbalance')!;
  const other = alerts.find(({ alert }) => alert.metric !== 'class-imbalance')?.alert;
  const because = [
    t`Always answering ${quoted(most)} would be right in ${percent(even.majorityAccuracy)} of rows, so accuracy says nothing.`,
    ...weighted(even.weightedImbalanceRatio),
    ...(other && other.severity !== 'info' ? [closed(other.title)] : []),
  ];
  const rows = t`${ratio(even.imbalanceRatio)} rows of ${quoted(most)} for each ${quoted(least)}`;
  return { tone: 'uneven', sentence: t`Very uneven: ${rows}`, because };
}

function warned(
  report: AuditReport,
  worst: AuditAlert | undefined,
  alerts: readonly Ranked[],
): Omit<Verdict, 'answer' | 'answersSentence'> {
  const even = numbersOf(report, 'class-imbalance');
  const gap = sureGaps(report).find(({ factor }) => factor >= NAMED_GAP);
  const others = alerts
    .filter(({ alert }) => alert.severity === 'warning' && !alert.metric.endsWith('-imbalance'))
    .map(({ alert }) => closed(alert.title));
  if (even && even.imbalanceRatio >= UNEVEN) {
    const { most, least } = extremes(report);
    const because = [
      t`${ratio(even.imbalanceRatio)} rows of ${quoted(most)} for each ${quoted(least)}.`,
      ...weighted(even.weightedImbalanceRatio),
      ...(gap ? [gapSentence(gap)] : []),
      ...others,
    ].slice(0, 3);
    const more = gap ? t`, and more so by ${quoted(gap.column)}` : '';
    return { tone: 'warning', sentence: t`Uneven by class${more}`, because };
  }
  if (even && gap && worst?.metric.endsWith('-imbalance')) {
    const how = evenness(even.imbalanceRatio) === 'even' ? t('Even') : t('Fairly even');
    const because = [balance(report), gapSentence(gap)];
    return {
      tone: 'warning',
      sentence: t`${how} by class, uneven by ${quoted(gap.column)}`,
      because,
    };
  }
  const because = [...(worst ? [closed(worst.message)] : []), balance(report)];
  return { tone: 'warning', sentence: headline(worst?.title ?? ''), because };
}

/** The balance in one sentence, with copies, nearly equal texts and contradictions. */
function balance(report: AuditReport): string {
  const even = numbersOf(report, 'class-imbalance');
  const copies = numbersOf(report, 'exact-duplicate-rows');
  const conflicts = numbersOf(report, 'conflicting-labels');
  const near = numbersOf(report, 'near-duplicate-text');
  const missing = numbersOf(report, 'missing-profile');
  const facts = [
    ...(copies?.duplicateRows ? [t`${percent(copies.duplicateRatio)} of rows are copies`] : []),
    ...(near && near.ratio >= WORTH_SAYING && near.copies > (copies?.duplicateRows ?? 0)
      ? [t`${percent(near.ratio)} of texts are nearly equal to another`]
      : []),
    ...(conflicts?.rows ? [t`${many(conflicts.rows, 'row')} contradict each other`] : []),
  ];
  const how = !even
    ? t('There is no label, so the classes were not counted')
    : even.classCount === 1
      ? t`Every row has the label ${quoted(even.classes[0]!.value)}`
      : t`The classes are ${t(evenness(even.imbalanceRatio))}, ${ratio(even.imbalanceRatio)} to 1`;
  const joint = even && even.imbalanceRatio < UNEVEN ? t('but') : t('and');
  if (facts.length > 0) return t`${how}, ${joint} ${listed(facts)}.`;
  const clean = [
    ...(copies ? [t('no copies')] : []),
    ...(conflicts ? [t('no contradictions')] : []),
    ...(missing
      ? [
          t`${missing.emptyCells === 0 ? t('no') : count(missing.emptyCells)} empty ${missing.emptyCells === 1 ? t('cell') : t('cells')}`,
        ]
      : []),
  ].join(', ');
  return clean === '' ? `${how}.` : `${how}. ${sentence(clean)}.`;
}

function weighted(value: number | undefined): string[] {
  return value === undefined
    ? []
    : [t`By weight the classes are ${t(evenness(value))}, ${ratio(value)} to 1.`];
}

function extremes(report: AuditReport): { most: string; least: string } {
  const classes = numbersOf(report, 'class-imbalance')!.classes;
  const by = (better: (a: number, b: number) => boolean) =>
    classes.reduce((best, entry) => (better(entry.count, best.count) ? entry : best)).value;
  return { most: by((a, b) => a > b), least: by((a, b) => a < b) };
}

function gapSentence({ label, high, low }: GroupGap): string {
  return t`The share of ${quoted(label)} is ${percent(high.share)} for ${quoted(high.group)} and ${percent(low.share)} for ${quoted(low.group)}.`;
}

interface Ranked {
  readonly alert: AuditAlert;
  readonly index: number;
}

/**
 * Worst severity first; copies before the rest of a severity, because they have to leave before anything that joins
 * neighbours or counts rows; else the order of the report.
 */
function worstFirst(report: AuditReport): Ranked[] {
  const rank = ({ alert }: Ranked) =>
    SEVERITIES.indexOf(alert.severity) * 2 + (alert.metric === 'exact-duplicate-rows' ? 1 : 0);
  return report.alerts
    .map((alert, index) => ({ alert, index }))
    .sort((a, b) => rank(b) - rank(a) || a.index - b.index);
}

function headline(title: string): string {
  return title.replace(/\.$/, '');
}
