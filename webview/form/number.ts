import type { NumberParam } from '../../src/engine/params/params';
import { parseValue } from '../../src/engine/params/values';
import { textField } from '../controls';
import { framed, refusal, type Field } from './field';
import { t } from '../../src/engine/language';

/** A number with its range said below. */
export function numberField(param: NumberParam): Field {
  return (context) =>
    framed(param, hintOf(param), (say) =>
      textField(
        param.title,
        textOf(context.value ?? param.default),
        (text) => {
          const value = parseValue(param, text);
          const wrong = refusal(param, value);
          say(wrong);
          if (wrong === null) context.change(value === param.default ? undefined : value);
        },
        {
          inputmode: param.integer ? 'numeric' : 'decimal',
          placeholder: param.default === null ? t('not set') : undefined,
        },
      ),
    );
}

function textOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : '';
}

function hintOf(param: NumberParam): string {
  const { min, max, integer } = param;
  const kind = integer ? t('whole, ') : '';
  if (min !== undefined && max !== undefined)
    return t`${param.summary} ${cap(kind)}${String(min)} to ${String(max)}.`;
  return param.summary;
}

function cap(text: string): string {
  return text === '' ? '' : text.charAt(0).toUpperCase() + text.slice(1);
}
