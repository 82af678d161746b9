import type { PanelSnapshot, Phase, Progress, WireFailure } from '../../src/protocol/messages';
import { button } from '../controls';
import { fill, h, type Child } from '../dom';
import { icon, type IconName } from '../icons';
import { figureRow } from '../parts';
import { prose } from '../prose';
import { bytes, count } from '../text/numbers';
import { progressWords } from '../text/progress';
import { progressBar } from './reading';
import { t } from '../../src/engine/language';

/** What the states can do. */
export interface StateActions {
  cancel(): void;
  again(): void;
}

const PHASES: readonly { readonly phases: readonly Phase[]; readonly words: string }[] = [
  { phases: ['unpack', 'read', 'hash'], words: t('Read the file') },
  { phases: ['profile'], words: t('Columns and roles') },
  { phases: ['audit'], words: t('Counts, copies, contradictions') },
];

/** The loading state, and how to tell it of progress: the report's layout stands from the start. */
export function loadingView(
  snapshot: PanelSnapshot,
  actions: StateActions,
): { readonly nodes: HTMLElement[]; hear(progress: Progress): void } {
  const bar = progressBar(snapshot.name);
  const sentence = h('h2', { class: 'sentence' }, t('Reading'));
  const text = h('p', {}, t('The first figures come when the file is read.'));
  const phases = h('ul', { class: 'phases' });
  const hear = (progress: Progress) => {
    bar.hear(progress);
    fill(sentence, prose(progressWords(progress)));
    const far = progress.phase === 'read' ? bytes : count;
    text.textContent = t`${far(progress.done)} of ${far(progress.total)}. Nothing is changed, and nothing leaves this computer.`;
    fill(phases, phaseList(progress));
  };
  fill(phases, phaseList(null));
  if (snapshot.state.kind === 'loading' && snapshot.state.progress) hear(snapshot.state.progress);
  const nodes = [
    h(
      'header',
      {},
      bar.element,
      h(
        'div',
        { class: 'bar' },
        h(
          'div',
          { class: 'what' },
          h('h1', { class: 'name', title: snapshot.path }, snapshot.name),
        ),
        h('div', { class: 'roles' }, button(t('Cancel'), actions.cancel, { title: 'Esc' })),
      ),
    ),
    h(
      'main',
      { class: 'body' },
      h(
        'section',
        { class: 'two13' },
        h('div', { class: 'verdict' }, sentence, text, phases),
        h('div', { 'aria-hidden': 'true' }, ghosts(['40%', '94%', '58%'])),
      ),
      figureRow(
        [
          t('Imbalance Ratio'),
          t('Exact copies'),
          t('Contradictions'),
          t('Empty cells'),
          t('Reading'),
        ].map((label) => ({ label, value: ghost('56px'), context: t('waiting for the counts') })),
      ),
      h('section', { class: 'sec', 'aria-hidden': 'true' }, ghosts(['46%', '72%', '38%', '64%'])),
    ),
  ];
  return { nodes, hear };
}

function phaseList(progress: Progress | null): Child {
  const at = PHASES.findIndex(({ phases }) => progress !== null && phases.includes(progress.phase));
  return PHASES.map((each, index) => {
    const state: IconName = index < at ? 'pass' : index === at ? 'run' : 'todo';
    const drawn = icon(state);
    if (state === 'run') drawn.classList.add('spin');
    return h(
      'li',
      { class: state === 'todo' ? 'todo' : null },
      drawn,
      h('span', {}, index === at && progress ? prose(progress.what || each.words) : each.words),
    );
  });
}

function ghost(width: string): HTMLElement {
  return h('span', { class: 'ghost', style: { width } });
}

function ghosts(widths: readonly string[]): HTMLElement {
  return h('div', { class: 'ghosts' }, widths.map(ghost));
}

/** The file could not be read: what, where, that nothing was changed. */
export function failedView(
  snapshot: PanelSnapshot,
  failure: WireFailure,
  actions: StateActions,
): HTMLElement {
  return plainState(
    'error',
    TITLES[failure.code] ?? t`${snapshot.name} could not be audited`,
    [prose(failure.message), placeWords(failure)],
    t('Nothing was written. The file is as it was.'),
    [button(t('Try Again'), actions.again, { kind: 'primary' })],
  );
}

const TITLES: Partial<Record<WireFailure['code'], string>> = {
  unreadable: t('This file cannot be read'),
  'unsupported-format': t('This kind of file cannot be read'),
  'too-large': t('This file is too large'),
  'source-changed': t('The file changed while it was read'),
  'worker-died': t('The audit stopped'),
  internal: t('The audit stopped on a mistake of its own'),
};

function placeWords(failure: WireFailure): string {
  const { place } = failure;
  if (place?.line !== undefined) return t` At line ${count(place.line + 1)}.`;
  if (place?.byte !== undefined) return t` At byte ${count(place.byte)}.`;
  return '';
}

/** The audit was stopped. */
export function cancelledView(snapshot: PanelSnapshot, actions: StateActions): HTMLElement {
  return plainState(
    'info',
    t('The audit was stopped'),
    [h('code', {}, snapshot.name), t(' was not read to its end, so there are no figures yet.')],
    t('Nothing was written.'),
    [button(t('Go On'), actions.again, { kind: 'primary' })],
  );
}

function plainState(
  mark: IconName,
  title: string,
  text: Child,
  reassurance: string,
  actions: Child,
): HTMLElement {
  return h(
    'main',
    { class: 'body' },
    h(
      'div',
      { class: 'state' },
      icon(mark, mark === 'error' ? t('Error') : undefined),
      h(
        'div',
        {},
        h('h1', { class: 'sentence' }, title),
        h('p', { class: 'muted' }, text),
        h('p', { class: 'muted' }, reassurance),
        h('div', { class: 'acts' }, actions),
      ),
    ),
  );
}
