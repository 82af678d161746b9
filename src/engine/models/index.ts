import type { Fit } from './design';
import { fitBoosting } from './gradient-boosting';
import { fitNearest } from './k-nearest';
import { fitLogistic } from './logistic-regression';

/** A small model that is at hand to try a dataset with. To add one: a file and an entry here. */
export interface Model {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly fit: Fit;
}

/** Every model, in the order in which they are shown. */
export const MODELS: readonly Model[] = [
  {
    id: 'linear',
    title: 'Logistic regression',
    summary: 'L2 penalty, C = 1, on standardised numbers and one-hot levels.',
    fit: (examples, tick) => fitLogistic(examples, tick),
  },
  {
    id: 'knn',
    title: 'Nearest neighbours',
    summary: 'The 10 nearest rows vote.',
    fit: fitNearest,
  },
  {
    id: 'tree',
    title: 'Boosted trees',
    summary: '100 rounds of trees of depth 2 on binned columns.',
    fit: (examples, tick) => fitBoosting(examples, tick),
  },
];
