import { KINDS, kindCode } from './cells/cell-reader';
import { NULL_LIKE, readColumn, type ColumnReadings } from './cells/column-readings';
import { TextLengths } from './cells/text-lengths';
import type { ColumnProfile, ProfileColumns, SemanticType, StorageType } from './profile';
import { mostFrequent } from './statistics/extremes';
import { quantile, weightedValues } from './statistics/weighted-values';
import { countCodes, MISSING, type Column } from './table';

/** Levels above which a categorical column is called high-cardinality (as in ydata-profiling). */
const MANY_LEVELS = 50;
/** Distinct values up to which integers are read as codes of categories. */
const FEW_INTEGERS = 5;
/** Share of cells from which a column takes the type; what is left over below this makes it text. */
const MAINLY = 0.9;
/** Share of formatted numbers from which a column of plain numbers counts as formatted. */
const SOME = 0.01;
/** Values that disagree with the type that are kept. */
const DISAGREEING = 10;
const FLAG_PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['0', '1'],
];
/** Distinct spellings up to which a column is tried as flags. */
const FLAG_SPELLINGS = 8;

/**
 * Types, missing cells and parsed numbers of every column. Works once per distinct value; codes that no row uses
 * (as in the table of a plan) do not count. @throws Cancelled (from tick)
 */
export const profileColumns: ProfileColumns = (table, tick) =>
  table.columns.map((column, done) => {
    tick(done, table.columns.length);
    return profileColumn(column, (part) => tick(done + part, table.columns.length));
  });

/** The profile of one column; `tick` gets the share that is done, 0..1. */
function profileColumn(column: Column, tick: (part: number) => void): ColumnProfile {
  const { dictionary } = column;
  const counts = countCodes(column);
  counts[MISSING] = 0;
  const readings = readColumn(dictionary, counts, tick);
  const { nullLikes, kinds } = readings;

  let values = tally(readings, false);
  let { type, agrees } = typeOf(column, readings, values, false);
  const otherwiseNumeric =
    isNumeric(type) || (type === 'bool' && values.distinctOf('integer') === values.distinct);
  const nullsAreMissing = nullLikes.length > 0 && (otherwiseNumeric || type === 'date');
  if (nullLikes.length > 0 && !nullsAreMissing) {
    values = tally(readings, true);
    ({ type, agrees } = typeOf(column, readings, values, true));
  }
  const { cells, distinct } = values;
  const matches = KINDS.map((kind) => agrees(kind));
  const matching = KINDS.filter((kind) => agrees(kind));
  const agreeing = matching.reduce((sum, kind) => sum + values.cellsOf(kind), 0);
  const semantic = semanticOf(column, type, values, counts, tick);
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
    missing: column.codes.length - cells,
    nullLike: nullLikes.reduce((sum, code) => sum + counts[code]!, 0),
    missingCodes: nullsAreMissing ? [MISSING, ...nullLikes] : [MISSING],
    distinct,
    ...numbersOf(type, readings, matching, values),
    disagreeing: agreeing === cells ? [] : mostFrequent(counts, DISAGREEING, disagrees),
    ambiguousDates: type === 'date' && !readings.clearDates,
  };
}

const isNumeric = (type: StorageType) =>
  type === 'integer' || type === 'float' || type === 'formatted-number';

/** Cells and distinct values that count, in all and per kind. */
interface Tally {
  readonly cells: number;
  readonly distinct: number;
  cellsOf(kind: StorageType): number;
  distinctOf(kind: StorageType): number;
}

function tally(readings: ColumnReadings, withNulls: boolean): Tally {
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

interface Typed {
  type: StorageType;
  agrees: (kind: StorageType) => boolean;
}

/** The type that at least 99 % of cells match (integers widen to float, both to formatted numbers), or at least 90 %. */
function typeOf(
  column: Column,
  readings: ColumnReadings,
  { cells, distinct, cellsOf }: Tally,
  withNulls: boolean,
): Typed {
  const always = () => true;
  if (distinct === 0) return { type: 'empty', agrees: always };
  if (distinct <= FLAG_SPELLINGS && isFlag(spellings(column, readings, withNulls))) {
    return { type: 'bool', agrees: always };
  }
  const of = (...kinds: StorageType[]) => kinds.reduce((sum, kind) => sum + cellsOf(kind), 0);
  // The widest spelling of numbers that occurs takes all narrower ones in: integers widen to floats.
  const numbers: { type: StorageType; kinds: StorageType[] } =
    of('formatted-number') >= SOME * cells && of('formatted-number') > 0
      ? { type: 'formatted-number', kinds: ['integer', 'float', 'formatted-number'] }
      : of('float') > 0
        ? { type: 'float', kinds: ['integer', 'float'] }
        : { type: 'integer', kinds: ['integer'] };
  const candidates = [
    numbers,
    ...(['date', 'url', 'email', 'uuid', 'hex', 'path', 'json', 'vector', 'list'] as const).map(
      (kind) => ({ type: kind as StorageType, kinds: [kind] as StorageType[] }),
    ),
  ];
  const within = (kinds: readonly StorageType[]) => (kind: StorageType) => kinds.includes(kind);
  if (of('code') > 0 && of('code', 'integer', 'float') >= MAINLY * cells) {
    return { type: 'code', agrees: within(['code', 'integer', 'float']) };
  }
  const winner = candidates.find(({ kinds }) => of(...kinds) >= MAINLY * cells);
  if (winner) return { type: winner.type, agrees: within(winner.kinds) };
  return { type: 'text', agrees: (kind) => !isNumeric(kind) && kind !== 'date' };
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

/** All values belong to one pair such as yes/no, in any case; a single value only if it is true or false. */
function isFlag(texts: readonly string[]): boolean {
  const lower = new Set(texts.map((text) => text.trim().toLowerCase()));
  if (lower.size === 1) return lower.has('true') || lower.has('false');
  return FLAG_PAIRS.some((pair) => [...lower].every((text) => pair.includes(text)));
}

/** Parsed numbers per code and the decimals written, for numeric columns and for flags written 0 and 1. */
function numbersOf(
  type: StorageType,
  { kinds, numbers, decimals }: ColumnReadings,
  matching: readonly StorageType[],
  values: Tally,
): { numbers?: Float64Array; decimals: number } {
  const flag = type === 'bool' && values.distinctOf('integer') === values.distinct;
  if ((!isNumeric(type) && !flag) || !numbers) return { decimals: 0 };
  const numeric = matching.filter(isNumeric);
  const matched = new Set(numeric.map(kindCode));
  for (let code = 1; code < kinds.length; code++) {
    if (!matched.has(kinds[code]!)) numbers[code] = NaN;
  }
  return { numbers, decimals: Math.max(...numeric.map((kind) => decimals[kindCode(kind)]!)) };
}

/** What the values are used as, from their type, how many differ, and how long texts are. */
function semanticOf(
  column: Column,
  type: StorageType,
  { cells, distinct }: Tally,
  counts: Float64Array,
  tick: (part: number) => void,
): SemanticType {
  switch (type) {
    case 'empty':
      return 'empty';
    case 'bool':
      return 'categorical';
    case 'integer':
      return distinct <= FEW_INTEGERS ? 'categorical' : 'numeric';
    case 'float':
    case 'formatted-number':
      return 'numeric';
    case 'date':
      return 'date';
    case 'json':
    case 'vector':
    case 'list':
      return 'structured';
    default: {
      const unlike = distinct / cells > 0.5;
      if (unlike && (type === 'text' || type === 'code')) {
        const words = wordsOf(column, counts, tick);
        if (quantile(weightedValues(words, counts), 0.5) >= 5) return 'free-text';
      }
      return unlike ? 'identifier' : 'categorical';
    }
  }
}

/** Words per code; 0 for codes without cells. */
function wordsOf(
  { dictionary }: Column,
  counts: Float64Array,
  tick: (part: number) => void,
): Float64Array {
  const words = new Float64Array(dictionary.size);
  const lengths = new TextLengths(dictionary);
  for (let code = 1; code < words.length; code++) {
    if (code % 8192 === 0) tick(1);
    if (counts[code] === 0) continue;
    lengths.measure(code);
    words[code] = lengths.words;
  }
  return words;
}
