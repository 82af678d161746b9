import type { ChoiceParam } from '../../../params/params';

/** When two cells are equal, as a parameter of every metric that compares rows. */
export const CELL_EQUALITY: ChoiceParam = {
  kind: 'choice',
  id: 'mode',
  title: 'Cells Are Equal',
  summary: 'Whether 1 and 1.0 are equal in a numeric column.',
  default: 'by-value',
  options: [
    { value: 'by-value', title: 'By value' },
    { value: 'as-written', title: 'As written' },
  ],
};
