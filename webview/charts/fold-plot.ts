import type { Evaluation, ScoreResult } from '../../src/engine/evaluation/evaluation';
import type { Score } from '../../src/engine/evaluation/scores';
import { scoreText } from '../../src/engine/evaluation/summary';
import { MODEL_CARDS } from '../../src/engine/models/cards';
import { VERDICT_WORDS } from '../../src/report/evaluation-document';
import { svg } from '../dom';
import { cut, ticks } from '../text/numbers';
import { fitted, label, line } from './frame';
import { t } from '../../src/engine/language';

const STEP = 24;
const TOP = 6;
const FOOT = 24;
/** Half the height of a fold's tick. */
const TICK = 3;

interface Row {
  readonly name: string;
  readonly result: ScoreResult;
}

/** One score of every remedy, model by model: folds, mean and spread against doing nothing. */
export function foldPlot({ candidates }: Evaluation, score: Score): HTMLElement {
  const groups = MODEL_CARDS.map((model) => ({
    model,
    rows: candidates.flatMap(({ name, results }): Row[] =>
      results
        .filter((one) => one.model === model.id && one.score === score.id && one.mean !== null)
        .map((result) => ({ name, result })),
    ),
  }));
  const values = groups.flatMap(({ rows }) =>
    rows.flatMap(({ result }) => [
      ...result.folds.filter((value) => value !== null),
      result.mean! - (result.sd ?? 0),
      result.mean! + (result.sd ?? 0),
    ]),
  );
  const [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const lines = groups.reduce((sum, { rows }) => sum + rows.length + 1, 0);
  return fitted(
    lines * STEP + TOP + FOOT,
    textOf(groups, score),
    (width, height) => {
      const small = width < 420;
      const left = small ? 104 : 176;
      const right = width - (small ? 44 : 96);
      const span = high - low || 1;
      const x = (value: number) => left + ((value - low) / span) * (right - left);
      const foot = height - FOOT;
      let y = TOP;
      return [
        ticks(low, high, small ? 3 : 6).map((value) => [
          line('gridl', x(value), TOP, x(value), foot),
          label(String(Number(value.toFixed(3))), x(value), foot + 15, 'middle'),
        ]),
        groups.map(({ model, rows }) => {
          const from = y;
          y += STEP * (rows.length + 1);
          const base = rows[0]?.result.mean;
          return [
            label(t(model.title), 0, from + 16, 'start', 'strong'),
            base !== undefined &&
              base !== null &&
              line('even', x(base), from + STEP, x(base), y - 4),
            rows.map((row, i) =>
              drawRow(row, from + STEP * (i + 1) + STEP / 2, x, { left, width, small }),
            ),
          ];
        }),
      ];
    },
    () => ({
      head: [t('Model'), t('Remedy'), t(score.title), t('Standard deviation'), t('Verdict')],
      rows: groups.flatMap(({ model, rows }) =>
        rows.map(({ name, result: { mean, sd, verdict } }) => [
          ...[t(model.title), name, mean ?? '', sd ?? ''],
          verdict ? VERDICT_WORDS[verdict] : '',
        ]),
      ),
    }),
  );
}

function drawRow(
  { name, result }: Row,
  y: number,
  x: (value: number) => number,
  {
    left,
    width,
    small,
  }: { readonly left: number; readonly width: number; readonly small: boolean },
) {
  const { mean, sd, folds, verdict } = result;
  const sure = verdict && verdict !== 'no-difference' ? verdict : '';
  const shown = svg(
    'text',
    { class: 'strong', x: width, y: y + 4, 'text-anchor': 'end' },
    scoreText(mean!),
  );
  if (sure && !small) shown.append(svg('tspan', { class: 'soft' }, ` ${VERDICT_WORDS[sure]}`));
  return [
    svg(
      'text',
      { x: left - 10, y: y + 4, 'text-anchor': 'end' },
      cut(name, small ? 14 : 26),
      svg('title', {}, name),
    ),
    sd !== null && line(`interval ${sure}`, x(mean! - sd), y, x(mean! + sd), y),
    folds.map((value) => value !== null && line('fold', x(value), y - TICK, x(value), y + TICK)),
    svg('circle', { class: `pt ${sure}`, cx: x(mean!), cy: y, r: 4 }),
    shown,
  ];
}

/** The plot in words. */
function textOf(
  groups: readonly {
    readonly model: (typeof MODEL_CARDS)[number];
    readonly rows: readonly Row[];
  }[],
  { title }: Score,
): string {
  const said = groups.map(
    ({ model, rows }) =>
      `${t(model.title)}: ${rows
        .map(({ name, result }) => `${name} ${scoreText(result.mean!)}`)
        .join(', ')}`,
  );
  return t`${t(title)} by model and remedy. ${said.join('; ')}.`;
}
