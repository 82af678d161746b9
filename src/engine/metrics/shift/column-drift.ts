import { bitsWhere, rowsOf } from '../../kernels/bit-sets';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { read } from '../../params/values';
import { significant } from '../../statistics/false-discovery';
import type { Table } from '../../table/table';
import { quoted } from '../../words';
import { alertsOf } from '../alerts';
import { comparedColumns, rowSides, sideCounts, type RowSides } from './parts/column-counts';
import { driftAlerts, FALSE_ALARMS, levelOf, type DriftSeverity } from './parts/drift-alerts';
import {
  driftOf,
  missingDrift,
  type ColumnDrift as Drift,
  type FoundDrift,
  type MissingDrift,
} from './parts/drift-of-column';
import { splitSides } from './parts/split-sides';
import { t } from '../../language';

/** How much, and how surely, the columns of the evaluation parts differ from those of train. */
export interface ColumnDrift {
  /** The split column, and its parts that are compared with train, together. */
  readonly split: string;
  readonly parts: readonly string[];
  readonly referenceRows: number;
  readonly currentRows: number;
  /** Columns that were compared, and those of them that drifted. */
  readonly compared: number;
  readonly drifted: number;
  /** Largest effect first, at most 50. */
  readonly columns: readonly DriftedColumn[];
  readonly leftOut: readonly { readonly column: string; readonly reason: string }[];
}

/** One column that was compared. */
export interface DriftedColumn {
  readonly column: number;
  readonly name: string;
  /** Null where only its empty cells could be compared. */
  readonly drift: Drift | null;
  readonly missing: MissingDrift;
  /** More than chance, at the false discovery rate of all columns. */
  readonly significant: boolean;
  readonly missingSignificant: boolean;
  /** By effect and significance; null where it did not drift. */
  readonly severity: DriftSeverity | null;
}

const LISTED = 50;
/** Columns whose levels are told. */
const DETAILED = 12;
const MOST_LEVELS = 50;

/** Per column, how far test is from train. The label stands in `split-audit`. */
export const columnDrift: Metric<ColumnDrift> = {
  id: 'column-drift',
  family: 'shift',
  title: 'Drift of columns',
  summary: 'How much, and how surely, each column of validation and test differs from train.',
  cites: [
    'Evidently: data drift detection',
    'Deepchecks: feature drift',
    'Hodges 1958: The significance probability of the Smirnov two-sample test',
    'Lin 1991: Divergence measures based on the Shannon entropy',
  ],
  needs: { optional: ['split', 'group'] },
  params: [
    {
      kind: 'text',
      id: 'part',
      title: 'Part',
      summary: 'The part that is compared with train; all others together when not set.',
      default: '',
      advanced: true,
    },
  ],
  measure(table, values, context) {
    context.tick(0, 1);
    const split = splitSides(table, context);
    if ('reason' in split) return { applicable: false, reason: split.reason };
    const part = read.text(values, 'part').trim();
    const sides = rowSides(split, part, context.tick);
    if (sides.current === 0) {
      return { applicable: false, reason: t`No row of the split is called ${quoted(part)}.` };
    }
    const { compared, leftOut } = comparedColumns(table, context);
    if (compared.length === 0) {
      return { applicable: false, reason: t('No column holds numbers or categories to compare.') };
    }
    const found = foundIn(table, compared, sides, context);
    const columns = judged(found);
    const numbers: ColumnDrift = {
      split: split.column.name,
      parts: split.parts
        .filter(({ name, train }) => !train && (part === '' || name === part))
        .map(({ name }) => name),
      ...{ referenceRows: sides.reference, currentRows: sides.current, compared: columns.length },
      drifted: columns.filter(({ severity }) => severity !== null).length,
      columns: columns.slice(0, LISTED).map((column, i) => brief(column, i < DETAILED)),
      leftOut: leftOut.map(({ column, reason }) => ({
        ...{ column: table.columns[column]!.name, reason },
      })),
    };
    const drafts = driftAlerts(numbers, columns, context);
    const worst = columns.find(({ severity, drift }) => severity !== null && drift !== null);
    const told = drafts.some((draft) => draft?.evidence !== undefined);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, drafts),
      evidence: worst && told ? evidenceOf(table, found, worst.column, sides, context) : {},
    };
  },
};

/** What was found of a column. */
interface Found {
  readonly column: number;
  readonly name: string;
  readonly found: FoundDrift | undefined;
  readonly missing: MissingDrift;
}

function foundIn(
  table: Table,
  compared: readonly number[],
  sides: RowSides,
  { profiles, tick }: MetricContext,
): Found[] {
  return compared.map((index, i) => {
    const ticked = () => {
      tick(i, compared.length);
    };
    ticked();
    const column = table.columns[index]!;
    const counts = sideCounts(column, sides, ticked);
    const profile = profiles[index]!;
    return {
      ...{ column: index, name: column.name },
      found: driftOf(column, profile, counts, ticked),
      missing: missingDrift(profile, counts, sides),
    };
  });
}

/** With significance over all tests, the largest effect of what drifted first. */
function judged(found: readonly Found[]): DriftedColumn[] {
  const tests = [
    ...found.flatMap(({ found: each }) => (each ? [each.drift.p] : [])),
    ...found.flatMap(({ missing }) => (isTested(missing) ? [missing.p] : [])),
  ];
  const accepted = significant(tests, FALSE_ALARMS);
  let at = 0;
  const drifted = found.map(({ found: each }) => each !== undefined && accepted[at++]!);
  const emptied = found.map(({ missing }) => isTested(missing) && accepted[at++]!);
  return found
    .map(({ column, name, found: each, missing }, i): DriftedColumn => {
      const own = {
        ...{ column, name, drift: each?.drift ?? null, missing },
        ...{ significant: drifted[i]!, missingSignificant: emptied[i]! },
      };
      return { ...own, severity: levelOf(own) };
    })
    .sort((a, b) => rank(b) - rank(a) || a.column - b.column);
}

const isTested = ({ reference, current }: MissingDrift) => reference > 0 || current > 0;

function rank({ severity, drift, missing }: DriftedColumn): number {
  const level = severity === 'warning' ? 2 : severity === 'info' ? 1 : 0;
  const effect = Math.max(drift?.effect ?? 0, Math.abs(missing.current - missing.reference));
  return level * 1e9 + Math.min(effect, 1e6);
}

/** Levels of the first columns are kept. */
function brief(column: DriftedColumn, detailed: boolean): DriftedColumn {
  const { drift } = column;
  if (!drift) return column;
  const levels = detailed
    ? [...drift.levels.keys()]
        .sort((a, b) => moved(drift.levels[b]!) - moved(drift.levels[a]!) || a - b)
        .slice(0, MOST_LEVELS)
        .sort((a, b) => a - b)
        .map((i) => drift.levels[i]!)
    : [];
  return { ...column, drift: { ...drift, levels } };
}

const moved = ({ reference, current }: Drift['levels'][number]) => Math.abs(current - reference);

/** Rows of the compared side in the bin or level that grew most. */
function evidenceOf(
  table: Table,
  found: readonly Found[],
  index: number,
  { of }: RowSides,
  { tick }: MetricContext,
): Record<string, Evidence> {
  const { name, found: each } = found.find(({ column }) => column === index)!;
  const { codes, dictionary } = table.columns[index]!;
  const { level, has } = each!.grown;
  const grown = new Set(
    Array.from({ length: dictionary.size }, (_, code) => code).filter((c) => c > 0 && has(c)),
  );
  const rows = rowsOf(bitsWhere(codes, grown, tick)).filter((row) => of[row] === 2);
  const reason = t`Rows to evaluate on where ${quoted(name)} is ${quoted(level.name)}, of which there are more than in train.`;
  return { grown: { rows, columns: [index], reason } };
}
