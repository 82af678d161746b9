import type { FileParam } from '../../src/engine/params/params';
import { textField } from '../controls';
import { framed, type Field } from './field';
import { t } from '../../src/engine/language';

/** A second file, by its path from the source's folder. */
export function fileField(param: FileParam): Field {
  return (context) =>
    framed(param, param.summary, () =>
      textField(
        param.title,
        typeof context.value === 'string' ? context.value : '',
        (text) => {
          context.change(text.trim() === '' ? undefined : text.trim());
        },
        { placeholder: t('path from the folder of the source') },
      ),
    );
}
