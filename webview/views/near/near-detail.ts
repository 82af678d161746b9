import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import type { NearSet } from '../../../src/engine/metrics/duplicates/parts/near-sets';
import type { PageRow, PanelRequests } from '../../../src/protocol/messages';
import { alike } from '../../../src/report/near-words';
import { button } from '../../controls';
import { fill, h, type Child } from '../../dom';
import { failureOf } from '../../failures';
import { say } from '../../live';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip, heading } from '../../parts';
import { prose } from '../../prose';
import { count, counted } from '../../text/numbers';
import { pickList } from '../pick-list';
import { COMPARED, comparison } from './comparison';
import { nearFix } from './near-fix';
import { whyAlike } from './why';
import { t } from '../../../src/engine/language';

/** Draws a set into `place`: its longest text, its other rows, and how the chosen one differs. Late answers are dropped. */
export function nearDetail(
  panel: Panel,
  numbers: NearDuplicateText,
  set: NearSet,
  place: HTMLElement,
  gone: AbortSignal,
): void {
  const others = set.rows.filter((row) => row !== set.centre);
  void rowsWith(panel, [set.centre, ...others]).then(
    ([centre, ...members]) => {
      if (gone.aborted) return;
      if (!centre || members.length === 0)
        fill(place, h('p', { class: 'muted' }, t('These rows are no longer in the file.')));
      else fill(place, detail(panel, numbers, set, centre, members, gone));
    },
    (error: unknown) => {
      if (!gone.aborted) fill(place, failed(error));
    },
  );
}

/** Rows in the order asked for. */
async function rowsWith(
  panel: Panel,
  rows: readonly number[],
  characters?: number,
): Promise<readonly PageRow[]> {
  const selector = { kind: 'rows', rows } as const;
  const asked = { selector, offset: 0, limit: rows.length };
  const page = await panel.host.request('rows', {
    ...asked,
    ...(characters !== undefined && { characters }),
  });
  return page.rows;
}

function failed(error: unknown): Child {
  return h('p', { class: 'muted' }, prose(failureOf(error).message));
}

function detail(
  panel: Panel,
  numbers: NearDuplicateText,
  set: NearSet,
  centre: PageRow,
  members: readonly PageRow[],
  gone: AbortSignal,
): Child {
  const label = labelColumn(panel.report);
  const column = panel.report.columns.findIndex(({ name }) => name === numbers.column);
  const texts = h('div', { class: 'near-texts' });
  let chosen = members[0]!;
  let turn = 0;
  const compare = (member: PageRow) => {
    chosen = member;
    const mine = ++turn;
    void rowsWith(panel, [centre.row, member.row], COMPARED).then(
      ([first, second]) => {
        if (gone.aborted || mine !== turn || !first || !second) return;
        fill(
          texts,
          comparison(panel, first, second, column),
          whyAlike(panel, first, second, numbers.column),
        );
        say(t`Line ${count(second.line)} compared with line ${count(first.line)}`);
      },
      (error: unknown) => {
        if (!gone.aborted && mine === turn) fill(texts, failed(error));
      },
    );
  };
  const list = pickList(
    t('Rows of the set, compared with the longest'),
    members.map((row) => memberEntry(set, row, label, centre.cells[label])),
    (index) => {
      const member = members[index];
      if (member) compare(member);
    },
    'clist near-members',
  );
  const unlisted = set.size - 1 - members.length;
  const reveal = (words: string, what: () => PanelRequests['reveal']['params']) => {
    const press = () => {
      void panel.host.request('reveal', what()).catch(() => undefined);
    };
    return button(words, press, { kind: 'quiet' });
  };
  const least = alike(Number(set.least.toFixed(2)));
  return [
    heading(
      t`${counted(set.size, 'text')}, at least ${least} like the longest`,
      null,
      reveal(t('Open in editor'), () => ({
        kind: 'rows',
        selector: { kind: 'rows', rows: set.rows },
      })),
      reveal(t('Compare in editor'), () => ({
        kind: 'diff',
        rows: [centre.row, chosen.row],
        column,
      })),
      nearFix(panel, numbers, t('Fix all sets of near-duplicate texts')),
    ),
    list,
    unlisted > 0 && h('p', { class: 'small muted' }, t`And ${counted(unlisted, 'more row')}.`),
    texts,
  ];
}

function memberEntry(set: NearSet, row: PageRow, label: number, usual: string | undefined): Child {
  const similarity = set.similarities[set.rows.indexOf(row.row)] ?? 0;
  const own = row.cells[label];
  return [
    h('span', { class: 'x' }, alike(Number(similarity.toFixed(2)))),
    h('span', { class: 'g' }, t`line ${count(row.line)}`),
    own === undefined
      ? h('span')
      : h('span', {}, chip(own === '' ? t('empty') : own, own !== usual)),
  ];
}
