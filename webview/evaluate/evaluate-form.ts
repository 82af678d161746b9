import { candidateOf, usualCandidates } from '../../src/engine/evaluation/candidates';
import { EVALUATION_PARAMS, type Candidate } from '../../src/engine/evaluation/evaluation';
import { METHOD_CARDS } from '../../src/engine/methods/cards';
import { kindsOf, mayHaveLabelSets, triedMethods } from '../balance/suited';
import { button, checkbox } from '../controls';
import { fill, h } from '../dom';
import { methodTitle } from '../findings';
import { paramForm } from '../form/form';
import type { Panel } from '../panel';
import { t } from '../../src/engine/language';

/** Methods shown before "All methods…", those that are chosen among them. */
const SHORT = 6;

/** The left side: which remedies, how many folds, and the button. */
export function evaluateForm(panel: Panel): HTMLElement {
  const { evaluation } = panel;
  const list = h('div', { class: 'tries', role: 'group', 'aria-label': t('Remedies to try') });
  let all = false;
  const draw = () => {
    const chosen = chosenIds(panel);
    const suited = triedMethods(panel.report.columns, mayHaveLabelSets(panel.report));
    const first = [...suited].sort((a, b) => Number(chosen.has(b.id)) - Number(chosen.has(a.id)));
    const shown = all ? suited : first.slice(0, Math.max(SHORT, chosen.size));
    fill(
      list,
      panel.desk.draft.steps.length > 0 &&
        checkbox(t`The recipe of Balance: ${recipeName(panel)}`, evaluation.withRecipe, (on) => {
          evaluation.withRecipe = on;
        }),
      shown.map((method) =>
        checkbox(t(method.title), chosen.has(method.id), (on) => {
          const next = new Set(chosenIds(panel));
          if (on) next.add(method.id);
          else next.delete(method.id);
          evaluation.chosen = next;
        }),
      ),
      shown.length < suited.length &&
        button(
          t('All methods…'),
          () => {
            all = true;
            draw();
          },
          { kind: 'quiet', class: 'all-methods' },
        ),
    );
  };
  draw();
  return h(
    'form',
    {
      class: 'recipe',
      'aria-label': t('What to try'),
      on: {
        submit: (event) => {
          event.preventDefault();
        },
      },
    },
    h('div', { class: 'sechead' }, h('h2', {}, t('Remedies to Try'))),
    list,
    h(
      'div',
      { class: 'formpart' },
      paramForm(
        EVALUATION_PARAMS,
        evaluation.values,
        { columns: panel.report.columns, classes: [] },
        (id, value) => {
          evaluation.set(id, value);
        },
        null,
      ),
    ),
  );
}

/** What is to be tried: the chosen methods with their defaults, and the recipe of Balance. */
export function candidatesOf(panel: Panel): Candidate[] {
  const { steps } = panel.desk.draft;
  const recipe =
    steps.length > 0 && panel.evaluation.withRecipe ? [{ name: recipeName(panel), steps }] : [];
  const chosen = chosenIds(panel);
  const methods = METHOD_CARDS.filter(({ id }) => chosen.has(id)).flatMap(
    ({ id }) => candidateOf(id) ?? [],
  );
  return [...recipe, ...methods];
}

function recipeName(panel: Panel): string {
  return panel.desk.draft.steps.map(({ method }) => methodTitle(method)).join(', ');
}

function chosenIds({ evaluation, report }: Panel): ReadonlySet<string> {
  if (evaluation.chosen) return evaluation.chosen;
  const usual = usualCandidates(kindsOf(report.columns));
  return new Set(usual.flatMap(({ steps }) => steps.map(({ method }) => method)));
}
