import { h } from '../dom';
import { icon } from '../icons';
import { rove } from '../keyboard';
import { say } from '../live';
import { count } from '../text/numbers';
import { figuresOf, tablesIn } from './chart-table';
import { toTsv, type ChartTable } from './tsv';
import { markup, pictureOf, pngOf } from './picture';
import { t } from '../../src/engine/language';

/** What can be copied of a part, in the order of the menu. */
const ENTRIES: readonly {
  readonly words: string;
  readonly said: string;
  copy(part: HTMLElement): Promise<void>;
}[] = [
  {
    words: t('Copy as Image'),
    said: t('The image is on the clipboard.'),
    copy: (part) =>
      navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(pictureOf(part)) })]),
  },
  {
    words: t('Copy as SVG'),
    said: t('The SVG is on the clipboard.'),
    copy: (part) => navigator.clipboard.writeText(markup(pictureOf(part))),
  },
  {
    words: t('Copy as Table'),
    said: t('The figures are on the clipboard.'),
    copy: (part) => navigator.clipboard.writeText(toTsv(tablesIn(part))),
  },
];

/**
 * A button with a menu that copies the part of the page it stands in: as an image, as SVG, as a table; and that shows
 * the figures of a chart as a table below it, where they stand from the start for a screen reader.
 */
export function copyMenu(): HTMLElement {
  const host = h('div', { class: 'copy' });
  const opener = h(
    'button',
    {
      type: 'button',
      class: 'copy-open',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': t('Copy'),
      title: t('Copy'),
      on: {
        click: () => {
          if (menu) close();
          else open();
        },
      },
    },
    icon('more'),
  );
  const part = () => host.closest<HTMLElement>('figure, section') ?? host;
  let menu: HTMLElement | undefined;
  const close = () => {
    const open = menu;
    // Removing what has the focus closes once more, from the focus that leaves.
    menu = undefined;
    open?.remove();
    opener.setAttribute('aria-expanded', 'false');
  };
  const open = () => {
    menu = h(
      'div',
      { class: 'menu', role: 'menu', 'aria-label': t('Copy') },
      ENTRIES.map(({ words, said, copy }) =>
        entry(words, () => {
          close();
          opener.focus();
          copy(part()).then(
            () => {
              say(said);
              note(host, t('Copied'));
            },
            () => {
              note(host, t('Not copied: the editor refused its clipboard'));
            },
          );
        }),
      ),
      chartsIn(part()).length > 0 &&
        entry(t('Show as Table'), () => {
          close();
          opener.focus();
          toggleTables(part());
        }),
    );
    host.append(menu);
    rove(menu, 'button');
    opener.setAttribute('aria-expanded', 'true');
    menu.querySelector('button')?.focus();
  };
  host.append(opener);
  host.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu) return;
    event.preventDefault();
    close();
    opener.focus();
  });
  host.addEventListener('focusout', (event) => {
    if (!host.contains(event.relatedTarget as Node | null)) close();
  });
  if (document.body.classList.contains('vscode-using-screen-reader'))
    queueMicrotask(() => {
      toggleTables(part());
    });
  return host;
}

function entry(words: string, press: () => void): HTMLElement {
  return h('button', { type: 'button', role: 'menuitem', on: { click: press } }, words);
}

/** A word beside the button until the next press. */
function note(host: HTMLElement, words: string): void {
  host.querySelector('.copied')?.remove();
  host.prepend(h('span', { class: 'copied small muted' }, words));
}

/** The charts of a part that are not tables themselves. */
function chartsIn(part: HTMLElement): [chart: Element, table: ChartTable][] {
  return [...part.querySelectorAll('*')].flatMap((chart) => {
    const table = figuresOf(chart);
    return table ? [[chart, table] as [Element, ChartTable]] : [];
  });
}

function toggleTables(part: HTMLElement): void {
  for (const [chart, table] of chartsIn(part)) {
    const shown = chart.nextElementSibling;
    if (shown?.classList.contains('figures-table')) shown.remove();
    else chart.after(tableBelow(table));
  }
}

/** The figures of a chart as a table. */
function tableBelow({ head, rows }: ChartTable): HTMLElement {
  return h(
    'div',
    { class: 'scroll figures-table', tabindex: 0, role: 'region', 'aria-label': head.join(', ') },
    h(
      'table',
      { class: 'grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head.map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell) =>
              typeof cell === 'number' ? h('td', { class: 'r' }, shown(cell)) : h('td', {}, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Counts whole, other figures to four digits. */
function shown(value: number): string {
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(4)));
}
