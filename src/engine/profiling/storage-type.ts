import { KINDS } from '../cells/cell-reader';
import type { StorageType } from '../table/profile';

/** Cells and distinct values that count, in all and per kind of cell. */
export interface Tally {
  readonly cells: number;
  readonly distinct: number;
  cellsOf(kind: StorageType): number;
}

/** Share of cells from which a column takes the type; what is left over below this makes it text. */
const MAINLY = 0.9;
/** Share of formatted numbers from which a column of plain numbers counts as formatted. */
export const SOME = 0.01;
const FLAG_PAIRS = [
  ['false', 'true'],
  ['no', 'yes'],
  ['f', 't'],
  ['n', 'y'],
  ['0', '1'],
];
/** Distinct spellings up to which a column is tried as flags. */
export const FLAG_SPELLINGS = 8;

/** Types told by a single kind of cell. */
const SINGLE = [
  'date',
  'url',
  'email',
  'uuid',
  'hex',
  'path',
  'json',
  'vector',
  'list',
] as const satisfies readonly StorageType[];

export const isNumeric = (type: StorageType): type is 'integer' | 'float' | 'formatted-number' =>
  type === 'integer' || type === 'float' || type === 'formatted-number';

/** The kinds of cells that match a type: integers widen to float, both to formatted numbers and codes. */
export function matchingKinds(type: StorageType): readonly StorageType[] {
  switch (type) {
    case 'empty':
    case 'bool':
      return KINDS;
    case 'float':
      return ['integer', 'float'];
    case 'formatted-number':
    case 'code':
      return ['integer', 'float', type];
    case 'text':
      return KINDS.filter((kind) => !isNumeric(kind) && kind !== 'date');
    default:
      return [type];
  }
}

/**
 * The type that at least 90 % of cells match; text when there is none. `spellings` are asked for when there are few
 * distinct values, which may be flags.
 */
export function typeOf(
  { cells, distinct, cellsOf }: Tally,
  spellings: () => readonly string[],
): StorageType {
  if (distinct === 0) return 'empty';
  if (distinct <= FLAG_SPELLINGS && isFlag(spellings())) return 'bool';
  const isMainly = (type: StorageType) =>
    matchingKinds(type).reduce((sum, kind) => sum + cellsOf(kind), 0) >= MAINLY * cells;
  if (cellsOf('code') > 0 && isMainly('code')) return 'code';
  return [widestNumber(cells, cellsOf), ...SINGLE].find(isMainly) ?? 'text';
}

/** The widest spelling of numbers that occurs takes all narrower ones in. */
function widestNumber(cells: number, cellsOf: Tally['cellsOf']): StorageType {
  const formatted = cellsOf('formatted-number');
  if (formatted >= SOME * cells && formatted > 0) return 'formatted-number';
  return cellsOf('float') > 0 ? 'float' : 'integer';
}

/** All values belong to one pair such as yes/no, in any case; a single value only if it is true or false. */
function isFlag(texts: readonly string[]): boolean {
  const lower = new Set(texts.map((text) => text.trim().toLowerCase()));
  if (lower.size === 1) return lower.has('true') || lower.has('false');
  return FLAG_PAIRS.some((pair) => [...lower].every((text) => pair.includes(text)));
}
