import type { Method } from '../../src/engine/method';
import { METHODS } from '../../src/engine/methods/index';
import { fittingFirst, type FeatureKinds } from '../../src/engine/methods/fitting';
import type { Role } from '../../src/engine/roles/roles';
import { button, radioGroup, tag, type RadioChoice } from '../controls';
import { h } from '../dom';
import { prose } from '../prose';
import { listed } from '../text/numbers';
import { lacking } from './suited';
import { t } from '../../src/engine/language';

/** Groups of the list by what a method changes. */
const GROUPS: readonly {
  readonly words: string;
  readonly changes: readonly Method['changes'][];
  readonly families?: readonly Method['family'][];
}[] = [
  { words: t('Keep every row'), changes: ['weights'] },
  { words: t('Change the rows'), changes: ['adds-rows', 'removes-rows'], families: ['resample'] },
  { words: t('Copies'), changes: ['columns', 'removes-rows'], families: ['deduplicate'] },
  { words: t('Parts'), changes: ['columns'], families: ['split'] },
];

/** Tried first: nothing is copied, made up or lost. */
const FIRST = 'class-weights';
/** Methods of a group before "All methods…". */
const SHORT = 4;

/**
 * The list of methods in groups, as one radio group; of those that differ in the features they read the fitting one comes
 * first, and unsuited ones stand at the end with their reason.
 */
export function methodList(
  current: string | null,
  roles: ReadonlySet<Role>,
  kinds: FeatureKinds,
  open: boolean,
  pick: (method: string) => void,
  openAll: () => void,
): HTMLElement {
  const methods = fittingFirst(METHODS, kinds);
  const unsuited = methods.filter((method) => lacking(method, roles).length > 0);
  const suited = methods.filter((method) => !unsuited.includes(method));
  const host = h('div', { class: 'methods' });
  let hidden = 0;
  const choices: RadioChoice[] = [];
  for (const group of GROUPS) {
    const own = suited.filter(
      (m) => group.changes.includes(m.changes) && (group.families?.includes(m.family) ?? true),
    );
    const shown = open ? own : own.filter((m, i) => i < SHORT || m.id === current);
    hidden += own.length - shown.length;
    choices.push(...shown.map((method, i) => choice(method, i === 0 ? group.words : null, null)));
  }
  const rest = open ? unsuited : unsuited.filter((m) => m.id === current);
  hidden += unsuited.length - rest.length;
  choices.push(
    ...rest.map((method, i) =>
      choice(
        method,
        i === 0 ? t('Not for this file') : null,
        t`Needs ${listed(lacking(method, roles).map((role) => t(role)))}.`,
      ),
    ),
  );
  host.append(radioGroup(t('Method'), choices, current, pick));
  if (hidden > 0)
    host.append(button(t('All methods…'), openAll, { kind: 'quiet', class: 'all-methods' }));
  return host;
}

function choice(method: Method, heading: string | null, reason: string | null): RadioChoice {
  const first = method.id === FIRST;
  return {
    value: method.id,
    label: `${t(method.title)}${first ? t(', try first') : ''}. ${reason ?? t(method.summary)}`,
    content: h(
      'span',
      { class: 'opt' },
      heading && h('span', { class: 'legendh', 'aria-hidden': 'true' }, heading),
      h('span', { class: 'o' }, t(method.title), first && [' ', tag(t('try first'))]),
      h('span', { class: 'd' }, prose(reason ?? t(method.summary))),
    ),
  };
}
