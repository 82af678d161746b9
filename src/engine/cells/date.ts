/** The order in which a date was written; `day-month` is either order, told apart by other cells of its column. */
export type DateOrder = 'iso' | 'day-month' | 'named';

/** A text read as a date: UTC milliseconds since 1970-01-01. For `day-month` both readings are kept. */
export interface DateReading {
  readonly order: DateOrder;
  readonly time: number;
  /** The other order of day and month; NaN where that is no date. */
  readonly swapped: number;
}

const TIME = String.raw`(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2}|[AaPp][Mm])?)?`;
const ISO = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`);
const DAY_MONTH = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${TIME}$`);
const NAMED = new RegExp(String.raw`^(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})${TIME}$`);
const NAMED_FIRST = new RegExp(String.raw`^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})${TIME}$`);
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads ISO 8601, `d/m/yyyy` in either order (also with - and .) and `3 Mar 2024` or `March 3, 2024`; undefined: no date. */
export function readDate(text: string): DateReading | undefined {
  const trimmed = text.trim();
  if (trimmed.length < 6 || trimmed.length > 40) return undefined;
  const iso = ISO.exec(trimmed);
  if (iso) return reading('iso', timeOf(+iso[1]!, +iso[2]!, +iso[3]!, iso));
  const either = DAY_MONTH.exec(trimmed);
  if (either) {
    const year = either[3]!.length === 2 ? 2000 + +either[3]! : +either[3]!;
    const dayFirst = timeOf(year, +either[2]!, +either[1]!, either);
    const monthFirst = timeOf(year, +either[1]!, +either[2]!, either);
    if (Number.isNaN(dayFirst) && Number.isNaN(monthFirst)) return undefined;
    return { order: 'day-month', time: dayFirst, swapped: monthFirst };
  }
  const named = NAMED.exec(trimmed);
  if (named) return reading('named', timeOf(+named[3]!, monthOf(named[2]!), +named[1]!, named));
  const first = NAMED_FIRST.exec(trimmed);
  if (first) return reading('named', timeOf(+first[3]!, monthOf(first[1]!), +first[2]!, first));
  return undefined;
}

function reading(order: DateOrder, time: number): DateReading | undefined {
  return Number.isNaN(time) ? undefined : { order, time, swapped: NaN };
}

const monthOf = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** Milliseconds of a civil date, NaN when there is no such day. Groups 4..7 of `match`: hour, minute, second, zone. */
function timeOf(year: number, month: number, day: number, match: RegExpExecArray): number {
  const zone = match[7] ?? '';
  let hour = Number(match[4] ?? 0);
  if (/^p/i.test(zone) && hour < 12) hour += 12;
  if (/^a/i.test(zone) && hour === 12) hour = 0;
  const time = civilTime(year, month, day, hour, Number(match[5] ?? 0), Number(match[6] ?? 0));
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  const shift = offset ? (offset[1] === '-' ? 1 : -1) * (+offset[2]! * 60 + +offset[3]!) : 0;
  return time + shift * 60e3;
}

/** UTC milliseconds of a day and time of the proleptic Gregorian calendar; NaN when there is no such day or time. */
export function civilTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NaN;
  if (hour > 24 || minute > 59 || second > 60) return NaN;
  return (daysSince1970(year, month, day) * 1440 + hour * 60 + minute) * 60e3 + second * 1e3;
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (years counted from March, in eras of 400). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146097 + yearOfEra * 365 + leaps + dayOfYear - 719468;
}
