import type { TextParam } from '../../src/engine/params/params';
import { textField } from '../controls';
import { framed, type Field } from './field';

/** A line of text. */
export function lineField(param: TextParam): Field {
  return (context) =>
    framed(param, param.summary, () =>
      textField(
        param.title,
        typeof context.value === 'string' ? context.value : param.default,
        (text) => {
          context.change(text === param.default ? undefined : text);
        },
      ),
    );
}
