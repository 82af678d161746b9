import type { MethodCard } from '../../src/engine/methods/cards';
import { button, radioGroup, tag, type RadioChoice } from '../controls';
import { h } from '../dom';
import { prose } from '../prose';
import { listedMethods, type MethodsFor } from './listed-methods';
import { t } from '../../src/engine/language';

/** Tried first: nothing is copied, made up or lost. */
const FIRST = 'class-weights';
/** The list of methods as one radio group: see `listedMethods`. */
export function methodList(
  current: string | null,
  suits: MethodsFor,
  open: boolean,
  pick: (method: string) => void,
  openAll: () => void,
): HTMLElement {
  const { listed, hidden } = listedMethods(current, suits, open);
  const choices = listed.map(({ method, heading, reason }) => choice(method, heading, reason));
  // Once one is chosen its form matters more than what the others do: their titles say that.
  const brief = current !== null && !open;
  const host = h(
    'div',
    { class: brief ? 'methods brief' : 'methods' },
    radioGroup(t('Method'), choices, current, pick),
  );
  if (hidden > 0)
    host.append(button(t('All methods…'), openAll, { kind: 'quiet', class: 'all-methods' }));
  return host;
}

function choice(method: MethodCard, heading: string | null, reason: string | null): RadioChoice {
  const first = method.id === FIRST;
  return {
    value: method.id,
    label: `${t(method.title)}${first ? t(', try first') : ''}. ${reason ?? t(method.summary)}`,
    content: h(
      'span',
      { class: 'opt' },
      heading && h('span', { class: 'legendh', 'aria-hidden': 'true' }, heading),
      h(
        'span',
        { class: 'o', title: reason ?? t(method.summary) },
        t(method.title),
        first && [' ', tag(t('try first'))],
      ),
      h('span', { class: 'd' }, prose(reason ?? t(method.summary))),
    ),
  };
}
