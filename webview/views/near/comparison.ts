import type { PageRow } from '../../../src/protocol/messages';
import { h, type Child } from '../../dom';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip } from '../../parts';
import { cell } from '../../prose';
import { count } from '../../text/numbers';
import { wordDiff } from '../../text/word-diff';
import { lineLink } from '../rows';

/** Characters of a text that are compared: all that can be asked for. */
export const COMPARED = 20_000;

/** One text whole, and the other with the words that only one of them has. `what`: the first is. */
export function comparison(
  panel: Panel,
  first: PageRow,
  second: PageRow,
  column: number,
  what = 'The longest text',
): Child {
  const [before, after] = [first, second].map((row) => row.cells[column] ?? '') as [string, string];
  const pieces = wordDiff(before, after);
  const equal = pieces.every((piece) => piece.side === 'both');
  const long = Math.max(before.length, after.length) >= COMPARED;
  return [
    h('h3', {}, `${what}, line `, lineLink(panel, first), ' ', labelChip(panel, first)),
    text(what, cell(before)),
    h('h3', {}, 'Line ', lineLink(panel, second), equal ? ', the same text' : ', word by word'),
    text(
      what === 'One text' ? 'Another text' : 'The other text',
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
        h('del', { class: 'diff-out' }, 'word'),
        ` only in ${what === 'One text' ? 'the first' : 'the longest text'}`,
      ),
      h('span', {}, h('ins', { class: 'diff-in' }, 'word'), ' only in this text'),
      long && h('span', {}, `The first ${count(COMPARED)} characters are compared.`),
    ),
  ];
}

function labelChip(panel: Panel, row: PageRow): Child {
  const label = row.cells[labelColumn(panel.report)];
  return label !== undefined && chip(label === '' ? 'empty' : label);
}

/** A text that scrolls when it is long: a stop of its own for the keyboard. */
function text(label: string, content: Child): HTMLElement {
  return h(
    'div',
    { class: 'near-text', tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}
