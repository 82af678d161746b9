import type { ChoiceParam } from '../../src/engine/params/params';
import { dropdown } from '../controls';
import { framed, type Field } from './field';

/** One of a few. */
export function choiceField(param: ChoiceParam): Field {
  return (context) =>
    framed(param, param.summary, () =>
      dropdown(
        param.title,
        param.options.map((option) => ({ value: option.value, text: option.title })),
        typeof context.value === 'string' ? context.value : param.default,
        (value) => {
          context.change(value === param.default ? undefined : value);
        },
      ),
    );
}
