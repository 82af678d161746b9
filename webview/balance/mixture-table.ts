import type { MixtureRow } from '../../src/engine/methods/mixture/parts/mixture-tables';
import type { Preview } from '../../src/engine/preview/preview';
import { figure } from '../charts/frame';
import { h } from '../dom';
import { count, cut, percent } from '../text/numbers';
import { many, times } from '../../src/engine/words';
import { t } from '../../src/engine/language';

/** Groups listed. */
const GROUPS = 20;
/** Passes beyond which one more adds little (Muennighoff et al. 2023). */
const MANY_PASSES = 4;

/** What a mixture gives each group, largest share first; undefined for other recipes. */
export function mixtureTable({ tables }: Preview): HTMLElement | undefined {
  const groups = tables['mixture'] as unknown as readonly MixtureRow[] | undefined;
  if (!groups) return undefined;
  const shown = [...groups].sort((a, b) => b.share - a.share).slice(0, GROUPS);
  const rest = groups.length - shown.length;
  const words = t('Share of each group before and after, and how often it is gone through');
  const more = rest > 0 ? ` ${t`and ${many(rest, 'more group', 'more groups')}`}` : '';
  return figure(t('The mixture'), words + more, table(shown));
}

function table(groups: readonly MixtureRow[]): HTMLElement {
  const heads = [t('Natural'), t('Share'), t('Passes'), t('Rows')];
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('The mixture') },
    h(
      'table',
      { class: 'grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('Group')),
          heads.map((head) => h('th', { scope: 'col', class: 'r' }, head)),
        ),
      ),
      h(
        'tbody',
        {},
        groups.map(({ group, natural, share, repeats, written, nextPass }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row', class: 'mono', title: group }, cut(group, 24)),
            h('td', { class: 'r' }, percent(natural)),
            h('td', { class: 'r' }, percent(share)),
            h(
              'td',
              {
                class: 'r',
                title: t`One more pass adds ${percent(nextPass)} of what the first did.`,
              },
              repeats > MANY_PASSES ? h('strong', {}, times(repeats)) : times(repeats),
            ),
            h('td', { class: 'r' }, count(written)),
          ),
        ),
      ),
    ),
  );
}
