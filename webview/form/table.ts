import type { NumberTable, TableParam } from '../../src/engine/params/params';
import { asNestedTable, asNumberTable, tableText } from '../../src/engine/params/number-tables';
import { parseValue, TABLE_WORDS } from '../../src/engine/params/values';
import { textField } from '../controls';
import { h } from '../dom';
import { cut } from '../text/numbers';
import { framed, refusal, type Field, type FieldContext } from './field';
import { t } from '../../src/engine/language';

/** Classes whose numbers can be typed one by one. */
const MOST = 30;

/** Numbers by name: a field per class of the label where there are few, else one line of `a=1, b=2`. */
export function tableField(param: TableParam): Field {
  return (context) => {
    const k = context.classes.length;
    return param.of === 'classes' && k > 0 && k <= MOST
      ? perClass(param, context)
      : line(param, context);
  };
}

function line(param: TableParam, context: FieldContext): HTMLElement {
  const given = asNumberTable(context.value) ?? asNestedTable(context.value);
  const field = framed(param, param.summary, (say) =>
    textField(
      param.title,
      typeof context.value === 'string' ? context.value : given ? tableText(given) : '',
      (text) => {
        const value = parseValue(param, text);
        const wrong = refusal(param, value);
        say(wrong);
        if (wrong === null) context.change(text.trim() === '' ? undefined : value);
      },
      { placeholder: TABLE_WORDS[param.of] },
    ),
  );
  field.classList.add('long');
  return field;
}

function perClass(param: TableParam, context: FieldContext): HTMLElement {
  const given = typeof context.value === 'string' ? parseValue(param, context.value) : undefined;
  const table = new Map(Object.entries(asNumberTable(given ?? context.value) ?? {}));
  const fields = context.classes.map(({ value }) =>
    h(
      'div',
      { class: 'field' },
      h('span', { class: 'flabel mono', title: value }, cut(value, 16)),
      textField(
        `${param.title}: ${value}`,
        table.has(value) ? String(table.get(value)) : '',
        (text) => {
          if (text.trim() === '') table.delete(value);
          else if (refusal(param, { [value]: Number(text) }) === null)
            table.set(value, Number(text));
          else return;
          const now: NumberTable = Object.fromEntries(table);
          context.change(table.size === 0 ? undefined : now);
        },
        { inputmode: 'decimal', placeholder: t('not set') },
      ),
    ),
  );
  return h(
    'fieldset',
    { class: 'field wide', 'data-param': param.id },
    h('legend', { class: 'flabel' }, param.title),
    h('span', { class: 'hint always' }, param.summary),
    h('div', { class: 'detail-fields' }, fields),
  );
}
