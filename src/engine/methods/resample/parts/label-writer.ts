import type { MethodContext } from '../../../method';
import { cellText, type Table } from '../../../table/table';
import type { LabelSets } from '../../label-sets';

/** The cell of a column of labels for a made row with these labels, in the spelling of the file. */
export type LabelWriter = (column: number, labels: readonly number[], parent: number) => string;

const ON = ['1', 'true', 'yes', '1.0'];
const OFF = ['0', 'false', 'no', '0.0'];

/**
 * Writes labels as the file does: 0 and 1, or their words, as each column spells them; lists with the separator, or as
 * JSON where the parent's cell is JSON.
 */
export function labelWriter(
  table: Table,
  columns: readonly number[],
  sets: LabelSets,
  separator: string,
  { profiles }: MethodContext,
): LabelWriter {
  const spelled = (column: number, words: readonly string[]) => {
    const { dictionary } = table.columns[column]!;
    const missing = new Set([0, ...profiles[column]!.missingCodes]);
    for (let code = 1; code < dictionary.size; code++) {
      const text = dictionary.text(code);
      if (!missing.has(code) && words.includes(text.trim().toLowerCase())) return text;
    }
    return words[0]!;
  };
  const flags =
    sets.times === undefined
      ? new Map(columns.map((column) => [column, [spelled(column, OFF), spelled(column, ON)]]))
      : undefined;
  return (column, labels, parent) => {
    if (flags) {
      const own = columns.indexOf(column);
      return flags.get(column)![labels.includes(own) ? 1 : 0]!;
    }
    const names = labels.map((label) => sets.names[label]!);
    const cell = cellText(table, parent, column).trim();
    if (cell.startsWith('[')) return JSON.stringify(names);
    const spaced = cell.includes(`${separator} `) ? `${separator} ` : separator;
    return names.join(spaced);
  };
}
