import { h, type Child } from '../../dom';
import { windowed } from '../../windowed';
import type { SetPages } from './set-pages';
import type { SetPage } from '../../../src/protocol/messages';

/** Pixels of a row, its line included. */
const ROW = 33;
/** A page is no higher than browsers allow: so many rows of it are listed. */
export const MOST_LISTED = 1_000_000;

/** What a long list of sets shows and says. */
export interface GridParts {
  readonly label: string;
  readonly total: number;
  readonly pages: SetPages;
  /** Cells of a row: three of them. */
  cells(set: SetPage['sets'][number]): readonly [Child, Child, Child];
  /** A set was chosen; `enter`: by the key that goes on to what it opens. */
  chosen(set: SetPage['sets'][number], enter: boolean): void;
}

/** A list that is shown. */
export interface Grid {
  readonly element: HTMLElement;
  /** Sets that have come are drawn. */
  came(page: SetPage): void;
}

/** Numbers the grids of a page, so that rows have ids of their own. */
let grids = 0;

/**
 * A list of very many sets of which only the rows in view are drawn: one tab stop, arrows, Home, End, Page Up and Page
 * Down choose, Enter goes on to what the choice opens.
 */
export function setGrid({ label, total, pages, cells, chosen }: GridParts): Grid {
  const id = `sets-${String(++grids)}`;
  const count = Math.min(total, MOST_LISTED);
  const body = h('div', { role: 'rowgroup' });
  let at = 0;
  /** A choice whose set has not come yet. */
  let waiting: { readonly enter: boolean } | undefined;
  const row = (index: number) => {
    const set = pages.at(index);
    const [size, name, more] = set ? cells(set) : ['', '…', ''];
    return h(
      'div',
      {
        role: 'row',
        id: `${id}-${String(index)}`,
        class: 'set',
        'aria-rowindex': index + 1,
        'aria-selected': String(index === at),
        on: {
          click: () => {
            choose(index, false);
          },
        },
      },
      h('span', { role: 'gridcell', class: 'x' }, size),
      h('span', { role: 'gridcell', class: 'g' }, name),
      h('span', { role: 'gridcell' }, more),
    );
  };
  const mark = () => {
    for (const each of body.querySelectorAll('[role=row]'))
      each.setAttribute('aria-selected', String(each.id === `${id}-${String(at)}`));
    element.setAttribute('aria-activedescendant', `${id}-${String(at)}`);
  };
  const open = (enter: boolean) => {
    const set = pages.at(at);
    waiting = set ? undefined : { enter };
    if (set) chosen(set, enter);
  };
  const choose = (index: number, enter: boolean) => {
    at = Math.max(0, Math.min(count - 1, index));
    const top = at * ROW;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW > element.scrollTop + element.clientHeight)
      element.scrollTop = top + ROW - element.clientHeight;
    mark();
    open(enter);
  };
  const element = h(
    'div',
    {
      role: 'grid',
      class: 'clist setgrid',
      tabindex: 0,
      'aria-label': label,
      'aria-rowcount': count,
      'aria-readonly': 'true',
      'data-keep': 'setgrid',
      on: {
        keydown: (event) => {
          const { key } = event as KeyboardEvent;
          const screen = Math.max(1, Math.floor(element.clientHeight / ROW) - 1);
          const to = {
            ArrowDown: at + 1,
            ArrowUp: at - 1,
            PageDown: at + screen,
            PageUp: at - screen,
            Home: 0,
            End: count - 1,
            Enter: at,
          }[key];
          if (to === undefined) return;
          event.preventDefault();
          choose(to, key === 'Enter');
        },
      },
    },
    body,
  );
  const shown = windowed(body, {
    count,
    height: ROW,
    draw: row,
    scroller: element,
    spacer: () => {
      const host = h('div', { 'aria-hidden': 'true' });
      return { host, sized: host };
    },
    stays: (index) => index === at,
    moved: (from, to) => {
      pages.look(from, to);
    },
  });
  mark();
  open(false);
  return {
    element,
    came: ({ offset, sets }) => {
      shown.redraw(offset, offset + sets.length);
      if (waiting) open(waiting.enter);
    },
  };
}
