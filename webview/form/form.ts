import { perKind, type Param, type ParamValue, type PerKind } from '../../src/engine/params/params';
import { t } from '../../src/engine/language';
import { worded } from '../../src/engine/params/worded';
import { h, type Child } from '../dom';
import { choiceField } from './choice';
import { columnField } from './column';
import { columnsField } from './columns';
import type { Field, FieldContext } from './field';
import { fileField } from './file';
import { flagField } from './flag';
import { numberField } from './number';
import { strategyField } from './strategy';
import { tableField } from './table';
import { lineField } from './text';

/** One field per kind of parameter. */
const FIELDS: PerKind<Field> = {
  number: numberField,
  flag: flagField,
  choice: choiceField,
  column: columnField,
  columns: columnsField,
  strategy: strategyField,
  text: lineField,
  table: tableField,
  file: fileField,
};

/** The form of a method: its parameters in order, what all methods share, advanced ones behind "More". */
export function paramForm(
  params: readonly Param[],
  values: Readonly<Record<string, ParamValue>>,
  context: Pick<FieldContext, 'columns' | 'classes'>,
  change: (id: string, value: ParamValue | undefined) => void,
  shared: Child,
): HTMLElement {
  const field = (param: Param) =>
    perKind(
      FIELDS,
      worded(param),
    )({
      ...context,
      value: values[param.id],
      change: (value) => {
        change(param.id, value);
      },
    });
  const plain = params.filter((param) => !param.advanced);
  const advanced = params.filter((param) => param.advanced);
  const touched = advanced.some((param) => values[param.id] !== undefined);
  return h(
    'div',
    { class: 'params' },
    plain.map(field),
    shared,
    advanced.length > 0 &&
      h('details', { open: touched }, h('summary', {}, t('More')), advanced.map(field)),
  );
}
