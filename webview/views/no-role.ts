import type { AuditReport } from '../../src/engine/audit';
import type { RoleChoice } from '../../src/engine/roles/roles';
import { button } from '../controls';
import { h } from '../dom';
import { nothing } from '../parts';
import type { Panel } from '../panel';
import { withGroups, withLabel } from '../role-choice';
import { counted } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Columns that are offered, and values that one of them may have. */
const MOST_OFFERED = 5;
const MOST_VALUES = 50;

/** What is said where no column has a role, and what a column that is pressed becomes. */
interface Offer {
  readonly choose: string;
  readonly take: string;
  /** The roles when the column at an index has the role. */
  roles(panel: Panel, index: number): RoleChoice;
}

const LABEL: Offer = {
  choose: t('Choose a label…'),
  take: t('Take as label:'),
  roles: ({ report, snapshot }, index) => withLabel(snapshot.roles, report.columns, index),
};

const GROUP: Offer = {
  choose: t('Choose a group…'),
  take: t('Take as group:'),
  roles: ({ report, snapshot }, index) => withGroups(snapshot.roles, report.columns, [index]),
};

/** Says that a part needs a label and why there is none, with the columns that may be one: a press on a name is enough. */
export function withoutLabel(panel: Panel, title: string, why: string): HTMLElement {
  return withoutRole(panel, LABEL, title, why);
}

/** The same of a group. */
export function withoutGroup(panel: Panel, title: string, why: string): HTMLElement {
  return withoutRole(panel, GROUP, title, why);
}

function withoutRole(panel: Panel, offer: Offer, title: string, why: string): HTMLElement {
  const { report } = panel;
  const offered = candidates(report);
  const all = {
    words: offered.length > 0 ? t('Another column…') : offer.choose,
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
      { class: 'offered', role: 'group', 'aria-label': offer.take },
      h('span', { class: 'muted' }, offer.take),
      offered.map((index) => {
        const { name, distinct } = report.columns[index]!;
        const press = () => {
          panel.chooseRoles(offer.roles(panel, index));
        };
        return button(name, press, { title: counted(distinct, 'value') });
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
