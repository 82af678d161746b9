import { TextLengths } from '../../../cells/text-lengths';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { isOpen, type Table } from '../../../table/table';

/** How much a row holds. */
export interface RowSizes {
  /** Characters of the text columns; bytes of the row where their cells are not at hand; else every row counts one. */
  readonly unit: 'characters' | 'bytes' | 'rows';
  of(row: number): number;
}

/** What rows hold, as tokens are counted by it: what shares are of. @throws Cancelled (from tick) */
export function rowSizes(table: Table, { roles, tick }: MetricContext): RowSizes {
  const texts = columnsWith(roles, 'text');
  if (texts.length === 0) return { unit: 'rows', of: () => 1 };
  if (texts.some((index) => isOpen(table, index))) {
    const { spans } = table;
    if (!spans) return { unit: 'rows', of: () => 1 };
    return { unit: 'bytes', of: (row) => spans.length(row) };
  }
  const columns = texts.map((index) => {
    const { codes, dictionary } = table.columns[index]!;
    const lengths = new TextLengths(dictionary);
    const characters = new Float64Array(dictionary.size);
    for (let code = 1; code < dictionary.size; code++) {
      if (code % 8192 === 0) tick(code, dictionary.size);
      lengths.measure(code);
      characters[code] = lengths.characters;
    }
    return { codes, characters };
  });
  return {
    unit: 'characters',
    of: (row) => columns.reduce((sum, { codes, characters }) => sum + characters[codes[row]!]!, 0),
  };
}
