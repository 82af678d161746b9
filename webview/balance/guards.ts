import type { GuardNote } from '../../src/engine/guards/guard';
import { METHOD_CARDS } from '../../src/engine/methods/cards';
import { button } from '../controls';
import { h, type Child } from '../dom';
import { methodTitle } from '../findings';
import { icon, type IconName } from '../icons';
import { heading, section } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { counted } from '../text/numbers';
import { insertBefore, override } from './draft';
import { t } from '../../src/engine/language';

const ORDER = { block: 0, warning: 1, note: 2, passed: 3 } as const;
const ICONS: Readonly<Record<GuardNote['level'], readonly [IconName, string]>> = {
  block: ['block', t('Blocks writing')],
  warning: ['warning', t('Warning')],
  note: ['info', t('Note')],
  passed: ['pass', t('Passed')],
};

/** What is said before writing, worst first; each with its remedy. `redraw` is called after the recipe changed. */
export function guardList(
  panel: Panel,
  notes: readonly GuardNote[],
  redraw: () => void,
): HTMLElement | null {
  if (notes.length === 0) return null;
  const sorted = [...notes].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
  return section(
    heading(t('Before you write')),
    h(
      'ul',
      { class: 'guards' },
      sorted.filter((note) => note.level !== 'passed').map((note) => guardRow(panel, note, redraw)),
    ),
    passedList(
      panel,
      sorted.filter((note) => note.level === 'passed'),
      redraw,
    ),
  );
}

/** Rules that are kept stand in one line; a press shows what each of them looked at. */
function passedList(panel: Panel, notes: readonly GuardNote[], redraw: () => void): Child {
  if (notes.length === 0) return null;
  if (notes.length === 1) return h('ul', { class: 'guards' }, guardRow(panel, notes[0]!, redraw));
  const names = notes.map((note) => note.title.replace(/\.$/, ''));
  return h(
    'details',
    { class: 'passed' },
    h(
      'summary',
      {},
      icon('pass', t('Passed')),
      h('span', {}, t`${counted(notes.length, 'check')} passed`),
      h('span', { class: 'muted clip-line' }, prose(names.join(', '))),
    ),
    h(
      'ul',
      { class: 'guards' },
      notes.map((note) => guardRow(panel, note, redraw)),
    ),
  );
}

function guardRow(panel: Panel, note: GuardNote, redraw: () => void): HTMLElement {
  const [name, word] = ICONS[note.level];
  const passed = note.level === 'passed';
  return h(
    'li',
    {},
    icon(name, word),
    h(
      'span',
      { class: passed ? 'done' : null },
      h('b', {}, prose(note.title)),
      ' ',
      h('span', { class: 'muted' }, prose(note.message)),
    ),
    h('span', { class: 'acts' }, actions(panel, note, redraw)),
  );
}

function actions(panel: Panel, note: GuardNote, redraw: () => void): Child[] {
  const { desk } = panel;
  const { remedy } = note;
  const built = METHOD_CARDS.some((method) => method.id === remedy);
  const used = desk.draft.steps.some((step) => step.method === remedy);
  const overridden = desk.draft.overrides.includes(note.code);
  return [
    remedy !== undefined &&
      built &&
      !used &&
      note.level !== 'passed' &&
      button(
        t`${methodTitle(remedy)} first`,
        () => {
          desk.change(insertBefore(desk.draft, remedy));
          redraw();
        },
        { title: t('Adds this step before the one shown') },
      ),
    note.level === 'block' &&
      (overridden
        ? h('span', { class: 'muted small' }, t('written anyway, the recipe says so'))
        : button(t('Write anyway'), () => {
            desk.change(override(desk.draft, note.code));
          })),
  ];
}
