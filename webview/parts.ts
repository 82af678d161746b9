import type { Severity } from '../src/engine/problems';
import { button } from './controls';
import { h, type Child } from './dom';
import { icon, severityIcon } from './icons';
import { rove } from './keyboard';
import { prose } from './prose';

/** A section of a view; the first one stands without space above. */
export function section(...content: Child[]): HTMLElement {
  return h('section', { class: 'sec' }, content);
}

/** The head of a section: title, small remark, controls at the right. */
export function heading(
  title: string,
  remark: string | null = null,
  ...right: Child[]
): HTMLElement {
  return h(
    'div',
    { class: 'sechead' },
    h('h2', {}, prose(title)),
    remark && h('span', { class: 'muted small' }, prose(remark)),
    right.length > 0 && h('div', { class: 'right' }, right),
  );
}

/** One figure of a figures row. */
export interface Figure {
  readonly label: string;
  readonly value: Child;
  readonly unit?: string;
  readonly context: string;
  readonly severity?: Severity | undefined;
  /** Makes the figure a button. */
  readonly press?: () => void;
}

/** A row of figures joined by hairlines. */
export function figureRow(figures: readonly Figure[]): HTMLElement {
  return h('div', { class: `kpis n${String(figures.length)}` }, figures.map(figureBox));
}

function figureBox(figure: Figure): HTMLElement {
  const content = [
    h('span', { class: 'l' }, figure.label, figure.severity && severityIcon(figure.severity)),
    h('span', { class: 'v' }, figure.value, figure.unit && [' ', h('small', {}, figure.unit)]),
    h('span', { class: 's' }, prose(figure.context)),
  ];
  if (!figure.press) return h('div', { class: 'kpi' }, content);
  return h('button', { type: 'button', class: 'kpi', on: { click: figure.press } }, content);
}

/** One segment of a switch. */
export interface Segment {
  readonly value: string;
  readonly text: string;
}

/** A switch of a few words: one tab stop, arrows move and choose. */
export function segments(
  label: string,
  choices: readonly Segment[],
  current: string,
  pick: (value: string) => void,
): HTMLElement {
  const host = h('div', { class: 'seg', role: 'radiogroup', 'aria-label': label });
  const buttons = choices.map((choice) =>
    h(
      'button',
      {
        type: 'button',
        role: 'radio',
        on: {
          click: () => {
            mark(choice.value);
            pick(choice.value);
          },
        },
      },
      choice.text,
    ),
  );
  const mark = (value: string) => {
    for (const [index, each] of buttons.entries()) {
      const on = choices[index]?.value === value;
      each.setAttribute('aria-checked', String(on));
      each.tabIndex = on ? 0 : -1;
    }
  };
  mark(current);
  host.append(...buttons);
  rove(host, 'button', true);
  return host;
}

/** Says that a part looked and found nothing, or why it could not look, and what would change that. */
export function nothing(
  found: 'pass' | 'info',
  title: string,
  text: string,
  action?: { readonly words: string; readonly press: () => void },
): HTMLElement {
  return h(
    'div',
    { class: 'nothing' },
    icon(found),
    h(
      'p',
      {},
      h('b', {}, title),
      ' ',
      h('span', { class: 'muted' }, prose(text)),
      action && [' ', button(action.words, action.press, { kind: 'quiet' })],
    ),
  );
}

/** A chip: a role, a type, a short mark. */
export function chip(word: string, strong = false): HTMLElement {
  return h('span', { class: strong ? 'chip on' : 'chip' }, word);
}

/** One sentence with an icon and one button, above everything else. */
export function banner(
  severity: Severity,
  sentence: string,
  action?: { readonly words: string; readonly press: () => void },
): HTMLElement {
  return h(
    'div',
    { class: 'banner', role: severity === 'error' ? 'alert' : 'status' },
    severityIcon(severity),
    h('span', {}, prose(sentence)),
    action && button(action.words, action.press),
  );
}
