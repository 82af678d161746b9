import { t } from '../../../src/engine/language';
import type { PageRow } from '../../../src/protocol/messages';
import { h, type Child } from '../../dom';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip, heading } from '../../parts';
import { cell } from '../../prose';
import { count, counted } from '../../text/numbers';
import { lineLink, linkList } from '../rows';
import { compareInEditor, fixSets, keepPreview, openInEditor } from './set-actions';
import type { OpenSet } from './set-detail';

/** Lines named of each label. */
const LINES = 20;

/** A set whose rows agree: one record, with the lines of all its rows; where labels contradict, by label. */
export function sameSet(panel: Panel, open: OpenSet): Child {
  const { answer, source } = open;
  const { rows, size, labels, classes } = answer;
  const [first] = rows;
  if (!first) return h('p', { class: 'muted' }, t('These rows are no longer in the file.'));
  const contradictory = source.kind === 'contradictory';
  const label = labelColumn(panel.report);
  const other = contradictory && rows.find((row) => row.cells[label] !== first.cells[label]);
  return [
    heading(
      contradictory
        ? t`${counted(size, 'row')}, same columns, ${counted(classes, 'label')}`
        : counted(size, 'identical row'),
      null,
      openInEditor(panel, open),
      other && compareInEditor(panel, () => [first.row, other.row], null),
      fixSets(panel, source),
    ),
    contradictory
      ? h(
          'div',
          { class: 'muted lines' },
          h('p', {}, t('Every compared column is the same.')),
          // The odd label first: it is the one to look at.
          [...labels].reverse().map((each) =>
            linesOf(
              panel,
              rows.filter((row) => row.cells[label] === each.value),
              each.count,
              each.value,
            ),
          ),
        )
      : h(
          'div',
          { class: 'muted lines' },
          linesOf(panel, rows, size, null),
          keepPreview(panel, open),
        ),
    h(
      'dl',
      { class: 'rec' },
      panel.report.columns.map((column, j) =>
        h(
          'div',
          {},
          h(
            'dt',
            { title: column.name },
            column.name,
            column.role === 'feature' ? null : [' ', chip(t(column.role))],
          ),
          h('dd', { title: first.cells[j] || undefined }, value(open, j, label, first)),
        ),
      ),
    ),
  ];
}

/** One line of line numbers, of all rows of a set or of those with one label. */
function linesOf(
  panel: Panel,
  known: readonly PageRow[],
  all: number,
  label: string | null,
): Child {
  const rows = known.slice(0, LINES);
  const more = all - rows.length;
  return h(
    'p',
    {},
    label !== null && [
      h('code', {}, label === '' ? t('empty') : label),
      t`, ${counted(all, 'row')}: `,
    ],
    rows.length > 0 && wordFor(rows.length === 1, label === null),
    linkList(rows.map((row) => lineLink(panel, row))),
    more > 0 && t` and ${count(more)} more`,
    '.',
  );
}

/** What stands before line numbers. */
function wordFor(one: boolean, first: boolean): string {
  if (first) return one ? t('Line ') : t('Lines ');
  return one ? t('line ') : t('lines ');
}

function value(
  { answer: { labels, rows }, source }: OpenSet,
  column: number,
  label: number,
  first: PageRow,
): Child {
  if (source.kind === 'contradictory' && column === label)
    return labels.map((each, i) =>
      h(
        'span',
        { class: 'vote' },
        h('i', { class: i > 0 ? 'sq sw-rare' : 'sq sw-data' }),
        each.value,
        h('span', { class: 'muted' }, ` ${count(each.count)}×`),
      ),
    );
  const values = [...new Set(rows.map((row) => row.cells[column] ?? ''))];
  if (values.length > 1)
    return h('span', { class: 'muted' }, t`${counted(values.length, 'value')}: not compared`);
  return cell(first.cells[column] ?? '');
}
