import type { ChoiceParam, Param, Values } from '../params/params';
import { read } from '../params/values';
import type { Detector } from './detector';
import { exact } from './exact';
import { key } from './key';
import { near } from './near';
import { template } from './template';
import { vector } from './vector';

/** Every way to find rows that belong together, in the order in which forms list them. */
export const DETECTORS: readonly Detector[] = [exact, key, near, template, vector];

/** The choice of a detector. */
export const DETECTOR: ChoiceParam = {
  kind: 'choice',
  id: 'detector',
  title: 'Rows that belong together',
  summary: 'What makes rows one set.',
  default: DETECTORS[0]!.id,
  options: DETECTORS.map(({ id, title }) => ({ value: id, title })),
};

/** The parameters of all detectors. */
export const SEARCH_PARAMS: readonly Param[] = [
  ...new Set(DETECTORS.flatMap(({ params }) => params)),
];

/** The choice of a detector and the parameters of all. */
export const DETECTOR_PARAMS: readonly Param[] = [DETECTOR, ...SEARCH_PARAMS];

/** The detector that was chosen. */
export function chosenDetector(values: Values): Detector {
  const id = read.text(values, DETECTOR.id);
  return DETECTORS.find((detector) => detector.id === id)!;
}
