import type { AuditReport } from '../engine/audit';
import { count, distinctCount, many, percent, quoted } from '../engine/words';
import { numbersOf } from '../report/figures';
import { ratio } from '../report/words';
import { fieldsOf, type Field } from './line-fields';

/** What is told of a place in a file: sentences with names and values in backticks, and the field they are about. */
export interface Telling {
  readonly field: Field;
  readonly sentences: readonly string[];
}

/**
 * What an audit knows of a place in a line of delimited text: of a column at its name in the first line, of a class at a
 * cell of the label column. Undefined elsewhere, and where the line is not a row as the audit read it.
 */
export function tellingAt(
  report: AuditReport,
  line: number,
  text: string,
  character: number,
): Telling | undefined {
  const { dialect } = report.source;
  if (!dialect) return undefined;
  const fields = fieldsOf(text, dialect);
  if (fields?.length !== report.columns.length) return undefined;
  const at = fields.findIndex(({ start, end }) => character >= start && character <= end);
  const field = fields[at];
  if (!field) return undefined;
  const sentences =
    line === 0 && dialect.header ? columnWords(report, at) : classWords(report, at, field.cell);
  return sentences && { field, sentences };
}

/** Name, role and type of a column; then its values, empty cells and, of the label, how even it is. */
function columnWords(report: AuditReport, at: number): string[] {
  const { name, role, guessed, type, semantic, missing, ...values } = report.columns[at]!;
  const kind = semantic === type ? type : `${semantic} (${type})`;
  const rows = Math.max(1, report.source.rows);
  const empty =
    missing === 0 ? 'none empty' : `${count(missing)} empty (${percent(missing / rows)})`;
  const even = role === 'label' ? numbersOf(report, 'class-imbalance') : undefined;
  return [
    `${quoted(name)}: ${role}${guessed && role !== 'feature' ? ' (guessed)' : ''}, ${kind}`,
    `${distinctCount(values)} distinct ${values.distinct === 1 ? 'value' : 'values'}, ${empty}.`,
    ...(even
      ? [`${many(even.classCount, 'class', 'classes')}, ${ratio(even.imbalanceRatio)} to 1.`]
      : []),
  ];
}

/** Rows and share of a class, and how it compares with an even share; undefined when the cell holds none. */
function classWords(report: AuditReport, at: number, cell: string): string[] | undefined {
  if (report.columns[at]?.role !== 'label') return undefined;
  const even = numbersOf(report, 'class-imbalance');
  const found = even?.classes.find(({ value }) => value === cell);
  if (!even || !found) return undefined;
  const times = found.share * even.classCount;
  const compared =
    times >= 1.05
      ? `${ratio(times)} times an even share`
      : times > 0.95
        ? 'about an even share'
        : `${percent(times)} of an even share`;
  return [
    `${quoted(even.label)} is ${quoted(cell)} in ${many(found.count, 'row')}, ${percent(found.share)}.`,
    `That is ${compared} of ${many(even.classCount, 'class', 'classes')}.`,
  ];
}
