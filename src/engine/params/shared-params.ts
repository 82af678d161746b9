import type { Param } from './params';

/** Parameters of every method; the recipe adds them to the method's own. */
export const SHARED_PARAMS: readonly Param[] = [
  {
    kind: 'choice',
    id: 'scope',
    title: 'Rows to use',
    summary:
      'Rows the method may read and change; all other rows pass through unchanged. Automatic means train rows if a split column exists, else all.',
    default: 'auto',
    options: [
      { value: 'auto', title: 'Automatic' },
      { value: 'all', title: 'All rows' },
      { value: 'train', title: 'Train rows' },
    ],
  },
];
