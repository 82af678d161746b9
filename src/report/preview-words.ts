import type { Preview } from '../engine/preview/preview';
import { count, many } from '../engine/words';
import { ratio } from './words';
import { t } from '../engine/language';

/** What a recipe would do in one line: rows before and after, how they came, and the balance. */
export function previewLine({ before, after, rows }: Preview): string {
  const parts = [
    `${count(before.rows)} → ${many(after.rows, 'row')}`,
    ...(rows.removed > 0 ? [t`${count(rows.removed)} removed`] : []),
    ...(rows.repeated > 0 ? [t`${count(rows.repeated)} repeated`] : []),
    ...(rows.made > 0 ? [t`${count(rows.made)} made`] : []),
  ];
  const [was, is] = [before.imbalanceRatio, after.imbalanceRatio];
  if (was !== null && is !== null) {
    const balance = ratio(was) === ratio(is) ? ratio(is) : `${ratio(was)} → ${ratio(is)}`;
    parts.push(t`${balance} to 1`);
  }
  return parts.join(', ');
}
