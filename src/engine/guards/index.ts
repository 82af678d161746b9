import type { Method } from '../method';
import type { Guard, GuardNote, GuardSubject } from './guard';

/** Every guard, in the order in which they are shown. */
export const GUARDS: readonly Guard[] = [];

const LEVELS: readonly GuardNote['level'][] = ['passed', 'note', 'warning', 'block'];

/** What the guards a method declares say of one step (`whole` false) or of the folded plan (`whole` true). */
export function checkGuards(subject: GuardSubject, method: Method, whole: boolean): GuardNote[] {
  return GUARDS.filter(
    (guard) => method.guards.includes(guard.code) && (guard.whole ?? false) === whole,
  ).flatMap((guard) => guard.check(subject) ?? []);
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
