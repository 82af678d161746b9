import type { Problem } from '../../src/engine/problems';
import type { ReadChoice } from '../../src/protocol/messages';
import { dropdown, type Choice } from '../controls';
import { h, type Child } from '../dom';
import { tabOf } from '../findings';
import { severityIcon } from '../icons';
import { figures } from '../model';
import { chip, heading, nothing, section } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { bytes, count, counted } from '../text/numbers';
import { DELIMITER_CHOICES, delimiterWord, ENCODING_CHOICES, encodingWord } from '../text/reading';
import { exhibits } from './exhibits';
import { findingsSection } from './findings';
import { lineLink } from './rows';
import { t } from '../../src/engine/language';

/** Problems in the page at once. */
const MOST = 200;

/** How the file was read, what to change about that, and what could not be read. */
export function problemsView(panel: Panel): HTMLElement[] {
  const { report } = panel;
  const alerts = report.alerts.filter((a) => tabOf(a.metric) === 'Problems');
  return [
    section(
      heading(t('Reading the file'), t('change one and the file is read again')),
      reading(panel),
    ),
    section(heading(t('Problems')), problems(panel)),
    ...exhibits(panel, 'Problems'),
    ...(alerts.length > 0 ? [findingsSection(panel, alerts, t('Findings about the file'))] : []),
  ];
}

function reading(panel: Panel): HTMLElement {
  const { source, columns } = panel.report;
  const { read } = panel.snapshot;
  const diagnosis = figures(panel.report, 'file-open-diagnosis');
  const again = (change: Partial<ReadChoice>) => {
    panel.readAgain({ ...read, ...change });
  };
  const { dialect } = source;
  const rows: [string, Child, Child][] = [
    [t('Format'), source.format.toUpperCase(), null],
    [
      t('Size'),
      `${bytes(source.bytes)}, ${counted(source.rows, 'row')}, ${counted(columns.length, 'column')}`,
      null,
    ],
    [
      t('Encoding'),
      dropdown(
        t('Encoding'),
        encodings(source.encoding),
        source.encoding.toLowerCase(),
        (encoding) => {
          again({ encoding });
        },
        { 'data-keep': 'encoding' },
      ),
      state(read.encoding !== undefined, source.encodingGuessed ? t('guessed') : t('certain')),
    ],
  ];
  if (dialect && dialect.delimiter !== '')
    rows.push([
      t('Delimiter'),
      dropdown(
        t('Delimiter'),
        delimiters(dialect.delimiter),
        dialect.delimiter,
        (delimiter) => {
          again({ delimiter });
        },
        { 'data-keep': 'delimiter' },
      ),
      state(read.delimiter !== undefined, t('found')),
    ]);
  if (dialect)
    rows.push(
      [
        t('First row'),
        dropdown(
          t('First row'),
          [
            { value: 'names', text: t('Column names') },
            { value: 'data', text: t('Data') },
          ],
          dialect.header ? 'names' : 'data',
          (value) => {
            again({ header: value === 'names' });
          },
          { 'data-keep': 'header' },
        ),
        state(read.header !== undefined, source.headerCertain ? t('certain') : t('guessed')),
      ],
      [t('Line ends'), lineEnds(dialect.newline, dialect.finalNewline), null],
    );
  if (source.blankLines > 0) rows.push([t('Blank lines'), count(source.blankLines), null]);
  if (diagnosis && diagnosis.raggedRows > 0)
    rows.push([t('Rows of another length'), count(diagnosis.raggedRows), null]);
  rows.push(['SHA-256', h('span', { class: 'mono hash' }, source.sha256), null]);
  return h(
    'dl',
    { class: 'facts-list' },
    rows.map(([name, value, remark]) =>
      h('div', {}, h('dt', {}, name), h('dd', {}, value, remark && [' ', remark])),
    ),
  );
}

function state(chosen: boolean, otherwise: string): HTMLElement {
  return chip(chosen ? t('chosen') : otherwise, chosen);
}

function lineEnds(newline: '\n' | '\r\n' | '\r', final: boolean): string {
  const word = newline === '\n' ? 'LF' : newline === '\r\n' ? 'CR LF' : 'CR';
  return `${word}${final ? '' : t(', none after the last row')}`;
}

function encodings(current: string): Choice[] {
  const all = new Set([current.toLowerCase(), ...ENCODING_CHOICES]);
  return [...all].map((value) => ({ value, text: encodingWord(value) }));
}

function delimiters(current: string): Choice[] {
  return [...new Set([current, ...DELIMITER_CHOICES])].map((value) => ({
    value,
    text: delimiterWord(value),
  }));
}

function problems(panel: Panel): HTMLElement {
  const { problems: all, source, columns } = panel.report;
  if (all.length === 0)
    return nothing(
      'pass',
      t('No problem.'),
      t`All ${count(source.rows)} rows have ${counted(columns.length, 'cell')}, and every byte could be read.`,
    );
  return h(
    'ul',
    { class: 'findings' },
    all.slice(0, MOST).map((problem) => problemRow(panel, problem)),
    all.length > MOST &&
      h('li', { class: 'small muted more' }, t`and ${count(all.length - MOST)} more`),
  );
}

function problemRow(panel: Panel, problem: Problem): HTMLElement {
  return h(
    'li',
    { class: 'finding simple' },
    severityIcon(problem.severity),
    h(
      'div',
      {},
      h(
        'p',
        {},
        prose(problem.message),
        problem.more
          ? h('span', { class: 'muted' }, t` And ${count(problem.more)} more like it.`)
          : null,
      ),
    ),
    h('div', { class: 'place-of' }, placeOf(panel, problem)),
  );
}

function placeOf(panel: Panel, problem: Problem): Child {
  const { place } = problem;
  if (place?.line !== undefined)
    return [t('line '), lineLink(panel, { row: place.row ?? 0, line: place.line + 1 })];
  if (place?.byte !== undefined) return h('span', { class: 'muted' }, t`byte ${count(place.byte)}`);
  if (place?.column !== undefined)
    return h('span', { class: 'mono' }, panel.report.columns[place.column]?.name ?? '');
  return null;
}
