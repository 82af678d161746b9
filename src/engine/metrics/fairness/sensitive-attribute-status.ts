import type { Metric, MetricContext } from '../../metric';
import type { Role } from '../../roles/roles';
import type { SensitiveAttribute } from '../../role-guess/role-names';
import { chiSquareTest } from '../../statistics/chi-square';
import { significant } from '../../statistics/false-discovery';
import { wilson } from '../../statistics/wilson';
import { classesOf } from '../../table/classes';
import type { Table } from '../../table/table';
import { count, listed, percent, quoted } from '../../words';
import { alertsOf, SILENT, type AlertDraft } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { FEWEST } from './parts/class-rates';
import { ATTRIBUTES, sensitiveColumn, type Sensitive } from '../../role-guess/sensitive-columns';
import { t } from '../../language';

/** One column that holds a sensitive attribute, or seems to. */
export interface SensitiveColumn {
  readonly column: number;
  readonly name: string;
  /** `other`: it has the role group, and neither name nor values say what of. */
  readonly attribute: SensitiveAttribute | 'other';
  readonly by: Sensitive['by'] | 'role';
  readonly role: Role;
  /** Nobody chose its role. */
  readonly guessed: boolean;
  readonly inferred: Sensitive['inferred'];
  readonly missing: number;
  readonly share: number;
  /** Missing cells by class of the label, where some are missing and the column has the role group; at most 20. */
  readonly byLabel: readonly {
    readonly value: string;
    readonly rows: number;
    readonly missing: number;
    readonly rate: number;
    readonly low: number;
    readonly high: number;
  }[];
  /** Chance of such differences by class (chi-square); null where not asked. */
  readonly p: number | null;
}

/** Which sensitive attributes a file holds, as far as names, values and roles tell. */
export interface SensitiveAttributeStatus {
  readonly columns: readonly SensitiveColumn[];
  readonly absent: readonly SensitiveAttribute[];
}

/** Share missing, and difference of the shares of two classes, from which it is said. */
const MISSING = 0.05;
const APART = 0.05;
/** Movement of class shares of which `missing-profile` tells, where this is the only column with gaps. */
const MOVED = 0.05;
const CLASSES = 20;

/** Which sensitive attributes are present, partly missing, only inferred, or absent. */
export const sensitiveAttributeStatus: Metric<SensitiveAttributeStatus> = {
  id: 'sensitive-attribute-status',
  family: 'fairness',
  title: 'Sensitive attributes',
  summary:
    'Which sensitive attributes the file holds, where they are missing, and which are only inferred.',
  cites: [
    'Andrus et al. 2021: What we cannot measure, we cannot understand',
    'Chen et al. 2019: Fairness under unawareness (probabilities rather than hard guesses)',
  ],
  needs: { optional: ['group', 'label'] },
  params: [],
  measure(table, _values, context) {
    const label = labelIfAny(table, context);
    const columns = table.columns.flatMap(({ index }) => statusOf(table, index, label, context));
    const numbers: SensitiveAttributeStatus = {
      columns,
      absent: ATTRIBUTES.filter((of) => !columns.some(({ attribute }) => attribute === of)),
    };
    const drafts = [guessedAlert(columns), missingAlert(columns, label, context)];
    return { applicable: true, numbers, alerts: alertsOf(this.id, drafts), evidence: {} };
  },
};

function statusOf(
  table: Table,
  index: number,
  label: Label | undefined,
  context: MetricContext,
): SensitiveColumn[] {
  const { roles, profiles, chosen } = context;
  const role = roles[index]!;
  const profile = profiles[index]!;
  const isGroup = role === 'group';
  if (!isGroup && (role === 'label' || SILENT.has(role) || profile.distinct === 0)) return [];
  const found = sensitiveColumn(table, index, profile);
  if (!found && !isGroup) return [];
  const { missing } = profile;
  const asked = isGroup && missing > 0 && label !== undefined && label.column.index !== index;
  const byLabel = asked ? missingByClass(table, index, label, context) : [];
  return [
    {
      ...{ column: index, name: table.columns[index]!.name, role, missing },
      attribute: found?.attribute ?? 'other',
      by: found?.by ?? 'role',
      guessed: !(chosen?.[index] ?? false),
      inferred: found?.inferred ?? null,
      share: table.rowCount === 0 ? 0 : missing / table.rowCount,
      byLabel: byLabel.slice(0, CLASSES),
      p: asked
        ? chiSquareTest(
            byLabel.flatMap((of) => [of.missing, of.rows - of.missing]),
            2,
          ).p
        : null,
    },
  ];
}

/** Missing cells per class, most rows first. @throws Cancelled (from tick) */
function missingByClass(
  table: Table,
  index: number,
  { column, classes }: Label,
  { profiles, tick }: MetricContext,
): SensitiveColumn['byLabel'] {
  const { codes } = table.columns[index]!;
  const { indexOf } = classesOf(table.columns[index]!, profiles[index]!);
  const missing = new Float64Array(classes.codes.length);
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0 && indexOf[codes[row]!]! < 0) missing[of]!++;
  }
  return classes.values
    .map((value, i) => {
      const rows = classes.counts[i]!;
      return {
        ...{ value, rows, missing: missing[i]!, rate: missing[i]! / rows },
        ...wilson(missing[i]!, rows),
      };
    })
    .sort((a, b) => b.rows - a.rows);
}

function guessedAlert(columns: readonly SensitiveColumn[]): AlertDraft | undefined {
  const found = columns.filter(({ inferred }) => inferred === 'guess');
  const first = found[0];
  if (!first) return undefined;
  const others =
    found.length === 1 ? '' : t` So do ${listed(found.slice(1).map(({ name }) => quoted(name)))}.`;
  return {
    code: 'hard-guess',
    severity: 'warning',
    title: t`${quoted(first.name)} holds one guess for each row`,
    message: t`By its name it was inferred and not asked for.${others} Rates by guessed groups are off wherever guesses are wrong: keep the probabilities, and never a hard guess.`,
    columns: found.map(({ column }) => column),
  };
}

function missingAlert(
  columns: readonly SensitiveColumn[],
  label: Label | undefined,
  { profiles }: MetricContext,
): AlertDraft | undefined {
  const asked = columns.filter(({ p }) => p !== null);
  const accepted = significant(asked.map(({ p }) => p!));
  const gaps = profiles.filter(({ missing }) => missing > 0).length;
  const found = asked
    .map((entry) => {
      const compared = entry.byLabel.filter(({ rows }) => rows >= FEWEST);
      const sorted = [...compared].sort((a, b) => b.rate - a.rate);
      return { entry, most: sorted[0], least: sorted.at(-1) };
    })
    .filter(
      ({ entry, most, least }, i) =>
        accepted[i] &&
        entry.share >= MISSING &&
        most !== undefined &&
        most.rate - least!.rate >= APART &&
        !(gaps === 1 && movedByDropping(entry) > MOVED),
    )
    .sort((a, b) => b.entry.share - a.entry.share);
  const worst = found[0];
  if (!worst || !label) return undefined;
  const { entry, most, least } = worst;
  const others =
    found.length === 1
      ? ''
      : t` So ${found.length === 2 ? t('is') : t('are')} ${listed(found.slice(1).map((of) => quoted(of.entry.name)))}.`;
  return {
    code: 'group-missing-by-label',
    severity: 'warning',
    title: t`${quoted(entry.name)} is empty in ${percent(entry.share)} of rows, and more often where ${quoted(label.name)} is ${quoted(most!.value)}`,
    message: t`There in ${percent(most!.rate)} of ${count(most!.rows)} rows, in ${percent(least!.rate)} of ${count(least!.rows)} where it is ${quoted(least!.value)}.${others} What is said of groups leaves these rows out, more of one class than of another: find out why the cells are empty.`,
    columns: [...found.map((of) => of.entry.column), label.column.index],
    value: entry.share,
    threshold: MISSING,
    rowCount: entry.missing,
  };
}

/** How far the shares of the classes move without the rows where the column is empty. */
function movedByDropping({ byLabel }: SensitiveColumn): number {
  const all = byLabel.reduce((sum, { rows }) => sum + rows, 0);
  const left = byLabel.reduce((sum, { rows, missing }) => sum + rows - missing, 0);
  if (left === 0) return 1;
  return byLabel.reduce(
    (sum, of) => sum + Math.abs(of.rows / all - (of.rows - of.missing) / left) / 2,
    0,
  );
}
