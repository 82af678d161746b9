const DAY = 86_400_000;

/** Units per second of Parquet's times. */
export type TimeUnit = 'MILLIS' | 'MICROS' | 'NANOS';

const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  MILLIS: 1_000n,
  MICROS: 1_000_000n,
  NANOS: 1_000_000_000n,
};

const LAST_DAY = 100_000_000;

/** Days since 1970-01-01 as `YYYY-MM-DD`; a number of days that no calendar has stays one. */
export function dateText(days: number): string {
  if (Math.abs(days) > LAST_DAY) return `${days} days`;
  const text = new Date(days * DAY).toISOString();
  return text.slice(0, text.indexOf('T'));
}

/** A moment as ISO 8601, with as many digits of the second as its unit has, or none when they are all zero. */
export function timestampText(value: bigint, unit: TimeUnit, utc: boolean): string {
  const per = PER_SECOND[unit];
  const seconds = floorDiv(value, per);
  const days = floorDiv(seconds, 86_400n);
  const time = clockText(value - days * 86_400n * per, unit);
  return `${dateText(Number(days))}T${time}${utc ? 'Z' : ''}`;
}

/** A time of day as `HH:MM:SS`, with its fraction unless it is zero. */
export function clockText(value: bigint, unit: TimeUnit): string {
  const per = PER_SECOND[unit];
  const seconds = Number(floorDiv(value, per));
  const fraction = value - BigInt(seconds) * per;
  const two = (part: number) => String(part).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const digits = String(per).length - 1;
  const rest = fraction === 0n ? '' : `.${String(fraction).padStart(digits, '0')}`;
  return clock.map(two).join(':') + rest;
}

/** The days of a text that `dateText` wrote; undefined: it is no date. */
export function daysOf(text: string): number | undefined {
  const count = /^(-?\d+) days$/.exec(text)?.[1];
  if (count !== undefined) return Number(count);
  const match = /^([+-]?\d{4,6})-(\d{2})-(\d{2})$/.exec(text);
  const time = match ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? undefined : time / DAY;
}

/** The value of a text that `clockText` wrote, in `unit`; undefined: it is none, or finer than the unit. */
export function clockOf(text: string, unit: TimeUnit): bigint | undefined {
  const match = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text);
  if (!match) return undefined;
  const seconds = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
  const per = PER_SECOND[unit];
  const digits = String(per).length - 1;
  const fraction = (match[4] ?? '').padEnd(9, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  return BigInt(seconds) * per + BigInt(fraction.slice(0, digits));
}

/** The value of an ISO moment in `unit`, a zone of `Z` or none; undefined: it is none, or finer than the unit. */
export function timestampOf(text: string, unit: TimeUnit): bigint | undefined {
  const match = /^(.+?)(?:[T ]([\d:.]+))?Z?$/.exec(text);
  if (!match) return undefined;
  const days = daysOf(match[1]!);
  const clock = match[2] === undefined ? 0n : clockOf(match[2], unit);
  if (days === undefined || clock === undefined) return undefined;
  return BigInt(days) * 86_400n * PER_SECOND[unit] + clock;
}

function floorDiv(value: bigint, by: bigint): bigint {
  const whole = value / by;
  return value % by < 0n ? whole - 1n : whole;
}
