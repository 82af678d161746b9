import { withTable } from '../copy/chart-table';
import { h, type Child } from '../dom';
import { rove } from '../keyboard';
import { count, percent } from '../text/numbers';
import { t } from '../../src/engine/language';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** At the right: a share, or a word. */
  readonly note: string;
  readonly rare?: boolean;
  /** Read aloud instead of "name: value, note". */
  readonly spoken?: string;
}

/** How a list of bars is drawn. */
export interface BarOptions {
  /** Read aloud for the whole list. */
  readonly label: string;
  /** Heads of the columns: name, value, note. */
  readonly heads?: readonly [string, string, string];
  /** Dots on stems over powers of ten: a logarithm has no zero. */
  readonly log?: boolean;
  /** Names are words of the panel, not values of the file. */
  readonly words?: boolean;
  /** Values are not counts: only notes are printed. */
  readonly bare?: boolean;
  /** The value that fills the track; the largest bar when absent. */
  readonly full?: number;
  readonly press?: (index: number) => void;
}

/** More bars than this are folded. */
const FOLD = 12;
/** What stays of a folded list. */
const HEAD = 10;
/** The page never holds more. */
const MOST = 500;

/** Bars in fixed columns: name, bar, value, note. More than twelve are folded behind a button. */
export function barList(bars: readonly Bar[], options: BarOptions): HTMLElement {
  const host = h('div', { class: 'bars-host' });
  const draw = (shown: number) => {
    const rest = bars.length - shown;
    host.replaceChildren(grid(bars.slice(0, shown), bars, options));
    if (rest > 0)
      host.append(
        h(
          'button',
          {
            type: 'button',
            class: 'plain-link',
            on: {
              click: () => {
                draw(Math.min(bars.length, MOST));
              },
            },
          },
          shown < MOST ? t`and ${count(rest)} more` : '',
        ),
      );
  };
  draw(bars.length > FOLD ? HEAD : bars.length);
  const [name, value, note] = options.heads ?? [options.label, t('Value'), ''];
  return withTable(host, () =>
    options.bare
      ? { head: [name, note], rows: bars.map((bar) => [bar.name, bar.note]) }
      : { head: [name, value, note], rows: bars.map((bar) => [bar.name, bar.value, bar.note]) },
  );
}

function grid(shown: readonly Bar[], all: readonly Bar[], options: BarOptions): HTMLElement {
  const most = options.full ?? Math.max(1, ...all.map((bar) => bar.value));
  const top = Math.max(1, Math.log10(most));
  const at = (value: number) =>
    100 * (options.log ? Math.log10(Math.max(1, value)) / top : value / most);
  const list = h('div', {
    class: options.bare ? 'bars bare' : 'bars',
    role: 'list',
    'aria-label': options.label + (options.log ? t(', logarithmic scale') : ''),
  });
  if (options.heads) {
    const [name, value, note] = options.heads;
    for (const [text, kind] of [
      [name, ''],
      ['', ''],
      [value, 'c'],
      [note, 'p'],
    ] as const)
      list.append(h('span', { class: `head ${kind}`, 'aria-hidden': 'true' }, text));
  }
  for (const [index, bar] of shown.entries()) list.append(row(bar, index, at(bar.value), options));
  if (options.log) list.append(axis(top));
  rove(list, '.n');
  return list;
}

function row(bar: Bar, index: number, width: number, options: BarOptions): HTMLElement {
  const kind = bar.rare ? ' rare' : '';
  const spoken = bar.spoken ?? `${bar.name}: ${count(bar.value)}, ${bar.note}`;
  const name = bar.name === '' ? t('empty') : bar.name;
  const press = options.press;
  const face = options.words ? 'n words' : 'n';
  return h(
    'div',
    {
      class: press ? 'row active' : 'row',
      role: 'listitem',
      on: press
        ? {
            click: () => {
              press(index);
            },
          }
        : undefined,
    },
    press
      ? h(
          'button',
          {
            type: 'button',
            class: face,
            tabindex: index === 0 ? 0 : -1,
            title: name,
            'aria-label': t`${spoken}. Enter shows the rows.`,
          },
          name,
        )
      : h('span', { class: face, title: name }, name),
    h('span', { class: 'track' }, options.log ? stem(width, kind) : solid(width, kind, bar.value)),
    h('span', { class: 'c' }, options.bare ? '' : count(bar.value)),
    h('span', { class: 'p' }, bar.note),
  );
}

function solid(width: number, kind: string, value: number): Child {
  return value > 0 && h('span', { class: `fill${kind}`, style: { width: `${String(width)}%` } });
}

function stem(width: number, kind: string): Child {
  return [
    h('span', { class: 'stem', style: { width: `${String(width)}%` } }),
    h('span', { class: `dot${kind}`, style: { left: `${String(width)}%` } }),
  ];
}

function axis(top: number): HTMLElement {
  const marks = h('span', { class: 'axis', 'aria-hidden': 'true' });
  for (let power = 0; power <= top; power++)
    marks.append(
      h(
        'span',
        {
          class: power > top - 0.2 ? 'end' : '',
          style: { left: `${String((100 * power) / top)}%` },
        },
        count(10 ** power),
      ),
    );
  return marks;
}

/** Bars of classes: share at the right, rare ones marked. */
export function classBars(
  classes: readonly { readonly value: string; readonly count: number }[],
  rare: (rows: number) => boolean,
): Bar[] {
  const all = classes.reduce((sum, c) => sum + c.count, 0);
  return classes.map((c) => ({
    name: c.value,
    value: c.count,
    note: percent(c.count / Math.max(1, all)),
    rare: rare(c.count),
    spoken: t`${c.value === '' ? t('empty') : c.value}: ${count(c.count)} rows, ${percent(c.count / Math.max(1, all))}${rare(c.count) ? t(', rare') : ''}`,
  }));
}
