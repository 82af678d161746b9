import { dateText } from '../parquet/moments';

const DAY_MILLIS = 86_400_000;
/** Days from 1899-12-30 to 1970-01-01, and from 1904-01-01. */
const EPOCHS = { 1900: 25_569, 1904: 24_107 } as const;

/** Number formats of every workbook that show dates or times (ECMA-376 18.8.30). */
const BUILT_IN = /^(1[4-9]|2[0-2]|2[7-9]|3[0-6]|4[5-7]|5[0-8])$/;

/** What a number format shows of a number; undefined: a number. */
export type Moment = 'date' | 'time' | 'elapsed';

/** What a number format shows, by its id and, for those of the workbook itself, its code. */
export function momentOf(id: string, code: string | undefined): Moment | undefined {
  if (code === undefined) {
    if (!BUILT_IN.test(id)) return undefined;
    if (id === '46') return 'elapsed';
    return /^(1[89]|2[01]|4[57]|3[2-5]|5[56])$/.test(id) ? 'time' : 'date';
  }
  // Only the first section counts; text in it and colours are no letters of a date.
  const [first = ''] = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';');
  if (/\[(h+|m+|s+)\]/i.test(first)) return 'elapsed';
  const letters = first.replace(/\[[^\]]*\]/g, '').replace(/general/i, '');
  if (/[yd]/i.test(letters)) return 'date';
  if (/[hs]/i.test(letters)) return 'time';
  return /m/i.test(letters) ? 'date' : undefined;
}

/** A serial number as ISO 8601, to the millisecond; undefined where no calendar has it. */
export function momentText(serial: number, moment: Moment, from1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return undefined;
  const millis = Math.round(serial * DAY_MILLIS);
  const days = Math.floor(millis / DAY_MILLIS);
  const rest = millis - days * DAY_MILLIS;
  if (moment === 'elapsed') return clock(millis);
  if (moment === 'time' && days === 0) return clock(rest);
  const date = dateText(days + lotus(days, from1904) - EPOCHS[from1904 ? 1904 : 1900]);
  return rest === 0 ? date : `${date}T${clock(rest)}`;
}

/** Excel counts a 29 February 1900, which did not exist: days before it are one earlier. */
function lotus(days: number, from1904: boolean): number {
  return !from1904 && days < 60 ? 1 : 0;
}

function clock(millis: number): string {
  const seconds = Math.floor(millis / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = millis % 1000;
  return parts.map(two).join(':') + (fraction ? `.${String(fraction).padStart(3, '0')}` : '');
}
