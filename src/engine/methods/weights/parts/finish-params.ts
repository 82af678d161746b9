import type { ColumnsParam, Param } from '../../../params/params';
import { MISSING_LABEL } from '../../missing-label';

/** Weights that the file has already: those of a survey, or of an earlier step. */
export const BASE: ColumnsParam = {
  kind: 'columns',
  id: 'base',
  title: 'Weight columns',
  summary: 'Columns of weights that are multiplied in; none means the columns marked weight.',
  default: [],
  role: 'weight',
  advanced: true,
};

/** Parameters of the last step that every weight method ends with. */
export const FINISH_PARAMS: readonly Param[] = [
  {
    kind: 'choice',
    id: 'normalise',
    title: 'Scale',
    summary: 'What the weights add up to.',
    default: 'mean1',
    options: [
      { value: 'mean1', title: 'Mean 1' },
      { value: 'sumK', title: 'Class weights add up to the number of classes' },
      { value: 'max1', title: 'Largest 1' },
      { value: 'none', title: 'As computed' },
    ],
    advanced: true,
  },
  {
    kind: 'number',
    id: 'cap',
    title: 'Largest weight',
    summary: 'No row weighs more than this many times the mean; it must be above 1.',
    default: 10,
    min: 1,
    advanced: true,
  },
  {
    kind: 'number',
    id: 'floor',
    title: 'Smallest weight',
    summary: 'No row weighs less than this share of the mean; it must be below 1.',
    default: 0,
    min: 0,
    max: 1,
    advanced: true,
  },
  {
    kind: 'number',
    id: 'power',
    title: 'Strength',
    summary: 'Raises weights to this power: 1 keeps them, 0 makes all equal.',
    default: 1,
    min: 0,
    max: 1,
  },
  {
    kind: 'choice',
    id: 'combine',
    title: 'Weights in the file',
    summary: 'Whether weights that the file has already are multiplied in.',
    default: 'product',
    options: [
      { value: 'product', title: 'Multiply in' },
      { value: 'replace', title: 'Replace' },
    ],
    advanced: true,
  },
  BASE,
  MISSING_LABEL,
  {
    kind: 'text',
    id: 'name',
    title: 'Column name',
    summary: 'Name of the column that is added.',
    default: '_weight',
    advanced: true,
  },
];

/** The same with another largest weight, for methods that the book caps elsewhere. */
export function finishParams({ cap }: { readonly cap: number }): readonly Param[] {
  return FINISH_PARAMS.map((param) =>
    param.kind === 'number' && param.id === 'cap' ? { ...param, default: cap } : param,
  );
}
