import type { ChoiceParam } from '../params/params';

/** Whether sets may be chains. */
export const LINKAGE: ChoiceParam = {
  kind: 'choice',
  id: 'linkage',
  title: 'Sets',
  summary: 'Whether a set may be a chain in which only neighbours are alike.',
  default: 'component',
  options: [
    { value: 'component', title: 'Linked by any pair' },
    { value: 'star', title: 'All like one row, the longest text' },
  ],
  advanced: true,
};
