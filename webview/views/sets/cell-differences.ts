import { t } from '../../../src/engine/language';
import type { PageRow } from '../../../src/protocol/messages';
import { h, type Child } from '../../dom';
import type { Panel } from '../../panel';
import { cell } from '../../prose';
import { counted, cut } from '../../text/numbers';
import { wordDiff } from '../../text/word-diff';
import { lineLink } from '../rows';

/** Characters of a cell from which words are compared, and of which no more is shown. */
const LONG = 40;
const SHOWN = 2000;

/** Two rows side by side: the columns in which they differ, long cells word by word, and how many are equal. */
export function cellDifferences(panel: Panel, first: PageRow, second: PageRow): Child {
  const { columns } = panel.report;
  const differ = columns.flatMap((column, index) =>
    first.cells[index] === second.cells[index] ? [] : [{ column, index }],
  );
  const equal = columns.length - differ.length;
  const side = (of: 'first' | 'second', index: number): Child => {
    const [before, after] = [first, second].map((row) => cut(row.cells[index] ?? '', SHOWN)) as [
      string,
      string,
    ];
    const own = of === 'first' ? before : after;
    if (Math.max(before.length, after.length) < LONG) return cell(own);
    return wordDiff(before, after).map((piece) => {
      if (piece.side === 'both') return piece.text;
      if (piece.side !== of) return null;
      return of === 'first'
        ? h('del', { class: 'diff-out' }, piece.text)
        : h('ins', { class: 'diff-in' }, piece.text);
    });
  };
  return [
    h(
      'p',
      { class: 'muted' },
      differ.length > 0
        ? t`Equal in ${counted(equal, 'column')}, different in these:`
        : t`Equal in ${counted(equal, 'column')}.`,
    ),
    differ.length > 0 &&
      h(
        'div',
        { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Cells that differ') },
        h(
          'table',
          { class: 'grid stick' },
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, t('Column')),
              h('th', { scope: 'col' }, t('Line '), lineLink(panel, first)),
              h('th', { scope: 'col' }, t('Line '), lineLink(panel, second)),
            ),
          ),
          h(
            'tbody',
            {},
            differ.map(({ column, index }) =>
              h(
                'tr',
                {},
                h(
                  'th',
                  { scope: 'row', class: 'mono', title: column.name },
                  cut(column.name, LONG),
                ),
                h('td', { class: 'mono wrap' }, side('first', index)),
                h('td', { class: 'mono wrap' }, side('second', index)),
              ),
            ),
          ),
        ),
      ),
  ];
}
