import type { AuditReport } from '../../src/engine/audit';
import { dropdown, button, type Choice } from '../controls';
import { h, type Child } from '../dom';
import type { Panel } from '../panel';
import { columnAt, columnRef, withGroups, withLabel } from '../role-choice';
import { bytes, count, listed } from '../text/numbers';
import { about } from '../text/progress';
import { delimiterWord, encodingWord } from '../text/reading';
import { t } from '../../src/engine/language';

/** A drop-down holds no more columns than this; the Columns tab has them all, with a search. */
const MOST = 200;

/** The head of the panel: what is open, how it was read, and which columns are label and group. */
export function header(panel: Panel): HTMLElement {
  const { report, snapshot } = panel;
  return h(
    'header',
    { class: 'bar' },
    h(
      'div',
      { class: 'what' },
      h('h1', { class: 'name', title: snapshot.path }, snapshot.name),
      ' ',
      h('span', { class: 'facts' }, facts(report)),
    ),
    h(
      'div',
      { class: 'roles' },
      labelPicker(panel),
      groupPicker(panel),
      button(
        t('All roles…'),
        () => {
          panel.go('Columns');
        },
        { kind: 'quiet', class: 'hide-s' },
      ),
    ),
  );
}

function facts(report: AuditReport): Child {
  const { source } = report;
  const format = [source.format.toUpperCase(), ...(source.compression ? [source.compression] : [])];
  const reading = [...format, encodingWord(source.encoding)];
  if (source.dialect) {
    if (source.dialect.delimiter !== '') reading.push(delimiterWord(source.dialect.delimiter));
    if (!source.dialect.header) reading.push(t('no header'));
  }
  const { estimate } = report;
  const rows = estimate ? t`about ${about(estimate.ofAbout)}` : count(source.rows);
  return [
    source.files && t`${count(source.files)} files · `,
    t`${rows} rows · ${count(report.columns.length)} columns`,
    h('span', { class: 'hide-s' }, ` · ${bytes(source.bytes)}`),
    h('span', { class: 'hide-m' }, ` · ${reading.join(', ')}`),
  ];
}

/** The first columns, and those that are chosen wherever they stand. */
function columnChoices(report: AuditReport, chosen: readonly number[]): Choice[] {
  return report.columns.flatMap((column, index) =>
    index < MOST || chosen.includes(index)
      ? [{ value: columnRef(report.columns, index), text: column.name }]
      : [],
  );
}

function labelPicker(panel: Panel): HTMLElement {
  const { report, snapshot } = panel;
  const at = report.columns.findIndex((column) => column.role === 'label');
  const choices = [{ value: '', text: t('None') }, ...columnChoices(report, [at])];
  return picker(t('Label'), t('Label column'), report.columns[at]?.guessed ?? false, () =>
    dropdown(
      t('Label column'),
      choices,
      at < 0 ? '' : columnRef(report.columns, at),
      (value) => {
        const index = value === '' ? null : columnAt(report.columns, value);
        panel.chooseRoles(withLabel(snapshot.roles, report.columns, index));
      },
      { 'data-keep': 'label' },
    ),
  );
}

function groupPicker(panel: Panel): HTMLElement {
  const { report, snapshot } = panel;
  const groups = report.columns.flatMap((c, index) => (c.role === 'group' ? [index] : []));
  const names = groups.map((index) => report.columns[index]?.name ?? '');
  const several = { value: '*', text: listed(names) };
  const choices = [
    { value: '', text: t('None') },
    ...(groups.length > 1 ? [several] : []),
    ...columnChoices(report, groups),
  ];
  const only = groups[0];
  const current =
    groups.length > 1 ? '*' : only === undefined ? '' : columnRef(report.columns, only);
  const guessed = groups.some((index) => report.columns[index]?.guessed);
  return picker(t('Group'), t('Group column'), guessed, () =>
    dropdown(
      t('Group column'),
      choices,
      current,
      (value) => {
        if (value === '*') return;
        const indices = value === '' ? [] : [columnAt(report.columns, value)];
        panel.chooseRoles(withGroups(snapshot.roles, report.columns, indices));
      },
      { 'data-keep': 'group' },
    ),
  );
}

function picker(
  word: string,
  long: string,
  guessed: boolean,
  control: () => HTMLElement,
): HTMLElement {
  return h(
    'div',
    { class: 'role', title: guessed ? t`${long}: guessed from names and values` : long },
    h('span', {}, word, guessed && h('span', { class: 'guess', 'aria-label': t('guessed') }, '?')),
    control(),
  );
}
