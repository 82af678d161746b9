import { alike, say, t } from './language';

/** Numbers and names as sentences say them: one place, so that every finding reads alike. */

/** A whole number with thousands commas: 10,923. */
export function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** An estimate to four digits: about 9,998,000. */
export function about(n: number): string {
  return t`about ${count(Number(n.toPrecision(4)))}`;
}

/** A count of distinct values, said to be an estimate where it is one. */
export function distinctCount(of: {
  readonly distinct: number;
  readonly distinctEstimated?: true | undefined;
}): string {
  return of.distinctEstimated ? about(of.distinct) : count(of.distinct);
}

/** A share 0..1 with one decimal: 12.0%; never 0 or 100 unless it is exactly that. */
export function percent(share: number): string {
  if (share <= 0) return '0%';
  if (share >= 1) return '100%';
  if (share < 0.001) return '<0.1%';
  if (share > 0.999) return '>99.9%';
  return `${(share * 100).toFixed(1)}%`;
}

/** A ratio or factor: one decimal below 100, whole above. */
export function times(ratio: number): string {
  return ratio < 99.95 ? ratio.toFixed(1) : count(ratio);
}

/** A measured number, short: four significant digits at most, thousands as counts. */
export function measure(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000) return size >= 1e12 ? value.toExponential(2) : count(value);
  if (size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(size < 1 ? 2 : 4)));
}

/** `1 row`, `107 rows`. What is counted is given in English: `{0} rows` is looked up. */
export function many(n: number, one: string, several = `${one}s`): string {
  return say(`{0} ${n === 1 ? one : several}`, [count(n)]);
}

// Signs beyond ASCII stand in values, not in sentences: a tagged template cannot be escaped, and bundles are ASCII.

/** `±3.1`: how far a figure may be off. */
export function within(figure: string): string {
  return `±${figure}`;
}

/** Rank correlation, kappa and Cramér's V with their value. */
export const rho = (value: number): string => `ρ ${value.toFixed(2)}`;
export const kappaOf = (value: number): string => `κ ${value.toFixed(2)}`;
export const cramersV = (value: number): string => `${t("Cramér's V")} ${value.toFixed(2)}`;

/** A name or value of the file, in backticks, cut to 60 characters. */
export function quoted(text: string): string {
  const flat = text.replace(/`/g, "'").replace(/\s+/g, ' ');
  return `\`${flat.length > 60 ? `${flat.slice(0, 59)}…` : flat}\``;
}

/** A value of the file in backticks with the white space that tells it from others: outer and repeated spaces as ␣. */
export function shown(text: string): string {
  const visible = text
    .replace(/^ +| +$| {2,}/g, (spaces) => '␣'.repeat(spaces.length))
    .replace(/[^\S ]|[\u200b-\u200d\u2060\ufeff]/g, (sign) => {
      const point = sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      return `[U+${point}]`;
    });
  return quoted(visible);
}

/** `a`, `a and b`, `a, b and 3 more`; the items are already worded. */
export function listed(items: readonly string[], most = 3): string {
  const more = items.length - most;
  const shown = more > 0 ? [...items.slice(0, most), t`${count(more)} more`] : items;
  if (shown.length < 2) return shown.join('');
  const first = shown.slice(0, -1).reduce((before, item) => t`${before}, ${item}`);
  return t`${first} and ${shown.at(-1) ?? ''}`;
}

/** The first letter large, for sentences that begin with a made phrase. */
export function sentence(text: string): string {
  return alike(text, (said) => said.charAt(0).toUpperCase() + said.slice(1));
}
