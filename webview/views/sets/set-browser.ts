import { t } from '../../../src/engine/language';
import { toFailure } from '../../../src/protocol/endpoint';
import type { SetPage, SetSearch } from '../../../src/protocol/messages';
import { alike } from '../../../src/report/near-words';
import { progressRing } from '../../controls';
import { fill, h, type Child } from '../../dom';
import { say } from '../../live';
import type { Panel } from '../../panel';
import { prose } from '../../prose';
import { isolated } from '../../text/isolated';
import { count, cut } from '../../text/numbers';
import type { SetSource } from './kinds';
import { openSet } from './set-detail';
import { MOST_LISTED, setGrid, type Grid } from './set-grid';
import { setHead } from './set-head';
import { SetPages } from './set-pages';

/** Milliseconds after which a set is opened that arrows passed. */
const PAUSE = 90;
/** Characters of a cell in the list. */
const WORDS = 40;

/** All sets of a kind: a list of any length at the left, ordered and narrowed down; at the right the chosen one. */
export interface SetBrowser {
  readonly element: HTMLElement;
  /** Searches with other values. */
  search(source: SetSource): void;
}

/** Makes the browser and asks for its first page. */
export function setBrowser(panel: Panel, first: SetSource): SetBrowser {
  let source = first;
  const head = h('div', {});
  const status = h('span', { class: 'muted small' });
  const body = h('div', { class: 'master' });
  let pages: SetPages | undefined;
  let facets = '';
  const draw = () => {
    pages?.close();
    panel.keepLook();
    const { kind } = source;
    const roles = panel.snapshot.roles;
    const search: SetSearch = { kind, values: source.values, roles };
    const { order, differing, ofClass, ofPart, text } = panel.look.sets;
    let grid: Grid | undefined;
    const own: SetPages = new SetPages({
      ask: (offset, limit) =>
        panel.host.request('sets', {
          search,
          order,
          filter: {
            differing: differing && kind !== 'contradictory',
            ofClass,
            ofPart,
            text,
          },
          offset,
          limit,
        }),
      came: (page) => {
        if (grid) {
          grid.came(page);
          return;
        }
        const now = JSON.stringify([kind, page.classes, page.parts, page.measured, page.labelled]);
        if (now !== facets) {
          facets = now;
          fill(head, setHead(panel, kind, page, status, draw));
        }
        if (forgot(panel, page)) {
          draw();
          return;
        }
        fill(status, remark(page));
        say(remark(page));
        if (page.total === 0) {
          fill(body, h('p', { class: 'muted' }, noSets(page)));
          return;
        }
        const detail = h('div', { class: 'detail', tabindex: -1 });
        grid = gridOf(panel, source, search, page, own, detail);
        fill(body, grid.element, detail);
      },
      failed: (error) => {
        fill(body, h('p', { class: 'muted' }, prose(toFailure(error).message)));
      },
    });
    pages = own;
  };
  fill(
    body,
    h('p', { class: 'muted waiting' }, progressRing(t('Finding sets')), t(' Finding sets')),
  );
  draw();
  let soon: ReturnType<typeof setTimeout> | undefined;
  return {
    element: h('section', { class: 'sec sets' }, head, body),
    search(next) {
      source = next;
      clearTimeout(soon);
      soon = setTimeout(draw, 2 * PAUSE);
    },
  };
}

/** What was remembered of the file as it was is no filter. Returns whether any was forgotten. */
function forgot({ look: { sets } }: Panel, { classes, parts, total }: SetPage): boolean {
  const isGone = (value: string | null, known: SetPage['classes']) =>
    total === 0 && value !== null && !known.some((each) => each.value === value);
  const gone = [isGone(sets.ofClass, classes), isGone(sets.ofPart, parts)];
  if (gone[0]) sets.ofClass = null;
  if (gone[1]) sets.ofPart = null;
  return gone.includes(true);
}

function remark({ total, all }: SetPage): string {
  const of = total < all ? t`${count(total)} of ${count(all)}` : count(all);
  return total > MOST_LISTED ? t`${of}, the first ${count(MOST_LISTED)} listed` : of;
}

function noSets({ all }: SetPage): string {
  return all === 0 ? t('There are no such sets.') : t`None of the ${count(all)} sets is so.`;
}

function gridOf(
  panel: Panel,
  source: SetSource,
  search: SetSearch,
  page: SetPage,
  pages: SetPages,
  detail: HTMLElement,
): Grid {
  const columns = page.naming.map((index) => panel.report.columns[index]?.name ?? '');
  let soon: ReturnType<typeof setTimeout> | undefined;
  let gone = new AbortController();
  return setGrid({
    label: t('Sets of rows'),
    total: page.total,
    pages,
    cells: (set) => [
      `${count(set.size)}×`,
      h(
        'span',
        {
          title: set.words
            .map((word, i) => `${columns[i] ?? ''}: ${word || t('empty')}`)
            .join(', '),
        },
        set.words.map((word) => isolated(cut(word || t('empty'), WORDS))).join(' · '),
      ),
      mark(set),
    ],
    chosen: (set, enter) => {
      clearTimeout(soon);
      gone.abort();
      gone = new AbortController();
      const { signal } = gone;
      const open = () => {
        openSet(panel, source, { search, set, place: detail, gone: signal, enter });
      };
      if (enter || detail.childElementCount === 0) open();
      else soon = setTimeout(open, PAUSE);
    },
  });
}

/** How alike the rows of a set are, or the mix of their labels. */
function mark(set: SetPage['sets'][number]): Child {
  if (set.alike)
    return h(
      'span',
      { class: 'muted num', title: t('Mean similarity') },
      alike(Number(set.alike.mean.toFixed(2))),
      h('span', { class: 'sr' }, set.classes > 1 ? t(' alike, labels differ') : t(' alike')),
    );
  if (set.classes < 2) return null;
  return h(
    'span',
    {
      class: 'm',
      title: set.labels.map((each) => `${each.value} ${count(each.count)}×`).join(', '),
    },
    h('span', { class: 'sr' }, t`${count(set.classes)} labels`),
    set.labels.map((each, i) =>
      h('i', { class: i > 0 ? 'b' : '', style: { flex: String(each.count) } }),
    ),
  );
}
