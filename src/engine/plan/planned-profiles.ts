import type { AddedColumn } from './plan';
import type { PlannedRows } from './planned-table';
import type { ColumnProfile } from '../table/profile';
import { MISSING, type Column, type Dictionary, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/**
 * Profiles of a planned table. Types are those of the source, so that dropping rows never turns a number into a
 * category; counts are taken again, numbers are added for made values, and added columns get a profile of their own.
 * What needs the cells is worked out when it is asked for, and `tick` hears of it; distinct values of open columns stay an estimate.
 */
export function plannedProfiles(
  planned: Table,
  plan: PlannedRows,
  profiles: readonly ColumnProfile[],
  tick?: TableTick,
): ColumnProfile[] {
  const ticked = everyRow(tick);
  return planned.columns.map((column, index) => {
    const source = profiles[index] ?? blankProfile(index, plan.columns[index - profiles.length]!);
    return plannedProfile(source, column, ticked);
  });
}

function blankProfile(index: number, { type }: AddedColumn): ColumnProfile {
  const numeric = type === 'number' || type === 'integer';
  return {
    index,
    type: type === 'integer' ? 'integer' : numeric ? 'float' : 'text',
    semantic: numeric ? 'numeric' : 'categorical',
    highCardinality: false,
    agreement: 1,
    missing: 0,
    nullLike: 0,
    missingCodes: [MISSING],
    distinct: 0,
    ...(numeric ? { numbers: new Float64Array(1).fill(NaN) } : {}),
    decimals: 0,
    disagreeing: [],
    ambiguousDates: false,
  };
}

function plannedProfile(source: ColumnProfile, column: Column, tick: TableTick): ColumnProfile {
  let counts: Counts | undefined;
  let numbers: Float64Array | undefined;
  const estimated = source.distinctEstimated === true && column.open === true;
  return {
    index: source.index,
    type: source.type,
    semantic: source.semantic,
    highCardinality: source.highCardinality,
    agreement: source.agreement,
    ...(source.agreementEstimated && { agreementEstimated: true }),
    get missing() {
      return (counts ??= countsOf(source, column, tick)).missing;
    },
    nullLike: source.nullLike,
    get missingCodes() {
      return source.missingCodes;
    },
    get distinct() {
      return estimated ? source.distinct : (counts ??= countsOf(source, column, tick)).distinct;
    },
    ...(estimated && { distinctEstimated: true }),
    get numbers() {
      return (numbers ??= source.numbers && extended(source.numbers, column.dictionary, tick));
    },
    decimals: source.decimals,
    get disagreeing() {
      return source.disagreeing;
    },
    ambiguousDates: source.ambiguousDates,
  };
}

interface Counts {
  readonly missing: number;
  readonly distinct: number;
}

function countsOf(
  { missingCodes }: ColumnProfile,
  { codes, dictionary }: Column,
  tick: TableTick,
): Counts {
  const counts = new Uint32Array(dictionary.size);
  for (let row = 0; row < codes.length; row++) {
    tick(row, codes.length);
    counts[codes[row]!]!++;
  }
  let missing = 0;
  for (const code of missingCodes) {
    missing += counts[code] ?? 0;
    counts[code] = 0;
  }
  let distinct = 0;
  for (const count of counts) if (count) distinct++;
  return { missing, distinct };
}

function extended(numbers: Float64Array, dictionary: Dictionary, tick: TableTick): Float64Array {
  if (numbers.length === dictionary.size) return numbers;
  const longer = new Float64Array(dictionary.size).fill(NaN);
  longer.set(numbers);
  for (let code = Math.max(1, numbers.length); code < dictionary.size; code++) {
    tick(code, dictionary.size);
    longer[code] = Number(dictionary.text(code));
  }
  return longer;
}
