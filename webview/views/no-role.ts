import type { AuditColumn } from '../../src/engine/audit';
import type { RoleChoice } from '../../src/engine/roles/roles';
import { button } from '../controls';
import { h } from '../dom';
import { nothing } from '../parts';
import type { Panel } from '../panel';
import { withGroups, withLabel, withRole } from '../role-choice';
import { counted } from '../text/numbers';
import { t } from '../../src/engine/language';

/** Columns that are offered, and values that one of them may have. */
const MOST_OFFERED = 5;
const MOST_VALUES = 50;

/** What is said where no column has a role, and what a column that is pressed becomes. */
interface Offer {
  readonly choose: string;
  readonly take: string;
  /** The columns that may have it, likeliest first. */
  candidates(columns: readonly AuditColumn[]): number[];
  /** The roles when the column at an index has the role. */
  roles(panel: Panel, index: number): RoleChoice;
}

const LABEL: Offer = {
  choose: t('Choose a label…'),
  take: t('Take as label:'),
  candidates: categories,
  roles: ({ report, snapshot }, index) => withLabel(snapshot.roles, report.columns, index),
};

const GROUP: Offer = {
  choose: t('Choose a group…'),
  take: t('Take as group:'),
  candidates: categories,
  roles: ({ report, snapshot }, index) => withGroups(snapshot.roles, report.columns, [index]),
};

const TEXT: Offer = {
  choose: t('Choose a text…'),
  take: t('Take as text:'),
  candidates: texts,
  roles: ({ report, snapshot }, index) => withRole(snapshot.roles, report.columns, index, 'text'),
};

/** Says that a part needs a label and why there is none, with the columns that may be one: a press on a name is enough. */
export function withoutLabel(panel: Panel, title: string, why: string): HTMLElement {
  return withoutRole(panel, LABEL, title, why);
}

/** The same of a group. */
export function withoutGroup(panel: Panel, title: string, why: string): HTMLElement {
  return withoutRole(panel, GROUP, title, why);
}

/**
 * The same of a text, also where a column is only taken for one; nothing where no column can be one: it is not missed.
 */
export function withoutText(panel: Panel, title: string, why: string): HTMLElement | null {
  return texts(panel.report.columns).length > 0 ? withoutRole(panel, TEXT, title, why) : null;
}

function withoutRole(panel: Panel, offer: Offer, title: string, why: string): HTMLElement {
  const { columns } = panel.report;
  const offered = offer.candidates(columns);
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
        const { name, distinct } = columns[index]!;
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
function categories(columns: readonly AuditColumn[]): number[] {
  return columns
    .flatMap(({ role, semantic, distinct }, index) => {
      const few = distinct >= 2 && distinct <= MOST_VALUES;
      return role === 'feature' && semantic === 'categorical' && few ? [index] : [];
    })
    .sort((a, b) => columns[a]!.distinct - columns[b]!.distinct || a - b)
    .slice(0, MOST_OFFERED);
}

/** What is taken for text, or else running text. */
function texts(columns: readonly AuditColumn[]): number[] {
  const having = (has: (column: AuditColumn) => boolean) =>
    columns.flatMap((column, index) => (has(column) ? [index] : []));
  const taken = having(({ role }) => role === 'text');
  if (taken.length > 0) return taken;
  return having(({ role, semantic }) => role === 'feature' && semantic === 'free-text').slice(
    0,
    MOST_OFFERED,
  );
}
