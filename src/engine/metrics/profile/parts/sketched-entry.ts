import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import { binRange, type Bins, type ColumnSketch } from '../../../table/sketch';
import { spreadLengths } from '../../../sketches/spread-bins';
import type { Column } from '../../../table/table';
import type { ColumnSummaryEntry } from '../column-summary';
import { LONGEST, spread, TOP } from './entry-parts';
import { sketchedSummary, type NumericSummary } from './numeric-summary';

/** A summary made of a sketch; not `complete` when the cells themselves should be asked, if memory allows. */
export interface SketchedEntry {
  readonly entry: ColumnSummaryEntry;
  readonly complete: boolean;
}

/**
 * The summary of an open column from its sketch. Counts, ends and moments are exact; what is an estimate is said to be
 * one.
 */
export function sketchedEntry(
  { name }: Column,
  sketch: ColumnSketch,
  profile: ColumnProfile,
): SketchedEntry {
  const numeric = numericOf(sketch, profile);
  const rest = bySemantic(sketch, profile);
  return {
    complete: (numeric !== undefined || !holdsNumbers(profile)) && rest !== undefined,
    entry: {
      name,
      n: sketch.rows - profile.missing,
      missing: profile.missing,
      distinct: profile.distinct,
      distinctEstimated: true,
      top: sketch.top
        .slice(0, TOP)
        .map(({ value, count }) => ({ value: value.slice(0, LONGEST), count })),
      topOfFirstRows: true,
      ...(numeric && { numeric }),
      ...rest,
    },
  };
}

function numericOf({ numbers }: ColumnSketch, profile: ColumnProfile): NumericSummary | undefined {
  // Formatted numbers were not summed in passing.
  if (!numbers || !holdsNumbers(profile) || profile.type === 'formatted-number') return undefined;
  return sketchedSummary(numbers);
}

/** Undefined where a sketch cannot tell: the counts of categories, lengths that were not measured. */
function bySemantic(
  { dates, characters, words }: ColumnSketch,
  { semantic, type }: ColumnProfile,
): Partial<ColumnSummaryEntry> | undefined {
  if (semantic === 'categorical') return undefined;
  if (type === 'date') return dates && { date: dates };
  if (semantic !== 'free-text' && semantic !== 'identifier') return {};
  if (!characters || !words) return undefined;
  const text = {
    characters: spread(spreadLengths(characters)),
    words: spread(spreadLengths(words)),
  };
  const exact = isExact(characters) && isExact(words);
  return exact ? { text } : { text, lengthsEstimated: true };
}

/** Whether every length has a bin of its own. */
function isExact({ keys }: Bins): boolean {
  return keys.length === 0 || binRange(keys.at(-1)!)[0] < 512;
}
