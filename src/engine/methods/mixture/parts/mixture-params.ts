import type {
  ChoiceParam,
  ColumnParam,
  ColumnsParam,
  NumberParam,
  Param,
} from '../../../params/params';
import { MARK_ROWS } from '../../resample/parts/made-rows';

/** The groups that are mixed, as a parameter of every mixture. */
export const GROUPS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Groups',
  summary:
    'Domain, language, source, task ...; of several columns their combinations. None means the columns marked domain, or else those marked group.',
  default: [],
};

export const UNIT: ChoiceParam = {
  kind: 'choice',
  id: 'unit',
  title: 'Measured in',
  summary:
    'What shares and the budget count. By itself: tokens of the column that is chosen below, or of the text, else rows.',
  default: 'auto',
  options: [
    { value: 'auto', title: 'By itself' },
    { value: 'rows', title: 'Rows' },
    { value: 'tokens', title: 'Tokens' },
    { value: 'characters', title: 'Characters of the text' },
  ],
};

export const TOKENS: ColumnParam = {
  kind: 'column',
  id: 'tokens',
  title: 'Token counts',
  summary:
    'The column with the tokens of each row; without it a text has a quarter as many tokens as characters, which is an estimate.',
  default: null,
  advanced: true,
};

export const BUDGET: NumberParam = {
  kind: 'number',
  id: 'budget',
  title: 'Budget',
  summary:
    'How much the mixture holds, in the unit above; none means as much as the groups have now.',
  default: null,
  min: 1,
};

export const FORM: ChoiceParam = {
  kind: 'choice',
  id: 'form',
  title: 'Result',
  summary:
    'Rows are repeated and left out, or each stays once with how often it counts (`_copies`), or with a weight (`_weight`: share by natural share).',
  default: 'rows',
  options: [
    { value: 'rows', title: 'Rows' },
    { value: 'copies', title: 'A column of copies' },
    { value: 'weights', title: 'A column of weights' },
  ],
};

export const ORDER: ChoiceParam = {
  kind: 'choice',
  id: 'order',
  title: 'Order',
  summary:
    'Interleaved keeps every stretch of the file close to the shares; source order has repeated rows last.',
  default: 'interleaved',
  options: [
    { value: 'interleaved', title: 'Interleaved' },
    { value: 'blocks', title: 'Group by group' },
    { value: 'shuffled', title: 'Shuffled' },
    { value: 'source', title: 'Source order' },
  ],
  advanced: true,
};

export const REUSE: ChoiceParam = {
  kind: 'choice',
  id: 'reuse',
  title: 'Repeated rows',
  summary:
    'Full passes use every row of a group before any is used once more, in a new order each time; or every draw is independent.',
  default: 'full-passes',
  options: [
    { value: 'full-passes', title: 'Full passes' },
    { value: 'with-replacement', title: 'Independent draws' },
  ],
  advanced: true,
};

/** The parameters of a mixture: which groups, its own, and how it is written. */
export function mixtureParams(...own: readonly Param[]): readonly Param[] {
  return [GROUPS, ...own, UNIT, TOKENS, BUDGET, FORM, ORDER, REUSE, MARK_ROWS];
}
