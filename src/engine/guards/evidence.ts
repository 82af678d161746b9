import type { Guard, GuardNote } from './guard';
import type { MethodFamily } from '../method';
import { t } from '../language';

const MESSAGES: Readonly<Record<MethodFamily, string>> = {
  weights: t('Weights do not help every class or model.'),
  resample: t('Resampling does not help every class or model, and rarely changes a ranking.'),
  mixture: t(
    'No mixture is better before a model was trained on it: equal and natural shares are hard to beat.',
  ),
  split: t('A score on one split is one draw of many.'),
  repair: t('A value that is changed may have been right.'),
  deduplicate: t('Removing copies does not always help: equal rows may be different cases.'),
};

/** Neutral wording: nothing here is promised to help. */
export const evidence: Guard = {
  code: 'G-EVIDENCE',
  rule: 'Nothing is promised to help: compare with the unchanged file.',
  check: ({ method }): GuardNote => ({
    code: 'G-EVIDENCE',
    level: 'note',
    title: t('Compare.'),
    message: t`${MESSAGES[method.family]} Train on the unchanged file too, and compare class by class.`,
  }),
};
