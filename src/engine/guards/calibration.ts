import { extremes } from '../statistics/extremes';
import { percent, quoted } from '../words';
import { classShares } from './class-shares';
import type { Guard } from './guard';
import { t } from '../language';

/** Class shares change: predicted probabilities are for the new shares. */
export const calibration: Guard = {
  code: 'G-CALIB',
  rule: 'When class shares change, predicted probabilities are for the new shares.',
  whole: true,
  check(subject) {
    const shares = classShares(subject);
    if (!shares) return undefined;
    const { before, after, classes } = shares;
    const changes = before.map((share, index) => Math.abs(after[index]! - share));
    const { largest } = extremes(changes);
    const note = { code: 'G-CALIB', title: t('Probabilities will shift.') } as const;
    if (changes[largest]! < 0.005) {
      return { ...note, level: 'passed', message: t('Class shares stay as they are.') };
    }
    const { rarest } = extremes(before);
    const index = changes[rarest]! >= 0.005 ? rarest : largest;
    return {
      ...note,
      level: 'note',
      message: t`A model trained on this file expects ${percent(after[index]!)} of ${quoted(classes.values[index]!)}, not ${percent(before[index]!)}. Both shares are stored in the recipe; moving the threshold is an alternative.`,
    };
  },
};
