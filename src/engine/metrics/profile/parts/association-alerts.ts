import { listed, many, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Pair, Pairs } from './association-pairs';
import type { LabelScore, LabelScores } from './label-scores';
import { t } from '../../../language';

/** Score from which the label is called given away rather than nearly so, and score of an id that is worth a word. */
const CERTAIN = 0.99;
const ID_TELLS = 0.1;

/** Thresholds, and the sentence that says how many rows were looked at. */
export interface AssociationLimits {
  readonly givesAway: number;
  readonly redundant: number;
  readonly basis: string;
  /** Whether rows lie together by label, which the order of rows is told of; asked where an id tells the label. */
  readonly isGrouped: () => boolean;
  /** Whether a column is a group or a domain that is told to go with the label: its role is no leak by itself. */
  readonly isTie: (column: number) => boolean;
}

const LEAVE_OUT = { method: 'column-edits', why: t('Leaves the column out of the file.') };

/** What columns give the label away, and which say the same. */
export function associationAlerts(
  { strong }: Pairs,
  label: LabelScores | null,
  limits: AssociationLimits,
): (AlertDraft | undefined)[] {
  return [
    givenAway(label, limits),
    tellingIds(label, limits),
    same(strong, limits),
    redundant(strong, limits),
  ];
}

const scored = ({ name, score }: LabelScore) => `${quoted(name)} (${score.toFixed(2)})`;

function givenAway(
  label: LabelScores | null,
  { givesAway, basis, isTie }: AssociationLimits,
): AlertDraft | undefined {
  const found = (label?.scores ?? []).filter(
    ({ score, id, column }) => !id && score >= givesAway && (score >= CERTAIN || !isTie(column)),
  );
  const best = found[0];
  if (!label || !best) return undefined;
  const certain = best.score >= CERTAIN;
  const others =
    found.length === 1
      ? ''
      : t` So ${found.length === 2 ? t('does') : t('do')} ${listed(found.slice(1).map(scored))}.`;
  return {
    code: 'gives-label-away',
    severity: certain ? 'error' : 'warning',
    title: t`${quoted(best.name)} alone ${certain ? t('gives') : t('nearly gives')} ${quoted(label.name)} away`,
    message: t`Its score is ${best.score.toFixed(2)} of 1: ${certain ? t('whoever knows the column knows the label') : t('a leak or a shortcut')}.${others} If it is written down after the label is known, a model that uses it is worthless: set its role to ignored.${basis}`,
    columns: [...found.map(({ column }) => column), label.column],
    value: best.score,
    threshold: givesAway,
    remedies: [LEAVE_OUT],
    ignore: found.map(({ column }) => column),
  };
}

function tellingIds(
  label: LabelScores | null,
  { basis, isGrouped }: AssociationLimits,
): AlertDraft | undefined {
  const found = (label?.scores ?? []).filter(({ score, id }) => id && score >= ID_TELLS);
  const best = found[0];
  if (!label || !best || isGrouped()) return undefined;
  return {
    code: 'id-tells-label',
    severity: 'warning',
    title: t`The id ${quoted(best.name)} tells something about ${quoted(label.name)}`,
    message: t`Its score is ${best.score.toFixed(2)} of 1, so the rows are probably sorted or numbered by label. Shuffle before you split, and keep ids out of the features.${basis}`,
    columns: [...found.map(({ column }) => column), label.column],
    value: best.score,
    threshold: ID_TELLS,
    remedies: [{ method: 'order-plan', why: t('Shuffles the rows.') }],
  };
}

const both = ({ names }: Pair) => t`${quoted(names[0])} and ${quoted(names[1])}`;

function same(strong: readonly Pair[], { basis }: AssociationLimits): AlertDraft | undefined {
  const sets = connected(strong.filter(({ oneToOne }) => oneToOne));
  const first = sets[0];
  if (!first) return undefined;
  const named = (set: readonly Named[]) => listed(set.map(({ name }) => quoted(name)));
  const others = sets.length === 1 ? '' : t` Likewise ${listed(sets.slice(1).map(named))}.`;
  return {
    code: 'one-to-one',
    severity: 'warning',
    title: t`${named(first)} say the same`,
    message: t`Each value of one goes with one value of the other, so that one column counts ${first.length === 2 ? t('twice') : t`${String(first.length)} times`}.${others} Set all but one to ignored.${basis}`,
    columns: sets.flatMap((set) => set.map(({ column }) => column)),
    remedies: [LEAVE_OUT],
    ignore: sets.flatMap((set) => afterFirst(set)),
  };
}

function redundant(
  strong: readonly Pair[],
  { redundant: threshold, basis }: AssociationLimits,
): AlertDraft | undefined {
  const found = strong.filter(({ strength, oneToOne }) => !oneToOne && strength >= threshold);
  const best = found[0];
  if (!best) return undefined;
  const sets = connected(found);
  const others =
    found.length === 1
      ? ''
      : t` In all ${many(found.length, 'pair')} of ${many(sets.flat().length, 'column')} are so: ${listed(found.slice(1).map((pair) => `${both(pair)} (${pair.strength.toFixed(2)})`))} too.`;
  return {
    code: 'redundant',
    severity: 'info',
    title: t`${both(best)} are nearly the same (${best.strength.toFixed(2)} of 1)`,
    message: t`Either tells most of the other; distances and importances count them twice.${others}${basis}`,
    columns: sets.flatMap((set) => set.map(({ column }) => column)),
    value: best.strength,
    threshold,
  };
}

interface Named {
  readonly column: number;
  readonly name: string;
}

/** All but the first column of a set, in the order of the file. */
function afterFirst(set: readonly Named[]): number[] {
  return set
    .map(({ column }) => column)
    .sort((a, b) => a - b)
    .slice(1);
}

/** Columns that pairs join into sets, largest set first. */
function connected(pairs: readonly Pair[]): Named[][] {
  const sets: Named[][] = [];
  for (const { columns, names } of pairs) {
    const members = columns.map((column, i): Named => ({ column, name: names[i]! }));
    const touching = sets.filter((set) => set.some(({ column }) => columns.includes(column)));
    const joined = [...touching.flat(), ...members];
    const merged = joined.filter(
      ({ column }, i) => joined.findIndex((other) => other.column === column) === i,
    );
    for (const set of touching) sets.splice(sets.indexOf(set), 1);
    sets.push(merged);
  }
  return sets.sort((a, b) => b.length - a.length);
}
