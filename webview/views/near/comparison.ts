import type { PageRow } from '../../../src/protocol/messages';
import { h, type Child } from '../../dom';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip } from '../../parts';
import { cell } from '../../prose';
import { count } from '../../text/numbers';
import { wordDiff } from '../../text/word-diff';
import { lineLink } from '../rows';
import { t } from '../../../src/engine/language';

/** Characters of a text that are compared: all that can be asked for. */
export const COMPARED = 20_000;

/** One text whole, and the other with the words that only one of them has. `longest`: the first is that of its set. */
export function comparison(
  panel: Panel,
  first: PageRow,
  second: PageRow,
  column: number,
  longest = true,
): Child {
  const [before, after] = [first, second].map((row) => row.cells[column] ?? '') as [string, string];
  const pieces = wordDiff(before, after);
  const equal = pieces.every((piece) => piece.side === 'both');
  const what = longest ? t('The longest text') : t('One text');
  const long = Math.max(before.length, after.length) >= COMPARED;
  return [
    h('h3', {}, t`${what}, line `, lineLink(panel, first), ' ', labelChip(panel, first)),
    text(what, cell(before)),
    h(
      'h3',
      {},
      t('Line '),
      lineLink(panel, second),
      equal ? t(', the same text') : t(', word by word'),
    ),
    text(
      longest ? t('The other text') : t('Another text'),
      pieces.map((piece) => {
        if (piece.side === 'both') return piece.text;
        return piece.side === 'first'
          ? h('del', { class: 'diff-out' }, piece.text)
          : h('ins', { class: 'diff-in' }, piece.text);
      }),
    ),
    h(
      'p',
      { class: 'legend' },
      h(
        'span',
        {},
        h('del', { class: 'diff-out' }, t('word')),
        longest ? t(' only in the longest text') : t(' only in the first'),
      ),
      h('span', {}, h('ins', { class: 'diff-in' }, t('word')), t(' only in this text')),
      long && h('span', {}, t`The first ${count(COMPARED)} characters are compared.`),
    ),
  ];
}

function labelChip(panel: Panel, row: PageRow): Child {
  const label = row.cells[labelColumn(panel.report)];
  return label !== undefined && chip(label === '' ? t('empty') : label);
}

/** A text that scrolls when it is long: a stop of its own for the keyboard. */
function text(label: string, content: Child): HTMLElement {
  return h(
    'div',
    { class: 'near-text', tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}
