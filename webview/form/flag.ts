import type { FlagParam } from '../../src/engine/params/params';
import { checkbox } from '../controls';
import { h } from '../dom';
import type { Field } from './field';

/** Yes or no. */
export function flagField(param: FlagParam): Field {
  return (context) => {
    const value = typeof context.value === 'boolean' ? context.value : param.default;
    return h(
      'div',
      { class: 'field wide', 'data-param': param.id },
      checkbox(param.title, value, (checked) => {
        context.change(checked === param.default ? undefined : checked);
      }),
      h('span', { class: 'hint' }, param.summary),
    );
  };
}
