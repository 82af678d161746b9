import type { MetricContext } from '../../../metric';
import type { Column, Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { labelIfAny } from '../../label';
import { labelSpelling } from './label-spelling';

/** Two files without a label in common as they are written, whose labels agree in another spelling. */
export interface LabelMismatch {
  readonly files: readonly [string, string];
  /** The label column, by name and by index. */
  readonly label: string;
  readonly column: number;
  /** What is set aside for them to agree. */
  readonly spelling: string;
  /** The same label in the one and in the other. */
  readonly example: readonly [string, string];
  /** Labels of both files as they are written, and as they agree. */
  readonly written: number;
  readonly agreed: number;
}

/** Files and labels of each that are compared. */
const FILES = 50;
const LABELS = 1000;

/** Files whose labels are spelled apart. @throws Cancelled */
export function labelMismatches(
  table: Table,
  part: Column,
  context: MetricContext,
): LabelMismatch[] {
  const label = labelIfAny(table, context);
  if (!label || label.classes.codes.length > LABELS) return [];
  const { column, classes, name } = label;
  const files = Math.min(FILES, part.dictionary.size - 1);
  const k = classes.codes.length;
  const seen = new Uint8Array((files + 1) * k);
  const ticked = everyRow(context.tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const [file, of] = [part.codes[row]!, classes.indexOf[column.codes[row]!]!];
    if (of >= 0 && file <= files) seen[file * k + of] = 1;
  }
  const valuesOf = (file: number) => classes.values.filter((_, of) => seen[file * k + of] === 1);
  const values = Array.from({ length: files + 1 }, (_, file) => valuesOf(file));
  const found: LabelMismatch[] = [];
  for (let one = 1; one <= files; one++) {
    for (let other = one + 1; other <= files; other++) {
      const both = [values[one]!, values[other]!] as const;
      const { shared, words, example, of } = labelSpelling(...both);
      if (shared > 0 || words === null || !example) continue;
      found.push({
        files: [part.dictionary.text(one), part.dictionary.text(other)],
        label: name,
        column: column.index,
        spelling: words,
        example,
        written: both[0].length + both[1].length,
        agreed: new Set(both.flat().map(of)).size,
      });
    }
  }
  return found;
}
