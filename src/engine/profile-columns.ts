import { isNullLike, readCell, type CellReading } from './cells/kind';
import type { ColumnProfile, ProfileColumns, SemanticType, StorageType } from './profile';
import { countCodes, MISSING, type Column } from './table';
import { quantile, weightedValues } from './statistics/weighted-values';

/** Levels above which a categorical column is called high-cardinality (as in ydata-profiling). */
const MANY_LEVELS = 50;
/** Distinct values up to which integers are read as codes of categories. */
const FEW_INTEGERS = 5;
/** Share of cells from which a column takes the type; what is left over below this makes it text. */
const MAINLY = 0.9;
/** Share of formatted numbers from which a column of plain numbers counts as formatted. */
const SOME = 0.01;
const FLAG_PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['0', '1'],
];

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
  const nullLikes: number[] = [];
  const readings = new Array<CellReading | undefined>(dictionary.size);
  const present: number[] = [];
  let nullLike = 0;
  let cells = 0;
  for (let code = 1; code < dictionary.size; code++) {
    if (code % 8192 === 0) tick(code / dictionary.size);
    if (counts[code] === 0) continue;
    const text = dictionary.text(code);
    if (isNullLike(text)) {
      nullLikes.push(code);
      nullLike += counts[code]!;
    }
    present.push(code);
    cells += counts[code]!;
    readings[code] = readCell(text, dictionary.tag(code));
  }

  const outside = new Set(nullLikes);
  const typical = present.filter((code) => !outside.has(code));
  let { type, agrees } = typeOf(column, typical, readings, counts, cells - nullLike);
  const otherwiseNumeric =
    isNumeric(type) ||
    (type === 'bool' && typical.every((code) => readings[code]!.kind === 'integer'));
  const nullsAreMissing = nullLikes.length > 0 && (otherwiseNumeric || type === 'date');
  if (nullsAreMissing) cells -= nullLike;
  else if (nullLikes.length > 0) {
    ({ type, agrees } = typeOf(column, present, readings, counts, cells));
  }
  const values = nullsAreMissing ? typical : present;
  const matching = values.filter((code) => agrees(readings[code]!));
  const distinct = values.length;
  const semantic = semanticOf(column, type, values, counts, cells);
  return {
    index: column.index,
    type,
    semantic,
    highCardinality: semantic === 'categorical' && distinct > MANY_LEVELS,
    agreement: cells === 0 ? 1 : total(matching, counts) / cells,
    missing: column.codes.length - cells,
    nullLike,
    missingCodes: nullsAreMissing ? [MISSING, ...nullLikes] : [MISSING],
    distinct,
    ...numbersOf(type, dictionary.size, matching, readings, counts),
    disagreeing: values
      .filter((code) => !agrees(readings[code]!))
      .sort((a, b) => counts[b]! - counts[a]! || a - b)
      .slice(0, 10),
    ambiguousDates: type === 'date' && matching.every((code) => isAmbiguous(readings[code]!)),
  };
}

const isNumeric = (type: StorageType) =>
  type === 'integer' || type === 'float' || type === 'formatted-number';

const total = (codes: readonly number[], counts: Float64Array) =>
  codes.reduce((sum, code) => sum + counts[code]!, 0);

interface Typed {
  type: StorageType;
  agrees: (reading: CellReading) => boolean;
}

/** The type that at least 99 % of cells match (integers widen to float, both to formatted numbers), or at least 90 %. */
function typeOf(
  column: Column,
  codes: readonly number[],
  readings: readonly (CellReading | undefined)[],
  counts: Float64Array,
  cells: number,
): Typed {
  const always = () => true;
  if (codes.length === 0) return { type: 'empty', agrees: always };
  if (isFlag(codes.map((code) => column.dictionary.text(code)))) {
    return { type: 'bool', agrees: always };
  }
  const perKind = new Map<StorageType, number>();
  for (const code of codes) {
    const { kind } = readings[code]!;
    perKind.set(kind, (perKind.get(kind) ?? 0) + counts[code]!);
  }
  const of = (...kinds: StorageType[]) =>
    kinds.reduce((sum, kind) => sum + (perKind.get(kind) ?? 0), 0);
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
  const within =
    (kinds: readonly StorageType[]): Typed['agrees'] =>
    (reading) =>
      kinds.includes(reading.kind);
  if (of('code') > 0 && of('code', 'integer', 'float') >= MAINLY * cells) {
    return { type: 'code', agrees: within(['code', 'integer', 'float']) };
  }
  const winner = candidates.find(({ kinds }) => of(...kinds) >= MAINLY * cells);
  if (winner) return { type: winner.type, agrees: within(winner.kinds) };
  return { type: 'text', agrees: (reading) => !isNumeric(reading.kind) && reading.kind !== 'date' };
}

/** All values belong to one pair such as yes/no, in any case; a single value only if it is true or false. */
function isFlag(texts: readonly string[]): boolean {
  if (texts.length > 8) return false;
  const lower = new Set(texts.map((text) => text.trim().toLowerCase()));
  if (lower.size === 1) return lower.has('true') || lower.has('false');
  return FLAG_PAIRS.some((pair) => [...lower].every((text) => pair.includes(text)));
}

function isAmbiguous({ date }: CellReading): boolean {
  return date?.order === 'day-month' && !Number.isNaN(date.time) && !Number.isNaN(date.swapped);
}

/** Parsed numbers per code and the decimals written, for numeric columns and for flags written 0 and 1. */
function numbersOf(
  type: StorageType,
  size: number,
  codes: readonly number[],
  readings: readonly (CellReading | undefined)[],
  counts: Float64Array,
): { numbers?: Float64Array; decimals: number } {
  const flag = type === 'bool' && codes.every((code) => readings[code]!.kind === 'integer');
  if (!isNumeric(type) && !flag) return { decimals: 0 };
  const numbers = new Float64Array(size).fill(NaN);
  let decimals = 0;
  for (const code of codes) {
    const number = readings[code]!.number!;
    numbers[code] = number.value;
    if (counts[code]! > 0) decimals = Math.max(decimals, number.decimals);
  }
  return { numbers, decimals };
}

/** What the values are used as, from their type, how many differ, and how long texts are. */
function semanticOf(
  column: Column,
  type: StorageType,
  codes: readonly number[],
  counts: Float64Array,
  cells: number,
): SemanticType {
  switch (type) {
    case 'empty':
      return 'empty';
    case 'bool':
      return 'categorical';
    case 'integer':
      return codes.length <= FEW_INTEGERS ? 'categorical' : 'numeric';
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
      const unlike = codes.length / cells > 0.5;
      if (unlike && (type === 'text' || type === 'code')) {
        const words = weightedValues(
          codes.map((code) => countWords(column.dictionary.text(code))),
          codes.map((code) => counts[code]!),
        );
        if (quantile(words, 0.5) >= 5) return 'free-text';
      }
      return unlike ? 'identifier' : 'categorical';
    }
  }
}

/** Words separated by white space. */
export function countWords(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? 0 : trimmed.split(/\s+/).length;
}
