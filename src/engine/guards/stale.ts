import { quoted } from '../words';
import type { Guard } from './guard';
import { t } from '../language';

/** Losses, scores and probabilities are those of one model, and age with it. */
export const stale: Guard = {
  code: 'G-STALE',
  rule: 'Losses, scores and probabilities belong to one model: the recipe names it.',
  check({ values }) {
    const model = values['model'];
    const note = { code: 'G-STALE', title: t('Figures of a model.') } as const;
    if (typeof model === 'string' && model.trim() !== '') {
      return {
        ...note,
        level: 'passed',
        message: t`The figures are of ${quoted(model)}; train anew, and they are out of date.`,
      };
    }
    return {
      ...note,
      level: 'warning',
      message: t(
        'These figures are of one model at one time, and they age as it learns. Say in `model` which it was, so that the recipe knows.',
      ),
    };
  },
};
