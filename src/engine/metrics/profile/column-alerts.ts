import type { Metric } from '../../metric';
import type { Severity } from '../../problems';
import { read } from '../../params/values';
import { looksLikeId } from '../../role-guess/content-tests';
import { alertsOf } from '../alerts';
import { columnAlertDrafts } from './parts/column-alert-words';
import { evidenceOf } from './parts/column-evidence';
import { columnFindings, RULES, type Rule } from './parts/column-rules';
import { t } from '../../language';

/** A rule that holds of a column. */
export interface ColumnAlertEntry {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly column: number;
  readonly name: string;
  /** What the rule measures: a share of rows, a count, a skewness, characters. */
  readonly value: number;
  /** Cells concerned; null where it is the whole column. */
  readonly cells: number | null;
  /** The first rows of a column that is not held stand for the rest. */
  readonly estimated?: true;
  /** Values concerned, most frequent first, at most 5; '' is an empty cell. */
  readonly examples: readonly string[];
  /** First rows, where the cells are held; at most 3. */
  readonly rows: readonly number[];
}

/** What the rules say of the columns. */
export interface ColumnAlerts {
  /** Columns that were looked at. */
  readonly columns: number;
  /** In the order of the rules, then worst first; at most 500. */
  readonly findings: readonly ColumnAlertEntry[];
}

const LISTED = 500;

/** The checks that profiling tools make of each column. */
export const columnAlerts: Metric<ColumnAlerts> = {
  id: 'column-alerts',
  family: 'profile',
  title: 'Suspicious columns',
  summary:
    'Columns that are empty, constant, skewed or uneven, and values that stand for something else or are odd in how they are written.',
  cites: [
    'ydata-profiling: alerts',
    'Deepchecks: mixed nulls, special characters, string length out of bounds',
    'Tukey 1977: Exploratory data analysis (far-out fences)',
  ],
  needs: { optional: ['label', 'group'] },
  params: [
    {
      kind: 'number',
      id: 'missing',
      title: 'Missing',
      summary:
        'Share of empty cells of a column from which it is said; five times as many are a warning.',
      default: 0.01,
      min: 0,
      max: 1,
    },
    {
      kind: 'number',
      id: 'skewed',
      title: 'Skewed',
      summary: 'Skewness from which it is said.',
      default: 20,
      min: 0,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'categories',
      title: 'Categories',
      summary: 'Different values of a column of categories from which they are very many.',
      default: 50,
      min: 1,
      integer: true,
      advanced: true,
    },
  ],
  measure(table, values, context) {
    if (table.rowCount === 0) return { applicable: false, reason: t('The file holds no rows.') };
    const limits = {
      missing: read.number(values, 'missing')!,
      skewed: read.number(values, 'skewed')!,
      categories: read.number(values, 'categories')!,
    };
    const found = columnFindings(table, limits, context).sort(
      (a, b) =>
        RULES.indexOf(a.rule) - RULES.indexOf(b.rule) ||
        Math.abs(b.value) - Math.abs(a.value) ||
        a.column - b.column,
    );
    const { evidence, firstRows } = evidenceOf(table, found, context);
    // What is an id by its values is told by `identifier-columns`.
    const told = found.filter(
      ({ rule, column: index }) =>
        rule !== 'unique' || !looksLikeId(table, table.columns[index]!, context.profiles[index]!),
    );
    const drafts = columnAlertDrafts(table, told, limits, evidence, context);
    const severity = new Map(drafts.map((draft) => [draft.code, draft.severity]));
    const numbers: ColumnAlerts = {
      columns: table.columns.length,
      findings: found.slice(0, LISTED).map((finding) => {
        const { rule, column, value, cells, estimated, examples } = finding;
        return {
          ...{
            rule,
            severity: severity.get(rule) ?? 'info',
            column,
            name: table.columns[column]!.name,
          },
          ...{ value, cells, ...(estimated && { estimated }), examples },
          rows: firstRows(finding),
        };
      }),
    };
    return { applicable: true, numbers, alerts: alertsOf(this.id, drafts), evidence };
  },
};
