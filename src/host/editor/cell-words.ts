import type { AuditReport } from '../../engine/audit';
import { count, distinctCount, many, percent, quoted } from '../../engine/words';
import { numbersOf } from '../../report/figures';
import { ratio } from '../../report/words';
import { fieldsOf, type Field } from './line-fields';
import { l10n } from '../l10n';

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
    missing === 0
      ? l10n.t('none empty')
      : l10n.t('{0} empty ({1})', count(missing), percent(missing / rows));
  const even = role === 'label' ? numbersOf(report, 'class-imbalance') : undefined;
  return [
    guessed && role !== 'feature'
      ? l10n.t('{0}: {1} (guessed), {2}', quoted(name), role, kind)
      : l10n.t('{0}: {1}, {2}', quoted(name), role, kind),
    values.distinct === 1
      ? l10n.t('{0} distinct value, {1}.', distinctCount(values), empty)
      : l10n.t('{0} distinct values, {1}.', distinctCount(values), empty),
    ...(even
      ? [
          l10n.t(
            '{0}, {1} to 1.',
            many(even.classCount, 'class', 'classes'),
            ratio(even.imbalanceRatio),
          ),
        ]
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
      ? l10n.t('{0} times an even share', ratio(times))
      : times > 0.95
        ? l10n.t('about an even share')
        : l10n.t('{0} of an even share', percent(times));
  return [
    l10n.t(
      '{0} is {1} in {2}, {3}.',
      quoted(even.label),
      quoted(cell),
      many(found.count, 'row'),
      percent(found.share),
    ),
    l10n.t('That is {0} of {1}.', compared, many(even.classCount, 'class', 'classes')),
  ];
}
