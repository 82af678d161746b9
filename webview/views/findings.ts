import type { AuditAlert, AuditReport } from '../../src/engine/audit';
import { button } from '../controls';
import { fill, h, type Child } from '../dom';
import { answerOf, rowsOf, worstFirst } from '../findings';
import { severityIcon } from '../icons';
import { heading, section, segments } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, counted, shareOf } from '../text/numbers';
import { plain } from '../text/spans';
import { untilExact } from '../waiting';
import { rowsInPlace } from './rows';
import { t } from '../../src/engine/language';

/** Findings shown before "Show more". */
const OPEN = 5;

const WORDS = [
  ['error', (n: number) => counted(n, 'error')],
  ['warning', (n: number) => counted(n, 'warning')],
  ['info', (n: number) => counted(n, 'note')],
] as const;

/** Findings, worst first, with a filter by severity; further ones are folded. */
export function findingsSection(
  panel: Panel,
  alerts: readonly AuditAlert[],
  title: string,
): HTMLElement {
  const sorted = worstFirst(alerts);
  const list = h('ul', { class: 'findings' });
  const more = h('div', { class: 'more' });
  const draw = (filter: string, all: boolean) => {
    const wanted = sorted.filter((a) => filter === 'all' || a.severity === filter);
    const shown = all || filter !== 'all' ? wanted : wanted.slice(0, OPEN);
    fill(
      list,
      shown.map((alert) => findingRow(panel, alert)),
    );
    const rest = wanted.length - shown.length;
    const notes = wanted.slice(shown.length).every((a) => a.severity === 'info');
    fill(
      more,
      rest > 0 &&
        button(
          t`Show ${counted(rest, notes ? 'more note' : 'more finding')}`,
          () => {
            draw(filter, true);
            list
              .querySelector<HTMLElement>(`li:nth-child(${String(OPEN + 1)}) vscode-button`)
              ?.focus();
          },
          { kind: 'quiet' },
        ),
    );
  };
  draw('all', false);
  return section(heading(title, null, ...filterOf(sorted, draw)), list, more);
}

function filterOf(
  alerts: readonly AuditAlert[],
  draw: (filter: string, all: boolean) => void,
): Child[] {
  const kinds = WORDS.flatMap(([severity, words]) => {
    const n = alerts.filter((a) => a.severity === severity).length;
    return n > 0 ? [{ value: severity as string, text: words(n) }] : [];
  });
  if (alerts.length < 3 || kinds.length < 2) return [];
  return [
    segments(
      t('Severity'),
      [{ value: 'all', text: t`All ${count(alerts.length)}` }, ...kinds],
      'all',
      (value) => {
        draw(value, false);
      },
    ),
  ];
}

/** The key by which a finding can be shown first. */
export function findingKey(alert: AuditAlert): string {
  return `${alert.metric}/${alert.code}`;
}

function findingRow(panel: Panel, alert: AuditAlert): HTMLElement {
  const row = h('li', { class: 'finding', 'data-finding': findingKey(alert) });
  const selector = rowsOf(alert);
  const answer = answerOf(panel, alert);
  const name = plain(alert.title);
  const show =
    selector &&
    button(
      t('Show rows'),
      () => {
        const open = row.querySelector('.rows');
        show?.setAttribute('aria-expanded', String(!open));
        if (open) open.remove();
        else row.append(rowsInPlace(panel, selector, name));
      },
      { kind: 'quiet', label: t`Show rows: ${name}`, attributes: { 'aria-expanded': 'false' } },
    );
  const fix =
    answer &&
    button(answer.short, answer.press, {
      label: `${answer.short.replace('…', '')}: ${name}`,
      title: answer.title,
      ...untilExact(panel.report),
    });
  const titleText = `${name}. ${plain(alert.message)}`;
  row.append(
    severityIcon(alert.severity),
    h(
      'div',
      { class: 'x', title: titleText.length > 400 ? titleText : undefined },
      h('h3', { class: 't' }, prose(alert.title)),
      h('p', { class: 'd' }, prose(alert.message)),
    ),
    h('div', { class: 'reach' }, reach(alert, panel.report)),
    h('div', { class: 'acts' }, show ?? null, fix ?? null),
  );
  return row;
}

function reach(alert: AuditAlert, { source: { rows: all }, estimate }: AuditReport): Child {
  if (alert.rowCount === undefined) return null;
  if (alert.rowCount === all) return estimate ? t('all so far') : t('all rows');
  return [counted(alert.rowCount, 'row'), h('span', {}, shareOf(alert.rowCount, all))];
}

/** Opens the rows of one finding and brings it into view. */
export function revealFinding(root: ParentNode, key: string): void {
  const row = [...root.querySelectorAll<HTMLElement>('.finding')].find(
    (each) => each.dataset['finding'] === key || each.dataset['finding']?.endsWith(`/${key}`),
  );
  if (!row) return;
  row.scrollIntoView({ block: 'center' });
  row.querySelector<HTMLElement>('.acts vscode-button')?.focus();
}
