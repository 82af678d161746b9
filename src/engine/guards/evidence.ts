import type { Guard, GuardNote } from './guard';
import type { MethodFamily } from '../method';

const MESSAGES: Readonly<Record<MethodFamily, string>> = {
  weights: 'Weights do not help every class or model.',
  resample: 'Resampling does not help every class or model, and rarely changes a ranking.',
  split: 'A score on one split is one draw of many.',
  deduplicate: 'Removing copies does not always help: equal rows may be different cases.',
};

/** Neutral wording: nothing here is promised to help. */
export const evidence: Guard = {
  code: 'G-EVIDENCE',
  rule: 'Nothing is promised to help: compare with the unchanged file.',
  check: ({ method }): GuardNote => ({
    code: 'G-EVIDENCE',
    level: 'note',
    title: 'Compare.',
    message: `${MESSAGES[method.family]} Train on the unchanged file too, and compare class by class.`,
  }),
};
