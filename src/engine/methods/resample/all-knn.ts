import { read } from '../../params/values';
import { repeatedEditing } from './parts/repeated-edits';

/** Edited nearest neighbours with one, two ... k neighbours in turn (imbalanced-learn's AllKNN). */
export const allKnn = repeatedEditing({
  id: 'all-knn',
  title: 'Editing with more and more neighbours',
  summary: 'Rows leave by one neighbour, then by two, up to k.',
  neighbours: 'How many nearest rows of any class are asked in the last pass.',
  param: {
    kind: 'flag',
    id: 'allowMinority',
    title: 'Below the smallest',
    summary: 'Goes on when a class has fewer rows left than the smallest class has.',
    default: false,
    advanced: true,
  },
  passes: (values, k) => ({
    ks: Array.from({ length: k }, (_, pass) => pass + 1),
    untilRest: false,
    allowMinority: read.flag(values, 'allowMinority'),
  }),
});
