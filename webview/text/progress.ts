import type { Progress } from '../../src/protocol/messages';
import { count, round } from './numbers';
import { t } from '../../src/engine/language';

/** Below this nobody asks (seconds). */
const SOON = 3;

/** What goes on, how far it is, and how long it takes when that is long: `Reading: 46%, about 8 seconds left`. */
export function progressWords({ what, share, left }: Progress): string {
  const far = `${what}: ${round(share)}`;
  return left !== undefined && left > SOON ? t`${far}, about ${timeWords(left)} left` : far;
}

/** A time as people say it: `8 seconds`, `25 seconds`, `3 minutes`. */
function timeWords(seconds: number): string {
  if (seconds < 10) return t`${String(Math.round(seconds))} seconds`;
  if (seconds < 60) return t`${String(Math.min(60, 5 * Math.round(seconds / 5)))} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? t('1 minute') : t`${count(minutes)} minutes`;
}

/** A number that is known about only, to three digits: 1,050,000. */
export function about(rows: number): string {
  return count(rows < 1000 ? rows : Number(rows.toPrecision(3)));
}
