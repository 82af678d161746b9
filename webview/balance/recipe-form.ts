import { METHOD_CARDS } from '../../src/engine/methods/cards';
import { SHARED_PARAMS } from '../../src/engine/params/shared-params';
import { badge, button, textField } from '../controls';
import { fill, h, type Child } from '../dom';
import { methodTitle } from '../findings';
import { paramForm } from '../form/form';
import { byCount, figures } from '../model';
import { heading } from '../parts';
import type { Panel } from '../panel';
import { change } from '../text/numbers';
import { choose, earlier, remove, select, set, type Draft } from './draft';
import { methodList } from './method-list';
import { kindsOf, mayHaveLabelSets } from './suited';
import { t } from '../../src/engine/language';

/** The largest seed. */
const MOST_SEED = 2 ** 32 - 1;

/** The left side: steps of the recipe, methods for the step that is shown, and that step's form. */
export interface RecipeForm {
  readonly element: HTMLElement;
  /** Writes the rows gained or lost by each step into the list. */
  steps(): void;
}

/** Makes the recipe form. */
export function recipeForm(panel: Panel): RecipeForm {
  const { desk } = panel;
  const steps = h('ol', { class: 'steps' });
  const adding = h('div', { class: 'right' });
  const methods = h('div', {});
  const form = h('div', { class: 'formpart' });
  let all = false;
  const take = (draft: Draft, structure: boolean) => {
    desk.change(draft);
    if (structure) draw();
  };
  const drawSteps = () => {
    fill(steps, stepRows(panel, take));
    fill(
      adding,
      desk.draft.steps.length > 0 &&
        desk.draft.at < desk.draft.steps.length &&
        button(
          t('Add step'),
          () => {
            desk.draft = select(desk.draft, desk.draft.steps.length);
            draw();
          },
          { kind: 'quiet' },
        ),
    );
  };
  const draw = () => {
    drawSteps();
    const step = desk.draft.steps[desk.draft.at];
    fill(
      methods,
      methodList(
        step?.method ?? null,
        {
          roles: new Set(panel.report.columns.map((column) => column.role)),
          kinds: kindsOf(panel.report.columns),
          labelSets: mayHaveLabelSets(panel.report),
        },
        all,
        (method) => {
          take(choose(desk.draft, method), true);
        },
        () => {
          all = true;
          draw();
        },
      ),
    );
    fill(form, step ? values(panel, take) : null);
  };
  draw();
  const element = h(
    'form',
    {
      class: 'recipe',
      'aria-label': t('Recipe'),
      on: {
        submit: (event) => {
          event.preventDefault();
        },
        keydown: (event) => {
          if ((event as KeyboardEvent).key === 'Enter') desk.refresh();
        },
      },
    },
    h('div', { class: 'sechead' }, h('h2', {}, t('Recipe')), adding),
    steps,
    methods,
    form,
  );
  return { element, steps: drawSteps };
}

type Take = (draft: Draft, structure: boolean) => void;

function stepRows(panel: Panel, take: Take): Child {
  const { desk } = panel;
  const { draft } = desk;
  const changes = desk.current ? desk.preview.result?.steps : undefined;
  const rows: Child[] = draft.steps.map((step, index) => {
    const name = methodTitle(step.method);
    const shown = index === draft.at;
    const moved = changes?.[index]?.change;
    return h(
      'li',
      { class: shown ? 'step current' : 'step' },
      badge(index + 1),
      h(
        'button',
        {
          type: 'button',
          class: 'stepname',
          'aria-current': shown ? 'step' : null,
          on: {
            click: () => {
              take(select(draft, index), true);
            },
          },
        },
        name,
      ),
      h(
        'span',
        { class: 'muted small moved' },
        moved === undefined ? '' : t`${change(moved)} rows`,
      ),
      index > 0 &&
        button(
          '↑',
          () => {
            take(earlier(draft, index), true);
          },
          { kind: 'quiet', label: t`Move ${name} up`, title: t('Move up'), class: 'mini' },
        ),
      button(
        '×',
        () => {
          take(remove(draft, index), true);
        },
        { kind: 'quiet', label: t`Remove ${name}`, title: t('Remove this step'), class: 'mini' },
      ),
    );
  });
  if (draft.at === draft.steps.length && draft.steps.length > 0)
    rows.push(
      h(
        'li',
        { class: 'step current' },
        badge(draft.steps.length + 1),
        h('span', { class: 'muted' }, t('choose a method below')),
      ),
    );
  if (draft.steps.length === 0)
    rows.push(
      h(
        'li',
        { class: 'muted small' },
        t('No step yet. Choose a method: the preview shows what it would do.'),
      ),
    );
  return rows;
}

function values(panel: Panel, take: Take): Child {
  const { desk, report } = panel;
  const step = desk.draft.steps[desk.draft.at];
  const method = METHOD_CARDS.find((each) => each.id === step?.method);
  if (!step || !method) return null;
  const even = figures(report, 'class-imbalance');
  const hasSplit = report.columns.some((column) => column.role === 'split');
  const shared = SHARED_PARAMS.map((param) => (hasSplit ? param : { ...param, advanced: true }));
  const params = paramForm(
    [...method.params, ...shared],
    step.values ?? {},
    { columns: report.columns, classes: even ? byCount(even.classes) : [] },
    (id, value) => {
      take(set(desk.draft, id, value), false);
    },
    seedField(panel, take),
  );
  return [heading(t(method.title)), params];
}

function seedField(panel: Panel, take: Take): HTMLElement {
  const { desk } = panel;
  const hint = h('span', { class: 'hint always' }, t('same seed, same file'));
  return h(
    'div',
    { class: 'field' },
    h('span', { class: 'flabel' }, t('Seed')),
    textField(
      t('Seed'),
      String(desk.draft.seed),
      (text) => {
        const seed = Number(text);
        const right =
          text.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED;
        hint.textContent = right
          ? t('Same seed, same file.')
          : t('A whole number from 0 to 4,294,967,295.');
        if (right) take({ ...desk.draft, seed }, false);
      },
      { inputmode: 'numeric' },
    ),
    hint,
  );
}
