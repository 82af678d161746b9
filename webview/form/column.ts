import type { ColumnParam } from '../../src/engine/params/params';
import { dropdown } from '../controls';
import { columnRef } from '../role-choice';
import { framed, type Field } from './field';
import { t } from '../../src/engine/language';

/** One column, or the one that plays a role. */
export function columnField(param: ColumnParam): Field {
  return (context) => {
    const playing = context.columns.find((column) => column.role === param.role);
    const automatic = playing ? `${playing.name} (${t(playing.role)})` : t('None');
    return framed(param, param.summary, () =>
      dropdown(
        param.title,
        [
          { value: '', text: automatic },
          ...context.columns.map((column, index) => ({
            value: columnRef(context.columns, index),
            text: column.name,
          })),
        ],
        typeof context.value === 'string' ? context.value : '',
        (value) => {
          context.change(value === '' ? undefined : value);
        },
      ),
    );
  };
}
