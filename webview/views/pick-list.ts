import { h, type Child } from '../dom';
import { rove } from '../keyboard';

/**
 * A list of which one entry is chosen, the first at once: one tab stop, arrows move and choose. The entries are the
 * children of the list, in order.
 */
export function pickList(
  label: string,
  entries: readonly Child[],
  choose: (index: number) => void,
  kind = 'clist',
): HTMLElement {
  const mark = (chosen: number) => {
    for (const [index, option] of options.entries()) {
      option.setAttribute('aria-selected', String(index === chosen));
      option.tabIndex = index === chosen ? 0 : -1;
    }
    choose(chosen);
  };
  const options = entries.map((entry, index) =>
    h(
      'div',
      {
        role: 'option',
        class: 'set',
        on: {
          click: () => {
            mark(index);
          },
        },
      },
      entry,
    ),
  );
  const list = h('div', { class: kind, role: 'listbox', 'aria-label': label }, options);
  rove(list, '[role=option]', true);
  if (options.length > 0) mark(0);
  return list;
}
