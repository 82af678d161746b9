import { SCORES } from '../../src/engine/evaluation/scores';
import type { Evaluation } from '../../src/engine/evaluation/evaluation';
import { MODEL_CARDS } from '../../src/engine/models/cards';
import { resultText } from '../../src/report/evaluation-document';
import { foldPlot } from '../charts/fold-plot';
import { button, dropdown } from '../controls';
import { copyMenu } from '../copy/copy-menu';
import { fill, h, type Child } from '../dom';
import { say } from '../live';
import { labelColumn } from '../model';
import { banner, heading, nothing } from '../parts';
import type { Panel } from '../panel';
import { prose } from '../prose';
import { count, counted } from '../text/numbers';
import { progressWords } from '../text/progress';
import { withoutLabel } from '../views/no-role';
import { progressBar } from '../views/reading';
import { WAITS } from '../waiting';
import { candidatesOf, evaluateForm } from './evaluate-form';
import { t } from '../../src/engine/language';

/** The Evaluate tab: remedies to try at the left, what cross-validation says of them at the right. */
export function evaluateView(panel: Panel): HTMLElement[] {
  const { evaluation, report } = panel;
  if (report.estimate) return [nothing('info', t('Not yet.'), WAITS)];
  if (labelColumn(report) < 0)
    return [
      h(
        'div',
        { class: 'pv' },
        withoutLabel(panel, t('No label.'), t('There is nothing to predict.')),
      ),
    ];
  const right = h('div', { class: 'pv' });
  const draw = () => {
    fill(right, outcome(panel, draw));
    right.setAttribute('aria-busy', String(evaluation.running));
  };
  evaluation.changed = () => {
    draw();
    if (evaluation.result && !evaluation.running) say(evaluation.result.summary);
  };
  draw();
  return [h('div', { class: 'bal' }, evaluateForm(panel), right)];
}

function outcome(panel: Panel, draw: () => void): Child {
  const { evaluation } = panel;
  const { result, failure, running } = evaluation;
  const press = running
    ? button(t('Cancel'), () => void evaluation.cancel(), { title: 'Esc' })
    : button(
        result ? t('Try Again') : t('Try Remedies'),
        () => void evaluation.run(candidatesOf(panel), panel.desk.draft.seed),
        { kind: 'primary' },
      );
  return [
    heading(t('Does balancing help?'), t('nothing is written'), press),
    failure && banner('error', failure.message),
    running ? runningView(panel) : result ? resultView(panel, result, draw) : introduction(),
  ];
}

function introduction(): HTMLElement {
  return h(
    'p',
    { class: 'muted answer-before' },
    t`Cross-validation with ${MODEL_CARDS.map(({ title }) => t(title.toLowerCase())).join(', ')}: each remedy changes the training rows alone, and the rows held back are scored as they are. Doing nothing, and moving the decision threshold, are tried as well.`,
  );
}

function runningView(panel: Panel): HTMLElement {
  const bar = progressBar(panel.snapshot.name);
  const words = h('p', { class: 'muted' }, t('Trying remedies…'));
  panel.evaluation.heard = (progress) => {
    bar.hear(progress);
    words.replaceChildren(progressWords(progress));
  };
  return h('div', { class: 'trying' }, bar.element, words);
}

function resultView(panel: Panel, result: Evaluation, draw: () => void): Child {
  const { evaluation } = panel;
  const shown = evaluation.score ?? result.score;
  const score = SCORES.find(({ id }) => id === shown)!;
  const way = score.better === 'higher' ? t('Higher is better.') : t('Lower is better.');
  return [
    h('p', { class: 'answer sentence' }, prose(result.summary)),
    h('p', { class: 'muted small' }, factsOf(result)),
    h(
      'section',
      { class: 'sec' },
      heading(
        t(score.title),
        `${t(score.summary)} ${way}`,
        dropdown(
          t('Score'),
          SCORES.map(({ id, title }) => ({ value: id, text: t(title) })),
          shown,
          (value) => {
            evaluation.score = SCORES.find(({ id }) => id === value)?.id ?? null;
            draw();
          },
          { 'data-keep': 'score' },
        ),
        copyMenu(),
      ),
      h(
        'p',
        { class: 'muted small' },
        t(
          'Dots are means over the folds, lines one standard deviation, ticks the folds; the dashed line is doing nothing.',
        ),
      ),
      foldPlot(result, score),
      table(result, shown),
    ),
    h(
      'ul',
      { class: 'muted small notes' },
      notesOf(result).map((note) => h('li', {}, prose(note))),
    ),
  ];
}

function factsOf({ rows, ofRows, folds, repeats, features }: Evaluation): string {
  const of = rows < ofRows ? t` of ${count(ofRows)}` : '';
  const times = repeats > 1 ? t`, ${count(repeats)} times` : '';
  return t`${count(rows)}${of} rows, ${counted(folds, 'fold')}${times}, ${counted(features.numbers + features.categories, 'feature')}`;
}

function table({ candidates }: Evaluation, score: string): HTMLElement {
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('Scores') },
    h(
      'table',
      { class: 'grid' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('Remedy')),
          MODEL_CARDS.map(({ title }) => h('th', { scope: 'col', class: 'r' }, t(title))),
        ),
      ),
      h(
        'tbody',
        {},
        candidates
          .filter(({ failed }) => failed === undefined)
          .map(({ name, results }) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, name),
              MODEL_CARDS.map(({ id }) => {
                const found = results.find((one) => one.model === id && one.score === score);
                const sure = found?.verdict && found.verdict !== 'no-difference';
                return h('td', { class: sure ? 'r best' : 'r' }, found ? resultText(found) : '');
              }),
            ),
          ),
      ),
    ),
  );
}

function notesOf({ candidates, notices, features }: Evaluation): string[] {
  return [
    ...candidates.flatMap(({ name, failed }) =>
      failed === undefined ? [] : [t`${name} could not be tried: ${failed}`],
    ),
    ...notices,
    ...(features.skipped.length
      ? [t`No model uses ${features.skipped.map((name) => `\`${name}\``).join(', ')}.`]
      : []),
    t(
      'Better and worse are against doing nothing, at 5% over all remedies and models (corrected resampled t-test, Holm); all else is within noise.',
    ),
  ];
}
