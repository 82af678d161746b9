import { SEVERITIES } from '../../src/engine/problems';
import type { Run } from '../../src/protocol/messages';
import { changesBetween, type Change } from '../../src/report/digest';
import { writtenList } from '../balance/write-bar';
import { dropdown } from '../controls';
import { copyMenu } from '../copy/copy-menu';
import { fill, h, type Child } from '../dom';
import { icon, severityIcon } from '../icons';
import { heading, nothing, section } from '../parts';
import type { Panel } from '../panel';
import { counted } from '../text/numbers';
import { pickList } from './pick-list';
import { t } from '../../src/engine/language';

const TONES = { error: 'error', uneven: 'warning', warning: 'warning', fine: 'pass' } as const;

/** The audits of the file that are remembered, what changed between two of them, and what was written. */
export function historyView(panel: Panel): HTMLElement[] {
  const { runs } = panel.snapshot;
  return [
    section(
      heading(
        t('Audits of this file'),
        t('the last twelve whose figures differ, those of earlier days too'),
      ),
      runs.length === 0
        ? nothing('info', t('None yet.'), t('An audit of all rows is kept here when it is done.'))
        : browser(runs),
    ),
    writtenList(panel) ??
      section(
        heading(t('Written')),
        nothing(
          'info',
          t('Nothing yet.'),
          t('Files that Balance writes from this one are listed here.'),
        ),
      ),
  ];
}

function browser(runs: readonly Run[]): HTMLElement {
  const detail = h('div', { class: 'detail', 'aria-live': 'polite' });
  const entries = runs.map(({ at, digest }, index): Child => {
    const before = runs[index + 1];
    const changes = before ? figuresChanged(before, runs[index]!).length : 0;
    return [
      icon(TONES[digest.tone]),
      h(
        'span',
        { class: 'run' },
        h('b', {}, digest.sentence),
        h(
          'small',
          { class: 'muted' },
          `${timeOf(at)}${before ? t`, ${counted(changes, 'figure')} changed` : t(', the first')}`,
        ),
      ),
    ];
  });
  const box = pickList(
    t('Audits, newest first'),
    entries,
    (index) => {
      fill(detail, comparison(runs, index));
    },
    'clist runs',
  );
  return h('div', { class: 'master' }, box, detail);
}

/** What one audit says that another one, by default the one before it, did not. */
function comparison(runs: readonly Run[], chosen: number): HTMLElement {
  const run = runs[chosen]!;
  const others = runs.map((_, index) => index).filter((index) => index !== chosen);
  const host = section();
  const draw = (other: number | undefined) => {
    if (other === undefined) {
      fill(
        host,
        heading(t`Audit of ${timeOf(run.at)}`),
        nothing(
          'info',
          t('The only audit so far.'),
          t('Change the file or a role and audit again.'),
        ),
      );
      return;
    }
    const [older, newer] = other > chosen ? [runs[other]!, run] : [run, runs[other]!];
    const changes = figuresChanged(older, newer);
    const picker = dropdown(
      t('Audit to compare with'),
      others.map((index) => ({ value: String(index), text: timeOf(runs[index]!.at) })),
      String(other),
      (value) => {
        draw(Number(value));
      },
    );
    fill(
      host,
      heading(
        t`${counted(changes.length, 'figure')} changed`,
        sameBytes(older, newer),
        h('span', { class: 'muted small' }, t('compared with')),
        picker,
        copyMenu(),
      ),
      changes.length === 0
        ? nothing('pass', t('The same.'), t('Every figure that is kept is as it was.'))
        : changeTable(changes, older, newer),
    );
  };
  draw(others.find((index) => index > chosen) ?? others[0]);
  return host;
}

function sameBytes(a: Run, b: Run): string {
  return a.digest.sha256 === b.digest.sha256
    ? t('the bytes are the same: roles, settings or the program differ')
    : t('the file has other bytes');
}

function changeTable(changes: readonly Change[], older: Run, newer: Run): HTMLElement {
  const head = (word: string) => h('th', { scope: 'col' }, word);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('What changed') },
    h(
      'table',
      { class: 'grid changes' },
      h(
        'thead',
        {},
        h('tr', {}, head(t('Figure')), head(timeOf(older.at)), head(timeOf(newer.at))),
      ),
      bySection(changes).map(([part, lines]) =>
        h(
          'tbody',
          {},
          h('tr', {}, h('th', { scope: 'rowgroup', colspan: 3, class: 'part' }, part)),
          lines.map(changeRow),
        ),
      ),
    ),
  );
}

/** All that changed but the sentences of the verdict, which say the same in words and stand in the list. */
function figuresChanged(older: Run, newer: Run): Change[] {
  return changesBetween(older.digest, newer.digest).filter((one) => one.section !== 'Verdict');
}

function bySection(changes: readonly Change[]): [string, Change[]][] {
  const parts = [...new Set(changes.map((change) => change.section))];
  return parts.map((part) => [part, changes.filter((change) => change.section === part)]);
}

function changeRow({ section: part, name, before, after }: Change): HTMLElement {
  const severity = part === 'Findings' ? SEVERITIES.find((each) => each === name) : undefined;
  const side = (value: string | null) =>
    value === null ? h('td', { class: 'muted' }, '–') : h('td', {}, value);
  return h(
    'tr',
    {},
    h('th', { scope: 'row', title: name }, severity ? severityIcon(severity) : name),
    side(before),
    side(after),
  );
}

/** Today by the clock, other days with their date. */
function timeOf(at: number): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  if (date.toDateString() === new Date().toDateString()) return t`today ${time}`;
  return `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })} ${time}`;
}
