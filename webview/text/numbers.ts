import { count, percent } from '../../src/engine/words';

export {
  count,
  distinctCount,
  listed,
  many as counted,
  percent,
  times as ratio,
} from '../../src/engine/words';
export { bytes } from '../../src/report/words';
export { measure, ticks } from '../../src/report/charts/ticks';

/** A share 0..1 in whole percent, for axes and progress. */
export function round(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}

/** A part of a whole as a percentage; an empty whole has no share. */
export function shareOf(part: number, whole: number): string {
  return whole > 0 ? percent(part / whole) : '';
}

/** A signed change of rows with a real minus sign: `+1,644`, `−3,334`, `±0`. */
export function change(rows: number): string {
  if (rows === 0) return '±0';
  return `${rows > 0 ? '+' : '−'}${count(Math.abs(rows))}`;
}

/** Cuts a text to a number of characters with an ellipsis. */
export function cut(text: string, characters: number): string {
  return text.length > characters ? `${text.slice(0, Math.max(1, characters - 1))}…` : text;
}
