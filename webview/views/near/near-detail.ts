import type { NearSet } from '../../../src/engine/metrics/duplicates/parts/near-sets';
import type { PageRow } from '../../../src/protocol/messages';
import { alike } from '../../../src/report/near-words';
import { button } from '../../controls';
import { fill, h, type Child } from '../../dom';
import { failureOf } from '../../failures';
import { say } from '../../live';
import { labelColumn } from '../../model';
import type { Panel } from '../../panel';
import { chip, heading } from '../../parts';
import { cell, prose } from '../../prose';
import { count, counted } from '../../text/numbers';
import { wordDiff } from '../../text/word-diff';
import { pickList } from '../pick-list';
import { lineLink } from '../rows';

/** Characters of a text that are compared: all that can be asked for. */
const CHARACTERS = 20_000;

/** Draws a set into `place`: its longest text, its other rows, and how the chosen one differs. Late answers are dropped. */
export function nearDetail(
  panel: Panel,
  set: NearSet,
  column: number,
  place: HTMLElement,
  gone: AbortSignal,
): void {
  const others = set.rows.filter((row) => row !== set.centre);
  void rowsWith(panel, [set.centre, ...others]).then(
    ([centre, ...members]) => {
      if (gone.aborted) return;
      if (!centre || members.length === 0)
        fill(place, h('p', { class: 'muted' }, 'These rows are no longer in the file.'));
      else fill(place, detail(panel, set, column, centre, members, gone));
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
  set: NearSet,
  column: number,
  centre: PageRow,
  members: readonly PageRow[],
  gone: AbortSignal,
): Child {
  const label = labelColumn(panel.report);
  const texts = h('div', { class: 'near-texts' });
  let chosen = members[0]!;
  let turn = 0;
  const compare = (member: PageRow) => {
    chosen = member;
    const mine = ++turn;
    void rowsWith(panel, [centre.row, member.row], CHARACTERS).then(
      ([first, second]) => {
        if (gone.aborted || mine !== turn || !first || !second) return;
        fill(texts, comparison(panel, first, second, column));
        say(`Line ${count(second.line)} compared with line ${count(first.line)}`);
      },
      (error: unknown) => {
        if (!gone.aborted && mine === turn) fill(texts, failed(error));
      },
    );
  };
  const list = pickList(
    'Rows of the set, compared with the longest',
    members.map((row) => memberEntry(set, row, label, centre.cells[label])),
    (index) => {
      const member = members[index];
      if (member) compare(member);
    },
    'clist near-members',
  );
  const unlisted = set.size - 1 - members.length;
  const reveal = (what: Parameters<typeof asked>[1]) => () => {
    asked(panel, what);
  };
  return [
    heading(
      `${counted(set.size, 'text')}, at least ${alike(Number(set.least.toFixed(2)))} like the longest`,
      null,
      button(
        'Open in editor',
        reveal({ kind: 'rows', selector: { kind: 'rows', rows: set.rows } }),
        {
          kind: 'quiet',
        },
      ),
      button(
        'Compare in editor',
        () => {
          asked(panel, { kind: 'diff', rows: [centre.row, chosen.row], column });
        },
        { kind: 'quiet' },
      ),
    ),
    list,
    unlisted > 0 && h('p', { class: 'small muted' }, `And ${counted(unlisted, 'more row')}.`),
    texts,
  ];
}

function asked(panel: Panel, what: Parameters<typeof panel.host.request<'reveal'>>[1]): void {
  void panel.host.request('reveal', what).catch(() => undefined);
}

function memberEntry(set: NearSet, row: PageRow, label: number, usual: string | undefined): Child {
  const similarity = set.similarities[set.rows.indexOf(row.row)] ?? 0;
  const own = row.cells[label];
  return [
    h('span', { class: 'x' }, alike(Number(similarity.toFixed(2)))),
    h('span', { class: 'g' }, `line ${count(row.line)}`),
    own === undefined ? h('span') : h('span', {}, chip(own === '' ? 'empty' : own, own !== usual)),
  ];
}

/** The longest text whole, and the other with the words that only one of them has. */
function comparison(panel: Panel, first: PageRow, second: PageRow, column: number): Child {
  const [before, after] = [first, second].map((row) => row.cells[column] ?? '') as [string, string];
  const pieces = wordDiff(before, after);
  const equal = pieces.every((piece) => piece.side === 'both');
  const long = Math.max(before.length, after.length) >= CHARACTERS;
  return [
    h('h3', {}, 'The longest text, line ', lineLink(panel, first)),
    text('The longest text', cell(before)),
    h('h3', {}, 'Line ', lineLink(panel, second), equal ? ', the same text' : ', word by word'),
    text(
      'The other text',
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
      h('span', {}, h('del', { class: 'diff-out' }, 'word'), ' only in the longest text'),
      h('span', {}, h('ins', { class: 'diff-in' }, 'word'), ' only in this text'),
      long && h('span', {}, `The first ${count(CHARACTERS)} characters are compared.`),
    ),
  ];
}

/** A text that scrolls when it is long: a stop of its own for the keyboard. */
function text(label: string, content: Child): HTMLElement {
  return h(
    'div',
    { class: 'near-text', tabindex: 0, role: 'region', 'aria-label': label },
    content,
  );
}
