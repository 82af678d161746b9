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

/** A share 0..1 in whole percent, for axes and progress. */
export function round(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}

/** A part of a whole as a percentage; an empty whole has no share. */
export function shareOf(part: number, whole: number): string {
  return whole > 0 ? percent(part / whole) : '';
}

/** A measured number, short: four significant digits at most, thousands as counts. */
export function measure(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000) return size >= 1e12 ? value.toExponential(2) : count(value);
  if (size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(size < 1 ? 2 : 4)));
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

/** At most `most` round tick values that cover low..high, ascending (multiples of 1, 2 or 5 times a power of ten). */
export function ticks(low: number, high: number, most: number): number[] {
  if (!(high > low) || most < 1) return [low];
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= rough * 0.999) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}
