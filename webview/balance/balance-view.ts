import { METHOD_CARDS } from '../../src/engine/methods/cards';
import { button } from '../controls';
import { fill, h, type Child } from '../dom';
import { builtRemedies, methodTitle, worstFirst } from '../findings';
import { say } from '../live';
import { banner, heading, nothing } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, ratio } from '../text/numbers';
import { WAITS } from '../waiting';
import { labelColumn } from '../model';
import { withoutLabel } from '../views/no-role';
import { choose, takeUp } from './draft';
import { exportPart } from './export-part';
import { guardList } from './guards';
import { previewView } from './preview-view';
import { recipeForm } from './recipe-form';
import { fileName, writeBar, writtenList } from './write-bar';
import { t } from '../../src/engine/language';

/** Suggestions shown when the recipe is empty. */
const SUGGESTIONS = 4;

/** The Balance tab: recipe and form at the left, what it would do at the right, writing at the foot. */
export function balanceView(panel: Panel): HTMLElement[] {
  if (panel.report.estimate) return [nothing('info', t('Not yet.'), WAITS)];
  const { desk } = panel;
  const frame = h('div', { class: 'bal' });
  const foot = h('div', { class: 'foot' });
  const build = () => {
    const form = recipeForm(panel);
    const right = h('div', { class: 'pv' });
    const draw = () => {
      form.steps();
      fill(right, preview(panel, build));
      right.classList.toggle('dim', desk.preview.running);
      right.setAttribute('aria-busy', String(desk.preview.running));
      fill(foot, writeBar(panel));
    };
    desk.changed = () => {
      draw();
      announce(panel);
    };
    fill(frame, form.element, right);
    draw();
  };
  build();
  desk.refresh();
  return [frame, foot];
}

function announce(panel: Panel): void {
  const { preview, writing } = panel.desk;
  if (panel.desk.exporting.done) say(t('The export was written.'));
  else if (writing.done) say(t('The file was written.'));
  else if (preview.result && panel.desk.current && !preview.running) {
    const { after } = preview.result;
    const even = after.imbalanceRatio === null ? '' : t`, ${ratio(after.imbalanceRatio)} to 1`;
    say(t`Preview: ${count(after.rows)} rows${even}`);
  }
}

function preview(panel: Panel, rebuild: () => void): Child {
  const { preview: state, writing } = panel.desk;
  const remark = writing.done
    ? t`written as \`${fileName(writing.done)}\``
    : t('nothing is written yet');
  const head = heading(t('Preview'), state.running ? t('working…') : remark);
  const written = writtenList(panel);
  if (state.failure)
    return [
      head,
      banner(state.failure.code === 'guard-blocked' ? 'warning' : 'error', state.failure.message, {
        words: t('Try Again'),
        press: () => {
          panel.desk.refresh();
        },
      }),
      written,
    ];
  if (!state.result)
    return [head, state.running ? waiting() : suggestions(panel, rebuild), written];
  return [
    head,
    previewView(panel, state.result),
    guardList(panel, state.result.guards, rebuild),
    exportPart(panel),
    written,
  ];
}

function waiting(): HTMLElement {
  return h(
    'div',
    { class: 'ghosts', 'aria-hidden': 'true' },
    ['100%', '46%', '72%', '38%'].map((width) => h('span', { class: 'ghost', style: { width } })),
  );
}

/** What the findings ask for, best first: one press fills the recipe. */
function suggestions(panel: Panel, rebuild: () => void): HTMLElement {
  const seen = new Set<string>();
  const offered = worstFirst(panel.report.alerts).flatMap((alert) => {
    const remedy = builtRemedies(alert).find((r) => !seen.has(r.method));
    if (!remedy) return [];
    seen.add(remedy.method);
    return [{ alert, remedy }];
  });
  const noLabel = labelColumn(panel.report) < 0;
  const first = noLabel ? undefined : METHOD_CARDS.find((method) => method.id === 'class-weights');
  return h(
    'div',
    { class: 'suggest' },
    h(
      'p',
      { class: 'muted' },
      t(
        'Choose a method, or start from what the audit found. Every change is previewed on all rows; a file is written only when you say so.',
      ),
    ),
    noLabel &&
      h(
        'div',
        { class: 'under' },
        withoutLabel(
          panel,
          t('No label.'),
          t('Weights by class, sampling and balanced splits need one.'),
        ),
      ),
    h(
      'ul',
      { class: 'findings' },
      offered.slice(0, SUGGESTIONS).map(({ alert, remedy }) =>
        h(
          'li',
          { class: 'finding simple bare' },
          h(
            'div',
            {},
            h('p', { class: 't' }, methodTitle(remedy.method)),
            h('p', { class: 'd' }, prose(`${alert.title}. ${remedy.why ?? ''}`.trim())),
          ),
          button(
            t('Use'),
            () => {
              panel.desk.change(
                takeUp(panel.desk.draft, {
                  method: remedy.method,
                  ...(remedy.values && { values: remedy.values }),
                }),
              );
              rebuild();
            },
            { label: t`Use ${methodTitle(remedy.method)}` },
          ),
        ),
      ),
      offered.length === 0 &&
        first &&
        h(
          'li',
          { class: 'finding simple bare' },
          h(
            'div',
            {},
            h('p', { class: 't' }, t(first.title)),
            h('p', { class: 'd' }, prose(t(first.summary))),
          ),
          button(t('Use'), () => {
            panel.desk.change(choose(panel.desk.draft, first.id));
            rebuild();
          }),
        ),
    ),
  );
}
