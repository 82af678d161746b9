import { measure } from '../../engine/words';
import type { Axis } from './chart';

export { measure };

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

/** Tick values of an axis: powers of ten on a logarithmic one. */
export function ticksOf({ scale, low, high }: Axis, most: number): number[] {
  if (scale === 'linear') return ticks(low, high, most);
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) =>
    Number((10 ** (first + i * step)).toPrecision(12)),
  );
}

/** A tick as it is printed. */
export function tickText(axis: Pick<Axis, 'unit'>, value: number): string {
  return axis.unit === 'share' ? `${Number((100 * value).toPrecision(4))}%` : measure(value);
}
