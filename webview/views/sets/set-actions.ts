import { t } from '../../../src/engine/language';
import { SET_ANSWERS } from '../../../src/engine/sets/set-kind';
import { button, dropdown } from '../../controls';
import { h, type Child } from '../../dom';
import { builtRemedies } from '../../findings';
import type { Panel } from '../../panel';
import { prose } from '../../prose';
import { count, counted } from '../../text/numbers';
import { untilExact } from '../../waiting';
import { lineLink } from '../rows';
import { keepChoices, type SetSource } from './kinds';
import { MOST_ROWS, type OpenSet } from './set-detail';

/** Opens the rows of a set in the editor. */
export function openInEditor(panel: Panel, { search, set }: OpenSet): HTMLElement {
  const selector = { kind: 'set', search, row: set.first } as const;
  return button(
    t('Open in editor'),
    () => {
      void panel.host.request('reveal', { kind: 'rows', selector }).catch(() => undefined);
    },
    { kind: 'quiet' },
  );
}

/** Opens two rows in the editor's own diff; `column`: one cell of each, null: all cells. */
export function compareInEditor(
  panel: Panel,
  rows: () => readonly [number, number],
  column: number | null,
): HTMLElement {
  return button(
    t('Compare in editor'),
    () => {
      const what = { kind: 'diff', rows: rows(), column } as const;
      void panel.host.request('reveal', what).catch(() => undefined);
    },
    { kind: 'quiet' },
  );
}

/** Opens Balance with what answers sets of this kind; null where nothing does. */
export function fixSets(panel: Panel, source: SetSource): HTMLElement | null {
  const { method, metric } = SET_ANSWERS[source.kind];
  if (method === null) {
    const alert = panel.report.alerts.find(
      (each) => each.metric === metric && builtRemedies(each).length > 0,
    );
    if (!alert) return null;
    return button(
      t('Fix…'),
      () => {
        panel.fix(alert);
      },
      untilExact(panel.report),
    );
  }
  return button(
    t('Fix…'),
    () => {
      const keep = panel.look.sets.keep;
      const known = keepChoices(source.kind)?.options.some(({ value }) => value === keep);
      panel.take({ method, values: { ...source.fix, ...(known && keep && { keep }) } });
    },
    { label: t('Fix all sets of this kind'), ...untilExact(panel.report) },
  );
}

/** Which row of a set stays under a policy that can be chosen, and how many leave; nothing is written. */
export function keepPreview(panel: Panel, open: OpenSet): Child {
  const param = keepChoices(open.source.kind);
  const { keep, rows } = open.answer;
  if (!param || !keep) return null;
  const { options } = param;
  const chosen = panel.look.sets.keep;
  const policy = options.some(({ value }) => value === chosen) ? chosen! : param.default;
  return h(
    'div',
    { class: 'keep' },
    h('span', {}, t('If one row stays')),
    dropdown(
      t('Row of a set that stays'),
      options.map(({ value, title }) => ({ value, text: t(title) })),
      policy,
      open.keep,
      { 'data-keep': 'keep-policy' },
    ),
    'reason' in keep
      ? h('span', { class: 'muted' }, prose(keep.reason))
      : h('span', { role: 'status' }, stays(panel, keep, rows)),
  );
}

function stays(
  panel: Panel,
  { stays: kept, leaves }: Exclude<OpenSet['answer']['keep'], { readonly reason: string } | null>,
  rows: OpenSet['answer']['rows'],
): Child {
  if (leaves === 0) return t('no row leaves.');
  const left = leaves === 1 ? t('1 row leaves.') : t`${count(leaves)} rows leave.`;
  const [first] = kept;
  if (first === undefined) return left;
  const row = rows.find((each) => each.row === first);
  if (!row) return [t`row ${count(first + 1)} stays, `, left];
  return [t('line '), lineLink(panel, row), t(' stays, '), left];
}

/** The way to more rows of a set, or what is left out. */
export function moreRows({ answer: { size, rows }, more }: OpenSet): Child {
  const left = size - rows.length;
  if (left === 0) return null;
  return h(
    'p',
    { class: 'small muted' },
    t`And ${counted(left, 'more row')}. `,
    rows.length < MOST_ROWS && button(t('Show more'), more, { kind: 'quiet' }),
  );
}
