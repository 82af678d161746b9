import { EXPORTER_CARDS } from '../../src/engine/exports/cards';
import { exportersFor } from '../../src/engine/exports/fitting';
import type { ExportResult } from '../../src/protocol/messages';
import { button, dropdown, link } from '../controls';
import { h, type Child } from '../dom';
import { paramForm } from '../form/form';
import { icon } from '../icons';
import { byCount, figures } from '../model';
import { banner, heading, section } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { shapeOf } from './export-state';
import { fileName } from './write-bar';
import { t } from '../../src/engine/language';

/** What to export and with which parameters; its files are written beside the source. */
export function exportPart(panel: Panel): HTMLElement | null {
  const { desk, report } = panel;
  const { open, exporter: id, values, running, failure, done } = desk.exporting;
  if (!open) return null;
  const roles = new Set(report.columns.map(({ role }) => role));
  const shape = shapeOf(desk.draft, desk.preview.result?.rows, roles);
  const exporters = exportersFor(EXPORTER_CARDS, shape);
  const exporter = exporters.find((each) => each.id === id) ?? exporters[0]!;
  const even = figures(report, 'class-imbalance');
  const form = paramForm(
    exporter.params,
    values,
    { columns: report.columns, classes: even ? byCount(even.classes) : [] },
    (param, value) => {
      const others = Object.entries(desk.exporting.values).filter(([name]) => name !== param);
      const changed = value === undefined ? others : [...others, [param, value] as const];
      desk.exporting = { ...desk.exporting, values: Object.fromEntries(changed) };
    },
    null,
  );
  const choices = exporters.map(({ id: value, title }) => ({ value, text: t(title) }));
  const body = section(
    heading(t('Export'), t('for a training job, from this recipe')),
    h(
      'div',
      { class: 'params' },
      h(
        'div',
        { class: 'field' },
        h('span', { class: 'flabel' }, t('What')),
        dropdown(t('Export'), choices, exporter.id, (value) => {
          desk.choose({ exporter: value, values: {} });
        }),
        h('span', { class: 'hint always' }, prose(t(exporter.summary))),
      ),
    ),
    form,
    failure && banner('error', failure.message),
    h(
      'div',
      { class: 'acts export-acts' },
      button(running ? t('Exporting…') : t('Write Export'), () => void desk.export(exporter.id), {
        disabled: running || !desk.ready,
        ...(desk.blocked && { title: t('A guard stands in the way') }),
      }),
      button(t('Close'), () => {
        desk.choose({ open: false });
      }),
    ),
    done && exported(panel, done),
  );
  body.classList.add('export');
  return body;
}

function exported(panel: Panel, { files, notices }: ExportResult): Child {
  const links = files.map((path, i) => [
    i > 0 && h('span', { class: 'muted' }, ' · '),
    link(
      fileName(path),
      () => {
        void panel.host.request('reveal', { kind: 'file', path }).catch(() => undefined);
      },
      t`Open ${fileName(path)}`,
    ),
  ]);
  return [
    h('p', { class: 'exported' }, icon('pass', t('Written')), h('span', {}, t('Wrote '), links)),
    notices.length > 0 &&
      h(
        'ul',
        { class: 'notices' },
        notices.map((notice) => h('li', {}, icon('info', t('Note')), h('span', {}, prose(notice)))),
      ),
  ];
}
