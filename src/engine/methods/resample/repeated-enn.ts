import { read } from '../../params/values';
import { repeatedEditing } from './parts/repeated-edits';

/** Edited nearest neighbours until nothing changes (imbalanced-learn's RepeatedEditedNearestNeighbours). */
export const repeatedEnn = repeatedEditing({
  id: 'repeated-enn',
  title: 'Repeated editing',
  summary: 'Rows whose neighbours are of another class leave, again and again.',
  neighbours: 'How many nearest rows of any class are asked.',
  param: {
    kind: 'number',
    id: 'maxIter',
    title: 'Passes',
    summary: 'How many passes at most.',
    default: 100,
    min: 1,
    integer: true,
    advanced: true,
  },
  passes: (values, k) => ({
    ks: new Array<number>(read.number(values, 'maxIter')!).fill(k),
    untilRest: true,
    allowMinority: false,
  }),
});
