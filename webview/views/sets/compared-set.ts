import { t } from '../../../src/engine/language';
import type { PageRow } from '../../../src/protocol/messages';
import { alike } from '../../../src/report/near-words';
import { fill, h, type Child } from '../../dom';
import { failureOf } from '../../failures';
import { say } from '../../live';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip, heading } from '../../parts';
import { prose } from '../../prose';
import { count, counted } from '../../text/numbers';
import { comparison, COMPARED } from '../near/comparison';
import { whyAlike } from '../near/why';
import { pickList } from '../pick-list';
import { cellDifferences } from './cell-differences';
import { compareInEditor, fixSets, keepPreview, moreRows, openInEditor } from './set-actions';
import type { OpenSet } from './set-detail';

/** A set whose rows may differ: all of them compared with one, and what differs in the chosen one. */
export function comparedSet(panel: Panel, open: OpenSet): Child {
  const { answer, source, set } = open;
  const centre = answer.rows.find((row) => row.row === answer.centre) ?? answer.rows[0];
  const members = answer.rows.filter((row) => row !== centre);
  if (!centre || members.length === 0)
    return h('p', { class: 'muted' }, t('These rows are no longer in the file.'));
  const column = textOf(panel, open);
  const label = labelColumn(panel.report);
  const texts = h('div', { class: 'near-texts' });
  let chosen = members[0]!;
  let turn = 0;
  const compare = (member: PageRow) => {
    chosen = member;
    const mine = ++turn;
    void bothRows(panel, centre.row, member.row).then(
      ([first, second]) => {
        if (open.gone.aborted || mine !== turn || !first || !second) return;
        fill(
          texts,
          column === null
            ? cellDifferences(panel, first, second)
            : [
                comparison(panel, first, second, column, source.kind !== 'template'),
                whyAlike(panel, first, second, panel.report.columns[column]?.name ?? ''),
              ],
        );
        say(t`Line ${count(second.line)} compared with line ${count(first.line)}`);
      },
      (error: unknown) => {
        if (!open.gone.aborted && mine === turn)
          fill(texts, h('p', { class: 'muted' }, prose(failureOf(error).message)));
      },
    );
  };
  const similarities = new Map(
    answer.rows.map((row, i) => [row, answer.similarities?.[i]] as const),
  );
  const list = pickList(
    column === null
      ? t('Rows of the set, compared with the first')
      : t('Rows of the set, compared with the longest'),
    members.map((row) => memberEntry(open, row, similarities.get(row), label, centre)),
    (index) => {
      const member = members[index];
      if (member) compare(member);
    },
    'clist near-members',
  );
  const least = set.alike && alike(Number(set.alike.least.toFixed(2)));
  const words = column === null ? counted(answer.size, 'row') : counted(answer.size, 'text');
  return [
    heading(
      !least
        ? words
        : source.kind === 'vector'
          ? t`${words}, at least ${least} like the first`
          : t`${words}, at least ${least} like the longest`,
      null,
      openInEditor(panel, open),
      compareInEditor(panel, () => [centre.row, chosen.row], column),
      fixSets(panel, source),
    ),
    keepPreview(panel, open),
    list,
    moreRows(open),
    texts,
  ];
}

/** The column whose texts are set side by side; null where rows are compared cell by cell. */
function textOf({ report }: Panel, { source, search }: OpenSet): number | null {
  if (source.kind === 'key' || source.kind === 'vector') return null;
  const named = search.values['textColumn'];
  const index = report.columns.findIndex(({ name, role }) =>
    typeof named === 'string' ? name === named : role === 'text',
  );
  return index < 0 ? null : index;
}

async function bothRows(panel: Panel, one: number, other: number): Promise<readonly PageRow[]> {
  const selector = { kind: 'rows', rows: [one, other] } as const;
  const page = await panel.host.request('rows', {
    selector,
    offset: 0,
    limit: 2,
    characters: COMPARED,
  });
  return page.rows;
}

function memberEntry(
  { answer: { keep } }: OpenSet,
  row: PageRow,
  similarity: number | undefined,
  label: number,
  centre: PageRow,
): Child {
  const own = row.cells[label];
  const stays = keep && 'stays' in keep && keep.stays.includes(row.row);
  return [
    h('span', { class: 'x' }, similarity === undefined ? '' : alike(Number(similarity.toFixed(2)))),
    h('span', { class: 'g' }, t`line ${count(row.line)}`),
    h(
      'span',
      {},
      stays && chip(t('stays')),
      own !== undefined && chip(own === '' ? t('empty') : own, own !== centre.cells[label]),
    ),
  ];
}
