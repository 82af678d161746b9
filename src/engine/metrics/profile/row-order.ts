import type { Evidence, Metric, MetricContext } from '../../metric';
import { columnWith } from '../../roles/roles';
import type { Table } from '../../table/table';
import { quoted } from '../../words';
import { alertsOf, rowsOfCodes } from '../alerts';
import { pickedClasses, rarestFirst, type PickedClasses } from '../imbalance/parts/picked-classes';
import { indexNeighbours, type IndexNeighbours } from './parts/index-neighbours';
import { orderedLabel, TENTHS, trainList, type LabelRuns } from './parts/label-runs';
import { absentClasses, orderAlerts } from './parts/order-alerts';
import { sortedColumns, type SortedColumn } from './parts/sorted-columns';
import { t } from '../../language';

/** Whether the file is sorted, grouped or otherwise not shuffled. */
export interface RowOrder {
  /**
   * Of the label, or of the column that was picked; null without one, or where every order looks alike. Where the file is
   * split, all figures are of the train rows.
   */
  readonly label: LabelOrder | null;
  /** Columns by which the rows are in order, those that are wholly so first; at most 20. */
  readonly sorted: readonly SortedColumn[];
  /** Whether rows that resemble each other stand near each other; null without features or enough rows. */
  readonly neighbours: IndexNeighbours | null;
}

/** The labels in the order of the rows. */
export interface LabelOrder {
  readonly column: string;
  /** Rows with a label. */
  readonly rows: number;
  readonly classCount: number;
  /** Runs of equal labels; mean and variance of their number where rows are shuffled. */
  readonly runs: number;
  readonly expected: number;
  readonly variance: number;
  readonly z: number;
  /** The longest run, from its first row, 0-based. */
  readonly longest: { readonly value: string; readonly rows: number; readonly first: number };
  /** Rows of the most frequent classes in each tenth of the file; at most 12, most frequent first. */
  readonly classes: readonly {
    readonly value: string;
    readonly count: number;
    readonly tenths: readonly number[];
  }[];
  /** Rows with a label in each tenth. */
  readonly tenths: readonly number[];
  /** Share of the next labels after each of these classes, row-major; null for more than 64 classes. */
  readonly next: { readonly classes: readonly string[]; readonly shares: readonly number[] } | null;
}

const SORTED = 20;
const CLASSES = 12;
const FOLLOWING = 8;

/** Is the file sorted, grouped or otherwise not shuffled, and do labels alternate unnaturally? */
export const rowOrder: Metric<RowOrder> = {
  id: 'row-order',
  family: 'profile',
  title: 'Order of rows',
  summary: 'Whether rows are sorted, grouped by label or otherwise not shuffled.',
  cites: [
    'Wald, Wolfowitz 1940: On a test whether two samples are from the same population',
    'Barton, David 1957: Multiple runs',
    'Cummings et al. 2023: Detecting dataset drift and non-IID sampling via k-nearest neighbors',
  ],
  needs: { optional: ['label', 'split'] },
  params: [
    {
      kind: 'column',
      id: 'column',
      title: 'Column',
      summary: 'Column whose order is judged; the label when not set.',
      default: null,
      role: 'label',
      advanced: true,
    },
  ],
  waits: true,
  measure(table, values, context) {
    context.tick(0, 1);
    const picked = pickedClasses(table, values['column']!, context);
    const judged = 'reason' in picked ? undefined : judgedLabel(table, picked, context);
    const label = judged?.runs.test ? labelOrder(judged) : null;
    const train = trainList(table, context);
    const sorted = sortedColumns(table, train, context);
    const numbered = new Set(sorted.map(({ column }) => column));
    const neighbours = indexNeighbours(table, numbered, train, context);
    if (!label && sorted.length === 0 && !neighbours) {
      const reason =
        'reason' in picked ? picked.reason : t('Every order of the labels looks alike.');
      return { applicable: false, reason };
    }
    const numbers: RowOrder = { label, sorted: sorted.slice(0, SORTED), neighbours };
    const absent = judged ? absentClasses(judged.picked, judged.runs) : [];
    const drafts = orderAlerts(numbers, judged && { ...judged, absent }, {
      isLabel: judged?.picked.column.index === columnWith(context.roles, 'label'),
      split: columnWith(context.roles, 'split') !== undefined,
    });
    const alerts = alertsOf(this.id, drafts);
    const told = new Set(alerts.map(({ evidence }) => evidence));
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: judged ? evidenceOf(judged, absent, told, context) : {},
    };
  },
};

/** The picked column in the rows whose order counts. */
interface JudgedLabel {
  readonly picked: PickedClasses;
  readonly runs: LabelRuns;
  /** The row at a place. */
  readonly rowAt: (place: number) => number;
}

function judgedLabel(table: Table, picked: PickedClasses, context: MetricContext): JudgedLabel {
  const { classes, rows, runs } = orderedLabel(table, picked.column, picked.classes, context);
  const labelled = (rows?.length ?? table.rowCount) - classes.missing;
  return {
    ...{ picked: { column: picked.column, classes, rows: labelled }, runs },
    rowAt: (place) => rows?.[place] ?? place,
  };
}

function labelOrder({ picked, runs, rowAt }: JudgedLabel): LabelOrder {
  const { column, classes, rows } = picked;
  const { tenths, next, longest } = runs;
  const k = classes.codes.length;
  const frequent = rarestFirst(classes).reverse();
  const shown = frequent.slice(0, CLASSES);
  const value = (of: number) => classes.values[of]!;
  const inTenths = (of: number) =>
    Array.from({ length: TENTHS }, (_, i) => tenths?.[of * TENTHS + i] ?? 0);
  const following = frequent.slice(0, FOLLOWING);
  return {
    ...{ column: column.name, rows, classCount: k, ...runs.test! },
    longest: { value: value(longest.of), rows: longest.rows, first: rowAt(longest.first) },
    classes: tenths
      ? shown.map((of) => ({ value: value(of), count: classes.counts[of]!, tenths: inTenths(of) }))
      : [],
    tenths: tenths
      ? Array.from({ length: TENTHS }, (_, i) =>
          classes.codes.reduce((sum, _code, of) => sum + tenths[of * TENTHS + i]!, 0),
        )
      : [],
    next: next
      ? {
          classes: following.map(value),
          shares: following.flatMap((a) => {
            const all = next.subarray(a * k, (a + 1) * k).reduce((sum, n) => sum + n, 0);
            return following.map((b) => (all > 0 ? next[a * k + b]! / all : 0));
          }),
        }
      : null,
  };
}

/** Rows that prove what is told. */
function evidenceOf(
  { picked, runs, rowAt }: JudgedLabel,
  absent: readonly { readonly of: number }[],
  told: ReadonlySet<string | undefined>,
  { tick }: MetricContext,
): Record<string, Evidence> {
  const { column, classes } = picked;
  const columns = [column.index];
  if (told.has('longest')) {
    const { of, rows: length, first } = runs.longest;
    const rows = new Uint32Array(length);
    for (let place = first, at = 0; at < length; place++) {
      const row = rowAt(place);
      if (classes.indexOf[column.codes[row]!] === of) rows[at++] = row;
    }
    const reason = t`The longest run: rows of ${quoted(classes.values[of]!)} one after the other.`;
    return { longest: { rows, columns, reason } };
  }
  if (!told.has('absent')) return {};
  const codes = absent.map(({ of }) => classes.codes[of]!);
  return {
    absent: {
      rows: rowsOfCodes(column.codes, codes, tick),
      columns,
      reason: t('Rows of classes that a tenth of the file lacks.'),
    },
  };
}
