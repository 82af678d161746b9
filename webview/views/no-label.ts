import type { AuditReport } from '../../src/engine/audit';
import { button } from '../controls';
import { h } from '../dom';
import { nothing } from '../parts';
import type { Panel } from '../panel';
import { withLabel } from '../role-choice';
import { counted } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Columns that are offered as a label, and values that one of them may have. */
const MOST_OFFERED = 5;
const MOST_VALUES = 50;

/** Says that a part needs a label and why there is none, with the columns that may be one: a press on a name is enough. */
export function withoutLabel(panel: Panel, title: string, why: string): HTMLElement {
  const { report, snapshot } = panel;
  const offered = candidates(report);
  const all = {
    words: offered.length > 0 ? t('Another column…') : t('Choose a label…'),
    press: () => {
      panel.go('Columns');
    },
  };
  if (offered.length === 0) return nothing('info', title, why, all);
  return h(
    'div',
    {},
    nothing('info', title, why),
    h(
      'div',
      { class: 'offered', role: 'group', 'aria-label': t('Columns that may be the label') },
      h('span', { class: 'muted' }, t('Take as label:')),
      offered.map((index) => {
        const { name, distinct } = report.columns[index]!;
        const values = counted(distinct, 'value');
        return button(
          name,
          () => panel.chooseRoles(withLabel(snapshot.roles, report.columns, index)),
          {
            title: t`${name} is the label: ${values}`,
          },
        );
      }),
      button(all.words, all.press, { kind: 'quiet' }),
    ),
  );
}

/** Categories of few values, those of fewest first. */
function candidates({ columns }: AuditReport): number[] {
  return columns
    .flatMap(({ role, semantic, distinct }, index) => {
      const few = distinct >= 2 && distinct <= MOST_VALUES;
      return role === 'feature' && semantic === 'categorical' && few ? [index] : [];
    })
    .sort((a, b) => columns[a]!.distinct - columns[b]!.distinct || a - b)
    .slice(0, MOST_OFFERED);
}
