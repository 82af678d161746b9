import { EngineError } from '../../../engine/problems';
import type { Column } from '../../../engine/table/table';
import { t } from '../../../engine/language';

const CANDIDATES = [',', '\t', ';', '|'];

/**
 * A delimiter for columns that are added to a file of one column without any: the first that occurs in no value.
 * @throws EngineError unwritable
 */
export function addedDelimiter(columns: readonly Column[]): string {
  const left = new Set(CANDIDATES);
  for (const { name, dictionary } of columns) {
    const drop = (text: string) => {
      for (const delimiter of left) if (text.includes(delimiter)) left.delete(delimiter);
    };
    drop(name);
    for (let code = 1; code < dictionary.size && left.size > 0; code++) drop(dictionary.text(code));
  }
  const [first] = left;
  if (first !== undefined) return first;
  throw new EngineError(
    'unwritable',
    t(
      'A column cannot be added to this file: it has no delimiter, and its lines contain every delimiter there is.',
    ),
  );
}
