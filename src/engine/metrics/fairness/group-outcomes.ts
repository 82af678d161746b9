import { classesOf } from '../../table/classes';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { sketchOf } from '../../table/open-columns';
import { EngineError } from '../../problems';
import { columnsWith, columnWith } from '../../roles/roles';
import { findColumn, type Table } from '../../table/table';
import type { Values } from '../../params/params';
import { holdsNumbers } from '../../table/profile';
import { quoted } from '../../words';
import { alertsOf, rowsOfCodes } from '../alerts';
import { crossCounts } from '../imbalance/parts/cross-counts';
import { isQuantity, labelOf, type Label } from '../label';
import { classRates, type ClassRates, type LowerRate } from './parts/class-rates';
import { meanOutcomes, type MeanOutcomes } from './parts/mean-outcomes';
import { outcomeAlerts } from './parts/outcome-alerts';
import { weightedRates } from './parts/weighted-rates';
import { withinStrata, type WithinStrata } from './parts/within-strata';
import { t } from '../../language';

/** One group column: rates of classes, or means of a numeric label. */
export interface OutcomeColumn {
  readonly column: number;
  readonly name: string;
  /** Null where the label is a quantity. */
  readonly rates: ClassRates | null;
  /** Null where the label holds classes. */
  readonly means: MeanOutcomes | null;
  /** Where strata were chosen, and the label holds classes. */
  readonly within?: WithinStrata;
}

/** How the label differs between groups in the data themselves. */
export interface GroupOutcomes {
  readonly label: string;
  readonly columns: readonly OutcomeColumn[];
}

/** What the alerts need besides the numbers. */
export interface OutcomeTests {
  readonly entry: OutcomeColumn;
  readonly tests: readonly LowerRate[];
}

/** Group columns compared, and cells of a table of groups and classes. */
const COLUMNS = 20;
const CELLS = 2_000_000;

/** How often each class comes in each group, and how far groups lie apart. */
export const groupOutcomes: Metric<GroupOutcomes> = {
  id: 'group-outcomes',
  family: 'fairness',
  title: 'Outcomes by group',
  summary:
    'How often a class of the label comes in each group, as a ratio and as differences with intervals.',
  cites: [
    'Uniform Guidelines on Employee Selection Procedures 1978: four-fifths rule',
    'Newcombe 1998: Interval estimation for the difference between independent proportions',
    'Katz et al. 1978: Obtaining confidence intervals for the risk ratio',
    'Bellamy et al. 2019: AI Fairness 360 (disparate impact, statistical parity difference)',
  ],
  needs: { optional: ['group', 'label', 'weight'] },
  params: [
    {
      kind: 'text',
      id: 'positive',
      title: 'Positive Class',
      summary:
        'The class of the label whose rate is compared; empty takes the rarer of two, and of more the one that differs most.',
      default: '',
    },
    {
      kind: 'column',
      id: 'within',
      title: 'Within',
      summary: 'A column whose values are held fixed: groups are compared within each of them too.',
      default: null,
    },
  ],
  measure(table, values, context) {
    const columns = columnsWith(context.roles, 'group')
      .filter((index) => context.profiles[index]!.distinct > 0)
      .slice(0, COLUMNS);
    if (columns.length === 0) {
      return {
        applicable: false,
        reason: t('No column has the role group: differences between groups cannot be seen.'),
      };
    }
    const label = labelOf(table, context);
    if ('reason' in label) return meansOf(table, columns, label.reason, context);
    if (label.classes.values.length < 2) {
      return { applicable: false, reason: t`Every row has the same ${quoted(label.name)}.` };
    }
    const parts = columns.flatMap((index) => outcomesOf(table, index, label, values, context));
    if (parts.length === 0) {
      return { applicable: false, reason: t('There are too many groups and classes to cross.') };
    }
    const name = label.name;
    const drafts = outcomeAlerts(parts, label);
    const lower = drafts.find(({ draft }) => draft.evidence !== undefined)?.group;
    return {
      applicable: true,
      numbers: { label: name, columns: parts.map(({ entry }) => entry) },
      alerts: alertsOf(
        this.id,
        drafts.map(({ draft }) => draft),
      ),
      evidence: lower ? { lower: rowsOfGroup(table, lower, label, context) } : {},
    };
  },
};

function outcomesOf(
  table: Table,
  index: number,
  label: Label,
  values: Values,
  context: MetricContext,
): OutcomeTests[] {
  const { codes, name } = table.columns[index]!;
  const groups = classesOf(table.columns[index]!, context.profiles[index]!);
  if (groups.values.length * label.classes.values.length > CELLS) return [];
  const own = { codes, classes: groups };
  const of = { codes: label.column.codes, classes: label.classes };
  const chosen = values['positive'] as string;
  if (chosen !== '' && !label.classes.values.includes(chosen)) {
    throw new EngineError('bad-parameter', t`No row of ${quoted(label.name)} is '${chosen}'.`);
  }
  const counts = crossCounts(own, of, context.tick);
  const { rates, tests } = classRates({ groups, classes: label.classes, counts }, chosen);
  const strata = strataOf(table, values['within'] as string | null, context);
  const entry: OutcomeColumn = {
    ...{ column: index, name },
    rates: weightedRates(rates, own, of, table, context),
    means: null,
    ...(strata && { within: withinStrata(strata, own, of, rates.positive, context.tick) }),
  };
  return [{ entry, tests }];
}

/** The column whose values are held fixed, if one was chosen. @throws EngineError unknown-column */
function strataOf(table: Table, name: string | null, { profiles }: MetricContext) {
  if (name === null) return undefined;
  const index = findColumn(table.columns, name);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
  const column = table.columns[index]!;
  return { name: column.name, codes: column.codes, classes: classesOf(column, profiles[index]!) };
}

/** Means of a numeric label; the reason why not where there is no label, or its cells are not held. */
function meansOf(
  table: Table,
  columns: readonly number[],
  reason: string,
  context: MetricContext,
): ReturnType<Metric<GroupOutcomes>['measure']> {
  const index = columnWith(context.roles, 'label');
  const profile = index === undefined ? undefined : context.profiles[index]!;
  if (index === undefined || !profile || !holdsNumbers(profile))
    return { applicable: false, reason };
  if (!isQuantity(profile, table.rowCount)) return { applicable: false, reason };
  const column = table.columns[index]!;
  if (sketchOf(column, profile)) {
    return {
      applicable: false,
      reason: t`The cells of ${quoted(column.name)} are not held in memory, so its means by group were not measured.`,
    };
  }
  const label = { codes: column.codes, numbers: profile.numbers! };
  const parts = columns.map((of): OutcomeTests => {
    const groups = classesOf(table.columns[of]!, context.profiles[of]!);
    const means = meanOutcomes(table.columns[of]!, groups, label, context.tick);
    return { entry: { column: of, name: table.columns[of]!.name, rates: null, means }, tests: [] };
  });
  return {
    applicable: true,
    numbers: { label: column.name, columns: parts.map(({ entry }) => entry) },
    alerts: alertsOf(
      'group-outcomes',
      outcomeAlerts(parts, { name: column.name, column: { index } }).map(({ draft }) => draft),
    ),
    evidence: {},
  };
}

function rowsOfGroup(
  table: Table,
  { column, value }: { readonly column: number; readonly value: string },
  label: Label,
  { profiles, tick }: MetricContext,
): Evidence {
  const groups = classesOf(table.columns[column]!, profiles[column]!);
  const code = groups.codes[groups.values.indexOf(value)]!;
  const { name } = table.columns[column]!;
  return {
    rows: rowsOfCodes(table.columns[column]!.codes, [code], tick),
    columns: [column, label.column.index],
    reason: t`Rows where ${quoted(name)} is ${quoted(value)}.`,
  };
}
