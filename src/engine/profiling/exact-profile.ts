import { kindCode, KINDS } from '../cells/cell-reader';
import { NULL_LIKE, readColumn, type ColumnReadings } from '../cells/column-readings';
import { TextLengths } from '../cells/text-lengths';
import type { ColumnProfile, StorageType } from '../table/profile';
import { mostFrequent } from '../statistics/extremes';
import { quantile, weightedValues } from '../statistics/weighted-values';
import { countCodes, MISSING, type Column } from '../table/table';
import { MANY_LEVELS, semanticOf, TELLING_WORDS } from './semantic-type';
import { isNumeric, matchingKinds, typeOf, type Tally } from './storage-type';

/** Values that disagree with the type that are kept. */
const DISAGREEING = 10;

/** The profile of a column from its cells; `tick` gets the share that is done, 0..1. @throws Cancelled (from tick) */
export function exactProfile(column: Column, tick: (part: number) => void): ColumnProfile {
  const { dictionary } = column;
  const counts = countCodes(column, undefined, () => {
    tick(0);
  });
  const rows = column.counted ? counts.reduce((sum, cells) => sum + cells, 0) : column.codes.length;
  counts[MISSING] = 0;
  const readings = readColumn(dictionary, counts, tick);
  const { nullLikes, kinds } = readings;

  let values = tally(readings, false);
  let type = typeOf(values, () => spellings(column, readings, false));
  const nullsAreMissing = nullLikes.length > 0 && takesNulls(type, values);
  if (nullLikes.length > 0 && !nullsAreMissing) {
    values = tally(readings, true);
    type = typeOf(values, () => spellings(column, readings, true));
  }
  const { cells, distinct } = values;
  const matching = matchingKinds(type);
  const agreeing = matching.reduce((sum, kind) => sum + values.cellsOf(kind), 0);
  const semantic = semanticOf(type, values, () => medianWords(column, counts, tick));
  const matches = KINDS.map((kind) => matching.includes(kind));
  const disagrees = (code: number) => {
    const kind = kinds[code]!;
    return !(nullsAreMissing && kind >= NULL_LIKE) && !matches[kind & ~NULL_LIKE];
  };
  return {
    index: column.index,
    type,
    semantic,
    highCardinality: semantic === 'categorical' && distinct > MANY_LEVELS,
    agreement: cells === 0 ? 1 : agreeing / cells,
    missing: rows - cells,
    nullLike: nullLikes.reduce((sum, code) => sum + counts[code]!, 0),
    missingCodes: nullsAreMissing ? [MISSING, ...nullLikes] : [MISSING],
    distinct,
    ...numbersOf(type, readings, matching, values),
    disagreeing: agreeing === cells ? [] : mostFrequent(counts, DISAGREEING, disagrees),
    ambiguousDates: type === 'date' && !readings.clearDates,
  };
}

interface KindTally extends Tally {
  distinctOf(kind: StorageType): number;
}

/** Whether null-like cells count as missing: in columns that are otherwise of numbers or dates. */
function takesNulls(type: StorageType, values: KindTally): boolean {
  return isNumeric(type) || type === 'date' || isNumericFlag(type, values);
}

const isNumericFlag = (type: StorageType, values: KindTally) =>
  type === 'bool' && values.distinctOf('integer') === values.distinct;

function tally(readings: ColumnReadings, withNulls: boolean): KindTally {
  const { cells, values, nullCells, nullValues } = readings;
  const of = (plain: Float64Array, nulls: Float64Array) => (kind: StorageType) => {
    const at = kindCode(kind);
    return plain[at]! + (withNulls ? nulls[at]! : 0);
  };
  const cellsOf = of(cells, nullCells);
  const distinctOf = of(values, nullValues);
  const sum = (per: (kind: StorageType) => number) =>
    KINDS.reduce((total, kind) => total + per(kind), 0);
  return { cells: sum(cellsOf), distinct: sum(distinctOf), cellsOf, distinctOf };
}

/** The texts of the values that count. */
function spellings(
  { dictionary }: Column,
  { kinds }: ColumnReadings,
  withNulls: boolean,
): string[] {
  const texts: string[] = [];
  for (let code = 1; code < kinds.length; code++) {
    const kind = kinds[code]!;
    if (kind !== 0 && (withNulls || kind < NULL_LIKE)) texts.push(dictionary.text(code));
  }
  return texts;
}

/** Parsed numbers per code and the decimals written, for numeric columns and for flags written 0 and 1. */
function numbersOf(
  type: StorageType,
  readings: ColumnReadings,
  matching: readonly StorageType[],
  values: KindTally,
): { numbers?: Float64Array; decimals: number } {
  const { kinds, numbers, decimals } = readings;
  if ((!isNumeric(type) && !isNumericFlag(type, values)) || !numbers) return { decimals: 0 };
  const numeric = matching.filter(isNumeric);
  const matched = KINDS.map((kind) => matching.includes(kind) && isNumeric(kind));
  if (KINDS.some((kind, i) => readings.values[i]! > 0 && isNumeric(kind) && !matched[i]!)) {
    keepMatched(numbers, kinds, matched);
  }
  return { numbers, decimals: Math.max(...numeric.map((kind) => decimals[kindCode(kind)]!)) };
}

/** Values of other kinds are no numbers. */
function keepMatched(numbers: Float64Array, kinds: Uint8Array, matched: readonly boolean[]): void {
  for (let code = 1; code < kinds.length; code++) {
    if (matched[kinds[code]!] !== true) numbers[code] = NaN;
  }
}

function medianWords(
  { dictionary }: Column,
  counts: Float64Array,
  tick: (part: number) => void,
): number {
  const words = new Float64Array(dictionary.size);
  const lengths = new TextLengths(dictionary);
  for (let code = 1; code < words.length; code++) {
    if (code % 8192 === 0) tick(1);
    if (counts[code] === 0) continue;
    words[code] = lengths.wordsUpTo(code, TELLING_WORDS);
  }
  return quantile(weightedValues(words, counts), 0.5);
}
