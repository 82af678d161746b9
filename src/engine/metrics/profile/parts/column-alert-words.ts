import type { Evidence, MetricContext, Remedy } from '../../../metric';
import type { Severity } from '../../../problems';
import type { Table } from '../../../table/table';
import { about, count, listed, many, measure, percent, quoted, shown } from '../../../words';
import type { AlertDraft } from '../../alerts';
import { RULES, type ColumnFinding, type RuleLimits, type Rule } from './column-rules';
import { t } from '../../../language';

/** How a rule is told: of one column, and of several. */
interface Words {
  readonly severity: Severity;
  /** Of one column. */
  readonly one: (name: string, finding: ColumnFinding) => string;
  /** Of several, the worst of which is given. */
  readonly several: (columns: string, name: string, worst: ColumnFinding) => string;
  /** What is said of each in the list of several; the name alone when absent. */
  readonly each?: (name: string, finding: ColumnFinding) => string;
  /** Why it matters, and what to do. */
  readonly why: string;
  /** The columns may as well be left out. */
  readonly ignore?: true;
}

const cellsOf = ({ cells, estimated }: ColumnFinding) =>
  estimated ? about(cells ?? 0) : count(cells ?? 0);
const inCells = ({ cells, estimated }: ColumnFinding) =>
  estimated ? t`${about(cells ?? 0)} cells` : many(cells ?? 0, 'cell');
const example = ({ examples }: ColumnFinding) => spelled(examples[0] ?? '');
const spelled = (text: string) => (text === '' ? t('empty') : shown(text));
const nullsOf = ({ examples }: ColumnFinding) => listed(examples.map(spelled), 4);

const WORDS: Readonly<Record<Rule, Words>> = {
  'empty-column': {
    severity: 'warning',
    one: (name) => t`${name} is empty`,
    several: (columns) => t`${columns} are empty`,
    why: t('An empty column says nothing: set its role to ignored.'),
    ignore: true,
  },
  constant: {
    severity: 'warning',
    one: (name, finding) => t`${name} is ${example(finding)} in every row`,
    several: (columns) => t`${columns} hold one value each`,
    each: (name, finding) => t`${name} (${example(finding)})`,
    why: t('A constant tells no rows apart: set its role to ignored.'),
    ignore: true,
  },
  missing: {
    severity: 'info',
    one: (name, { value }) =>
      value > MOSTLY
        ? t`${name} is mostly empty: ${percent(value)} of rows`
        : t`${name} is empty in ${percent(value)} of rows`,
    several: (columns, name, { value }) =>
      t`${columns} have empty cells, ${name} most: ${percent(value)}`,
    each: (name, { value }) => t`${name} (${percent(value)})`,
    why: t(
      'Most models drop such rows or refuse them: fill the cells and keep a flag, or leave the column out.',
    ),
  },
  'mixed-nulls': {
    severity: 'warning',
    one: (name, { examples }) =>
      t`${name} says in ${count(examples.length)} ways that a value is missing`,
    several: (columns) => t`${columns} say in several ways that a value is missing`,
    each: (name, finding) => t`${name} (${nullsOf(finding)})`,
    why: t('A reader that knows one of them takes the others for values: write them in one way.'),
  },
  sentinel: {
    severity: 'warning',
    one: (name, finding) =>
      t`${name} holds ${example(finding)} in ${inCells(finding)}: a code or a limit?`,
    several: (columns) => t`${columns} hold values that may be codes or limits`,
    each: (name, finding) => t`${example(finding)} in ${name} (${cellsOf(finding)})`,
    why: t(
      'Each lies far from the other values of its column and is far more frequent than those beside it. If it stands for "not known" or "more than", means and distances are wrong: set it missing.',
    ),
  },
  infinite: {
    severity: 'warning',
    one: (name, finding) => t`${name} is infinite in ${inCells(finding)}`,
    several: (columns) => t`${columns} hold infinite numbers`,
    each: (name, finding) => t`${name} (${cellsOf(finding)})`,
    why: t(
      'Means, scaling and most models fail on an infinity: likely a division by zero or an overflow.',
    ),
  },
  'special-only': {
    severity: 'warning',
    one: (name, finding) =>
      t`${name} holds signs alone in ${inCells(finding)}, such as ${example(finding)}`,
    several: (columns) => t`${columns} have cells that hold signs alone`,
    each: (name, finding) => t`${example(finding)} in ${name} (${cellsOf(finding)})`,
    why: t('A cell without a letter or a digit often stands for a missing value.'),
  },
  'length-outliers': {
    severity: 'warning',
    one: (name, finding) => t`${name} is much longer or shorter than usual in ${inCells(finding)}`,
    several: (columns) => t`${columns} have cells that are much longer or shorter than the others`,
    each: (name, finding) => t`${name} (${cellsOf(finding)})`,
    why: t('Often two fields in one cell, or a value that was cut: look at these rows.'),
  },
  'high-cardinality': {
    severity: 'info',
    one: (name, { value }) => t`${name} has ${count(value)} different values`,
    several: (columns, name, { value }) =>
      t`${columns} of categories have very many values, ${name} most: ${count(value)}`,
    each: (name, { value }) => t`${name} (${count(value)})`,
    why: t(
      'With a column for each, most have few rows to learn from: pool rare values, or encode them otherwise.',
    ),
  },
  'near-constant': {
    severity: 'info',
    one: (name, finding) => t`${name} is ${example(finding)} in ${percent(finding.value)} of rows`,
    several: (columns) => t`${columns} hold nearly one value each`,
    each: (name, finding) => t`${name} (${example(finding)}, ${percent(finding.value)})`,
    why: t('Some splits will hold no other value of it.'),
  },
  'imbalanced-category': {
    severity: 'info',
    one: (name, finding) =>
      t`${name} is uneven: ${example(finding)} makes up ${percent(finding.value)}`,
    several: (columns) => t`${columns} of categories are very uneven`,
    each: (name, finding) => t`${name} (${example(finding)}, ${percent(finding.value)})`,
    why: t('Rare values have few rows to learn from: pool them, or stratify by them.'),
  },
  skewed: {
    severity: 'info',
    one: (name, { value }) => t`${name} is very skewed (${measure(value)})`,
    several: (columns, name, { value }) =>
      t`${columns} are very skewed, ${name} most (${measure(value)})`,
    each: (name, { value }) => t`${name} (${measure(value)})`,
    why: t(
      'A few large values make up most of it: look at it by logarithms, and scale it robustly.',
    ),
  },
  zeros: {
    severity: 'info',
    one: (name, { value }) => t`${name} is 0 in ${percent(value)} of rows`,
    several: (columns, name, { value }) =>
      t`${columns} of fractions have zeros, ${name} most: ${percent(value)}`,
    each: (name, { value }) => t`${name} (${percent(value)})`,
    why: t(
      'Among fractions an exact 0 may stand for "not measured": find out before you take logarithms or means.',
    ),
  },
  unique: {
    severity: 'info',
    one: (name) => t`Hardly two values of ${name} are alike`,
    several: (columns) => t`${columns} look like ids: hardly two of their values are alike`,
    why: t(
      'It looks like an id: a model can learn rows by heart with it. Leave it out of the features.',
    ),
    ignore: true,
  },
  uniform: {
    severity: 'info',
    one: (name) => t`The values of ${name} are as frequent as if they were dealt out`,
    several: (columns) => t`${columns} have values as frequent as if they were dealt out`,
    why: t(
      'Chance alone spreads rows less evenly: balanced or made on purpose, so that shares say nothing of the world.',
    ),
  },
  'constant-length': {
    severity: 'info',
    one: (name, { value }) => t`Every value of ${name} has ${many(value, 'character')}`,
    several: (columns) => t`${columns} hold values of one length each`,
    each: (name, { value }) => t`${name} (${count(value)})`,
    why: t('Codes rather than words: their parts may mean something of their own.'),
  },
  whitespace: {
    severity: 'info',
    one: (name, finding) => t`${name} has white space around ${inCells(finding)}`,
    several: (columns) => t`${columns} have cells with white space around them`,
    each: (name, finding) => t`${name} (${cellsOf(finding)})`,
    why: t('A value with a space is another value, and joins by it fail: trim it at the source.'),
  },
};

const MOSTLY = 0.5;
/** Times the share that is told, from which missing cells are a warning. */
const WARNED = 5;

/** One finding per rule, over all its columns. */
export function columnAlertDrafts(
  table: Table,
  findings: readonly ColumnFinding[],
  limits: RuleLimits,
  evidence: Readonly<Record<string, Evidence>>,
  { roles }: MetricContext,
): AlertDraft[] {
  return RULES.flatMap((rule): AlertDraft[] => {
    const found = findings.filter((finding) => finding.rule === rule);
    const worst = found[0];
    if (!worst) return [];
    const words = WORDS[rule];
    const nameOf = ({ column }: ColumnFinding) => quoted(table.columns[column]!.name);
    const columns = [...new Set(found.map(({ column }) => column))];
    const rows = evidence[rule];
    const list = listed(
      found.map((finding) => words.each?.(nameOf(finding), finding) ?? nameOf(finding)),
      5,
    );
    const single = rule === 'mixed-nulls' ? t`${nullsOf(worst)}. ` : '';
    const detail = found.length === 1 ? single : t`${list}. `;
    const isWarned =
      (rule === 'missing' && worst.value > WARNED * limits.missing) ||
      (rule === 'high-cardinality' && columns.some((column) => roles[column] === 'group'));
    return [
      {
        code: rule,
        severity: isWarned ? 'warning' : words.severity,
        title:
          columns.length === 1
            ? words.one(nameOf(worst), worst)
            : words.several(many(columns.length, 'column'), nameOf(worst), worst),
        message: t`${detail}${words.why}`,
        columns,
        value: worst.value,
        ...(rows && !rows.find && { rowCount: rows.rows.length }),
        ...(rows && { evidence: rule }),
        ...(words.ignore && { ignore: columns }),
        remedies: remediesOf(rule),
      },
    ];
  });
}

function remediesOf(rule: Rule): Remedy[] {
  if (rule === 'missing') {
    return [{ method: 'impute-with-flags', why: t('Keeps the rows and says what was filled.') }];
  }
  return rule === 'sentinel'
    ? [{ method: 'apply-corrections', why: t('Sets such cells missing.') }]
    : [];
}
