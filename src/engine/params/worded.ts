import { t } from '../language';
import type { Param } from './params';

/** A parameter as it is shown: its texts in the language of the editor. */
export function worded(param: Param): Param {
  const shown = { ...param, title: t(param.title), summary: t(param.summary) };
  if (shown.kind !== 'choice') return shown;
  return {
    ...shown,
    options: shown.options.map(({ value, title }) => ({ value, title: t(title) })),
  };
}
