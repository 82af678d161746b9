import type { FlagParam, NumberParam, Param } from '../../../params/params';
import type { GuardCode } from '../../../guards/guard';
import { MISSING_LABEL } from '../../missing-label';
import { BASE_SAMPLING, OVER_STRATEGY, SHUFFLE } from './draw';
import { WITHIN } from './groups-within';
import { DECIMALS, MARK_MADE } from './made-rows';
import { MISSING_NUMBERS, SCALE } from './numeric-features';
import { UNDERSAMPLE } from './under-sample';

/** Among how many neighbours the second parent is drawn. */
export const NEIGHBOURS: NumberParam = {
  kind: 'number',
  id: 'k',
  title: 'Neighbours',
  summary: 'Among how many nearest rows of the class the second parent is drawn.',
  default: 5,
  min: 1,
  integer: true,
};

/** Among how many rows of any class it is judged whether a rare row lies at the border. */
export const BORDER_NEIGHBOURS: NumberParam = {
  kind: 'number',
  id: 'm',
  title: 'Neighbours at the border',
  summary: 'Among how many nearest rows of any class it is judged whether a row is in danger.',
  default: 10,
  min: 1,
  integer: true,
};

/** Whether an empty cell is a category of its own. */
export const EMPTY_IS_VALUE: FlagParam = {
  kind: 'flag',
  id: 'emptyIsValue',
  title: 'Empty is a value',
  summary: 'Empty cells of categories are a category of their own, which made rows can have.',
  default: false,
  advanced: true,
};

/** The parameters of a method that makes rows: its own between the strategy and what all share. */
export function synthesisParams(own: readonly Param[], numbers = true): Param[] {
  return [
    OVER_STRATEGY,
    ...own,
    WITHIN,
    UNDERSAMPLE,
    MARK_MADE,
    ...(numbers ? [SCALE] : []),
    MISSING_NUMBERS,
    MISSING_LABEL,
    ...(numbers ? [DECIMALS] : []),
    BASE_SAMPLING,
    SHUFFLE,
  ];
}

/** The guards of every method that makes rows. */
export const SYNTHESIS_GUARDS: readonly GuardCode[] = [
  'G-SPLIT',
  'G-CALIB',
  'G-DUP',
  'G-SMALL',
  'G-DIM',
  'G-TYPE',
  'G-MISS',
  'G-OVERLAP',
  'G-REPEAT',
  'G-TAIL',
  'G-EVIDENCE',
];
