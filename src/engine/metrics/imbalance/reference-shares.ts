import { classesOf } from '../../table/classes';
import type { Metric, MetricContext } from '../../metric';
import { EngineError } from '../../problems';
import { columnsWith, columnWith } from '../../roles/roles';
import { chiSquareTail } from '../../statistics/chi-square';
import { sumOf } from '../../statistics/sum';
import { wilson } from '../../statistics/wilson';
import { findColumn, type Table } from '../../table/table';
import { listed, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** Group shares beside those of a population. */
export interface ReferenceShares {
  readonly column: string;
  readonly rows: number;
  /** Shares are of weights, and intervals of the effective number of rows. */
  readonly weighted: boolean;
  /** The reference did not sum to 1 and was scaled. */
  readonly rescaled: boolean;
  readonly cells: readonly {
    readonly value: string;
    readonly rows: number;
    readonly share: number;
    readonly reference: number;
    /** Share over reference with its 95 % interval. */
    readonly ratio: number;
    readonly low: number;
    readonly high: number;
    readonly residual: number;
  }[];
  /** Values without a share in the reference, with their rows; reference values without rows. */
  readonly notInReference: readonly { readonly value: string; readonly rows: number }[];
  readonly notInData: readonly string[];
  readonly chi2: number;
  readonly degrees: number;
  readonly p: number;
  readonly totalVariation: number;
  readonly klFromReference: number;
}

const LOW = 0.8;
const HIGH = 1.25;
const EXPECTED = 30;

/** Compares group shares with a population that the user gives. */
export const referenceShares: Metric<ReferenceShares> = {
  id: 'reference-shares',
  family: 'imbalance',
  title: 'Reference shares',
  summary:
    'Compares group shares with those of a population: a census, statistics, the users of a product.',
  cites: [
    'Pearson 1900: chi-square goodness of fit',
    'Gustafson et al. 2023: FACET, fairness in computer vision evaluation benchmark',
  ],
  needs: { optional: ['group', 'weight'] },
  params: [
    {
      kind: 'text',
      id: 'reference',
      title: 'Reference',
      summary: 'Shares of the population per value, as JSON: {"f": 0.51, "m": 0.49}.',
      default: '',
    },
    {
      kind: 'column',
      id: 'column',
      title: 'Column',
      summary: 'Column whose values are compared; the first group when not set.',
      default: null,
      role: 'group',
    },
  ],
  measure(table, values, context) {
    const text = (values['reference'] as string).trim();
    if (text === '') return { applicable: false, reason: t('No reference shares were given.') };
    const index = columnOf(table, values['column'] as string | null, context);
    const given = readReference(text);
    const column = table.columns[index]!;
    const classes = classesOf(column, context.profiles[index]!);
    const weights = weightsOf(table, index, classes.indexOf, classes.codes.length, context);
    const shares = weights?.sums ?? classes.counts;
    const numbers: ReferenceShares = {
      column: column.name,
      weighted: weights !== undefined,
      ...compared(classes.values, classes.counts, shares, given, weights?.effective),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [off(numbers, index), absent(numbers, index)]),
      evidence: {},
    };
  },
};

function columnOf(table: Table, name: string | null, { roles }: MetricContext): number {
  if (name === null) {
    const group = columnsWith(roles, 'group')[0];
    if (group !== undefined) return group;
    throw new EngineError(
      'missing-role',
      t('Choose the column to compare: no column has the role group.'),
    );
  }
  const index = findColumn(table.columns, name);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
  return index;
}

/** @throws EngineError bad-parameter */
function readReference(text: string): Map<string, number> {
  const refuse = () =>
    new EngineError(
      'bad-parameter',
      t('The reference must be JSON of values and their shares, as {"f": 0.51, "m": 0.49}.'),
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuse();
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) throw refuse();
  const entries = Object.entries(parsed as Record<string, unknown>);
  const isShare = (v: unknown): v is number =>
    typeof v === 'number' && Number.isFinite(v) && v >= 0;
  if (entries.length === 0 || !entries.every(([, v]) => isShare(v))) throw refuse();
  const shares = new Map(entries as [string, number][]);
  if (![...shares.values()].some((v) => v > 0)) throw refuse();
  return shares;
}

/** Sums of weights per class and the effective number of rows; undefined without a weight column. */
function weightsOf(
  table: Table,
  index: number,
  indexOf: Int32Array,
  size: number,
  { roles, profiles, tick }: MetricContext,
): { readonly sums: number[]; readonly effective: number } | undefined {
  const weight = columnWith(roles, 'weight');
  const numbers = weight === undefined ? undefined : profiles[weight]!.numbers;
  if (weight === undefined || !numbers) return undefined;
  const sums = new Array<number>(size).fill(0);
  const [codes, weights] = [table.columns[index]!.codes, table.columns[weight]!.codes];
  let [total, squares] = [0, 0];
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    const of = indexOf[codes[row]!]!;
    const w = numbers[weights[row]!]!;
    if (of < 0 || !(w >= 0) || !Number.isFinite(w)) continue;
    sums[of]! += w;
    total += w;
    squares += w * w;
  }
  return { sums, effective: squares > 0 ? (total * total) / squares : 0 };
}

/** The comparison itself. `masses` are rows or weights; `effective` rows behind them when weighted. */
export function compared(
  values: readonly string[],
  rows: readonly number[],
  masses: readonly number[],
  given: ReadonlyMap<string, number>,
  effective?: number,
): Omit<ReferenceShares, 'column' | 'weighted'> {
  const inBoth = values.map((_, i) => i).filter((i) => (given.get(values[i]!) ?? 0) > 0);
  const total = sumOf(inBoth.length, (i) => masses[inBoth[i]!]!);
  const counted = sumOf(inBoth.length, (i) => rows[inBoth[i]!]!);
  const shares = [...given.values()];
  const whole = sumOf(shares.length, (i) => shares[i]!);
  const n = effective ?? counted;
  const cells = inBoth.map((i) => {
    const reference = given.get(values[i]!)! / whole;
    const share = total > 0 ? masses[i]! / total : 0;
    const { low, high } = wilson(share * n, n);
    return {
      value: values[i]!,
      rows: rows[i]!,
      share,
      reference,
      ratio: share / reference,
      low: low / reference,
      high: high / reference,
      residual:
        reference < 1 ? (share - reference) / Math.sqrt((reference * (1 - reference)) / n) : 0,
    };
  });
  const notInData = [...given].filter(([value, share]) => share > 0 && !values.includes(value));
  const missed = sumOf(notInData.length, (i) => notInData[i]![1] / whole);
  const chi2 =
    n *
    (sumOf(
      cells.length,
      (i) => (cells[i]!.share - cells[i]!.reference) ** 2 / cells[i]!.reference,
    ) +
      missed);
  const degrees = cells.length + notInData.length - 1;
  return {
    rows: counted,
    rescaled: Math.abs(whole - 1) > 1e-9,
    cells,
    notInReference: values
      .map((value, i) => ({ value, rows: rows[i]! }))
      .filter(({ value }) => (given.get(value) ?? 0) === 0),
    notInData: notInData.map(([value]) => value),
    chi2,
    degrees,
    p: degrees < 1 ? 1 : chiSquareTail(chi2, degrees),
    totalVariation:
      (sumOf(cells.length, (i) => Math.abs(cells[i]!.share - cells[i]!.reference)) + missed) / 2,
    klFromReference: sumOf(cells.length, (i) => {
      const { share, ratio } = cells[i]!;
      return share > 0 ? share * Math.log(ratio) : 0;
    }),
  };
}

function off(
  { cells, column, rows, rescaled }: ReferenceShares,
  index: number,
): AlertDraft | undefined {
  const found = cells
    .filter(
      ({ low, high, reference }) => (high < LOW || low > HIGH) && reference * rows >= EXPECTED,
    )
    .sort((a, b) => Math.abs(Math.log(b.ratio || 1e-9)) - Math.abs(Math.log(a.ratio || 1e-9)));
  const worst = found[0];
  if (!worst) return undefined;
  const told = ({ value, share, reference }: (typeof found)[number]) =>
    t`${quoted(value)} (${percent(share)}, ${percent(reference)} in the reference)`;
  return {
    code: 'off-reference',
    severity: 'warning',
    title: t`${quoted(worst.value)} is ${percent(worst.share)} of ${quoted(column)} here, ${percent(worst.reference)} in the reference`,
    message: t`${found.length > 1 ? t`Likewise ${listed(found.slice(1).map(told))}. ` : ''}Scores over all rows are those of this mix and not of the population. Weight the rows to the reference.${rescaled ? t(' The reference was scaled to sum to 1.') : ''}`,
    columns: [index],
    value: worst.ratio,
    threshold: worst.ratio < 1 ? LOW : HIGH,
    rowCount: sumOf(found.length, (i) => found[i]!.rows),
    remedies: [
      { method: 'raking', why: t('Weights rows to the shares of the reference.') },
      { method: 'prior-target-weights', why: t('Weights rows to given shares.') },
    ],
  };
}

function absent({ notInData, column }: ReferenceShares, index: number): AlertDraft | undefined {
  if (notInData.length === 0) return undefined;
  return {
    code: 'absent-group',
    severity: 'warning',
    title: t`No row of ${quoted(column)} is ${listed(notInData.map(quoted))}`,
    message: t('The reference has this group, and weights cannot create it: collect such rows.'),
    columns: [index],
    remedies: [{ method: 'collection-plan', why: t('Rows of the absent groups.') }],
  };
}
