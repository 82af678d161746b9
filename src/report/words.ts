import { alike } from '../engine/language';
import { count, many } from '../engine/words';

/** An imbalance ratio: one decimal below 10, whole from there on. */
export function ratio(value: number): string {
  return value < 9.95 ? value.toFixed(1) : count(value);
}

/** Words for an imbalance ratio, looked up where they are shown. */
export const EVENNESS = ['even', 'fairly even', 'uneven', 'very uneven'] as const;

/** The word for an imbalance ratio. */
export function evenness(value: number): (typeof EVENNESS)[number] {
  if (value < 1.5) return 'even';
  if (value < 3) return 'fairly even';
  return value < 10 ? 'uneven' : 'very uneven';
}

/** Bytes in powers of 1,000, three digits at most: `57 KB`, `1.46 GB`. */
export function bytes(value: number): string {
  if (value < 1000) return many(value, 'byte');
  const units = ['KB', 'MB', 'GB', 'TB'];
  let scaled = value / 1000;
  let unit = 0;
  while (scaled >= 999.5 && unit < units.length - 1) {
    scaled /= 1000;
    unit++;
  }
  const decimals = unit === 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  return `${scaled.toFixed(decimals)} ${units[unit]!}`;
}

/** Makes a title or message end like a sentence. */
export function closed(text: string): string {
  return alike(text, (said) => (/[.!?\u2026\u3002]$/.test(said) ? said : `${said}.`));
}
