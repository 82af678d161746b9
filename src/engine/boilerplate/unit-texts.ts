import type { Documents } from '../near-text/documents';
import type { TableTick } from '../table/table';
import type { RecurringParts } from './recurring-parts';
import type { RepeatedUnits } from './repeated-units';

/** Characters of a unit that are shown. */
const SHOWN = 400;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The units as they are written where they occur first, cut to 400 characters. @throws Cancelled */
export function unitTexts(
  units: readonly number[],
  { document }: RepeatedUnits,
  parts: RecurringParts,
  documents: Documents,
  tick: TableTick,
): string[] {
  const wanted = new Set(units);
  const found = new Map<number, string>();
  const holding = [...new Set(units.map((unit) => document[unit]!))].sort((a, b) => a - b);
  documents.pick(
    Uint32Array.from(holding),
    (_, bytes, start, end) => {
      parts.each({ bytes, start, end }, (unit, from, to) => {
        if (!wanted.has(unit) || found.has(unit)) return;
        const text = decoder.decode(bytes.subarray(from, Math.min(to, from + 4 * SHOWN))).trim();
        found.set(unit, text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);
      });
    },
    tick,
  );
  return units.map((unit) => found.get(unit)!);
}
