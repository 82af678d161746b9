import { calibration } from './calibration';
import { duplicates } from './duplicates';
import { effectiveSize } from './effective-size';
import { evidence } from './evidence';
import { coarse, half, labels } from './copies';
import { dimension, missing, types } from './features';
import { merges } from './merges';
import { overlap } from './overlap';
import { leaks } from './leaks';
import { partSizes } from './part-sizes';
import { repeats } from './repeats';
import { sensitive } from './sensitive';
import { shrinking } from './shrinking';
import { smallCells } from './small-cells';
import { split } from './split';
import { stale } from './stale';
import { support } from './support';
import { tail } from './tail';
import { times } from './times';
import type { Guard, GuardNote, GuardSubject } from './guard';

/** Every guard, in the order in which they are shown. */
export const GUARDS: readonly Guard[] = [
  split,
  leaks,
  shrinking,
  times,
  partSizes,
  missing,
  duplicates,
  smallCells,
  support,
  tail,
  labels,
  half,
  coarse,
  repeats,
  effectiveSize,
  overlap,
  dimension,
  types,
  sensitive,
  stale,
  calibration,
  merges,
  evidence,
];

const LEVELS: readonly GuardNote['level'][] = ['passed', 'note', 'warning', 'block'];

/** What the guards a method declares say of one step. */
export function stepNotes(subject: GuardSubject): GuardNote[] {
  return GUARDS.filter(
    (guard) => !guard.whole && subject.method.guards.includes(guard.code),
  ).flatMap((guard) => guard.check(subject) ?? []);
}

/** What the guards of a whole recipe say of its folded plan; each is asked once, for the last step that declares it. */
export function wholeNotes(
  subject: Omit<GuardSubject, 'method' | 'values'>,
  steps: readonly Pick<GuardSubject, 'method' | 'values'>[],
): GuardNote[] {
  return GUARDS.filter((guard) => guard.whole).flatMap((guard) => {
    const last = steps.findLast(({ method }) => method.guards.includes(guard.code));
    return (last && guard.check({ ...subject, ...last })) ?? [];
  });
}

/** One note per guard, the most serious (of equals the last), most serious first and then in the order of the list. */
export function worstNotes(notes: readonly GuardNote[]): GuardNote[] {
  const worst = new Map<string, GuardNote>();
  for (const note of notes) {
    const known = worst.get(note.code);
    if (!known || LEVELS.indexOf(note.level) >= LEVELS.indexOf(known.level)) {
      worst.set(note.code, note);
    }
  }
  const place = (note: GuardNote) => GUARDS.findIndex((guard) => guard.code === note.code);
  return [...worst.values()].sort(
    (a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || place(a) - place(b),
  );
}
