import type { ColumnsParam } from '../../src/engine/params/params';
import { checkbox } from '../controls';
import { h } from '../dom';
import { columnRef } from '../role-choice';
import { cut } from '../text/numbers';
import type { Field } from './field';

/** Columns in the list; more are chosen by role. */
const MOST = 200;

/** Several columns as check boxes; none means what the hint says. */
export function columnsField(param: ColumnsParam): Field {
  return (context) => {
    const chosen = new Set(
      Array.isArray(context.value) ? (context.value as string[]) : param.default,
    );
    const boxes = context.columns.slice(0, MOST).map((column, index) => {
      const ref = columnRef(context.columns, index);
      return checkbox(
        h('span', { class: 'mono', title: column.name }, cut(column.name, 26)),
        chosen.has(ref),
        (on) => {
          if (on) chosen.add(ref);
          else chosen.delete(ref);
          context.change(chosen.size === 0 ? undefined : [...chosen]);
        },
      );
    });
    return h(
      'fieldset',
      { class: 'field wide', 'data-param': param.id },
      h('legend', { class: 'flabel' }, param.title),
      h('div', { class: 'boxes' }, boxes),
      h('span', { class: 'hint' }, param.summary),
    );
  };
}
