import type { Json } from './metric';

/**
 * A value as JSON keeps it: typed arrays become arrays, NaN and infinities null, absent keys stay absent.
 * @throws TypeError for what has no JSON form (functions, symbols): a mistake in the metric.
 */
export function jsonOf(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, jsonOf);
  if (typeof value !== 'object') throw new TypeError(`A ${typeof value} has no JSON form.`);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.map(([key, v]) => [key, jsonOf(v)]));
}
