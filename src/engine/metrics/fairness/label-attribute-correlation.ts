import type { Evidence, Metric, MetricContext } from '../../metric';
import { EngineError } from '../../problems';
import { columnsWith } from '../../roles/roles';
import { significant } from '../../statistics/false-discovery';
import { numbersWhere } from '../../plan/row-numbers';
import { isSketched } from '../../sampling/sampled-columns';
import { findColumn, type Table } from '../../table/table';
import type { Classes } from '../../table/classes';
import { quoted } from '../../words';
import { alertsOf } from '../alerts';
import { isQuantity, labelOf, type Label } from '../label';
import { classRates } from './parts/class-rates';
import { crossedWith, isCertain, isTied, tieOf, type Tie } from './parts/label-ties';
import { lowerColumns } from './parts/outcome-alerts';
import { tieAlert } from './parts/tie-alert';
import { t } from '../../language';

/** How strongly the label hangs on one attribute. */
export interface LabelAttribute {
  readonly column: number;
  readonly name: string;
  readonly kind: 'values' | 'numbers';
  /** Rows with the attribute and the label. */
  readonly rows: number;
  /** Cramer's V over values with 30 rows, and corrected for chance; null where there is nothing to compare. */
  readonly v: number | null;
  readonly vCorrected: number | null;
  readonly p: number;
  /** Nats. */
  readonly mutualInformation: number;
  readonly phi: number | null;
  /** Of numbers and two classes: the chance that a row of the second class has the larger number. */
  readonly auroc: number | null;
  /** Share of rows that lie in the most frequent value of their class. */
  readonly aligned: number;
  readonly smallest: {
    readonly value: string;
    readonly class: string;
    readonly rows: number;
  } | null;
  /** A model can take the attribute for the label. */
  readonly tied: boolean;
  /** Per class, at most 20: its most frequent value, the share of the class that is there, and the share of all rows. */
  readonly classes: readonly {
    readonly value: string;
    readonly most: string;
    readonly share: number;
    readonly ofAll: number;
    readonly rows: number;
  }[];
}

/** How strongly the label hangs on each attribute that is not its cause. */
export interface LabelAttributeCorrelation {
  readonly label: string;
  readonly attributes: readonly LabelAttribute[];
}

/** An attribute with what its finding needs. */
export interface Tied {
  readonly entry: LabelAttribute;
  readonly tie: Tie;
  readonly values: Classes;
}

const ATTRIBUTES = 20;
const CLASSES = 20;

/** Whether a background, a source or a group goes with the label so closely that a model can learn it instead. */
export const labelAttributeCorrelation: Metric<LabelAttributeCorrelation> = {
  id: 'label-attribute-correlation',
  family: 'fairness',
  title: 'Label and attributes',
  summary:
    'How closely the label goes with a source, a background or a group that a model could learn instead.',
  cites: [
    'Bergsma 2013: A bias-correction for Cramer V and Tschuprow T',
    'Sagawa et al. 2020: Distributionally robust neural networks for group shifts (Waterbirds)',
    'Roh et al. 2023: Improving fair training under correlation shifts',
  ],
  needs: { optional: ['label', 'domain', 'group'] },
  params: [
    {
      kind: 'columns',
      id: 'columns',
      title: 'Attributes',
      summary: 'Columns that must not decide the label; none means each domain and group.',
      default: [],
    },
  ],
  measure(table, values, context) {
    const chosen = values['columns'] as readonly string[];
    const columns = attributesOf(table, chosen, context);
    if (columns.length === 0) {
      return { applicable: false, reason: t('No column has the role group or domain.') };
    }
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    if (label.classes.values.length < 2) {
      return { applicable: false, reason: t`Every row has the same ${quoted(label.name)}.` };
    }
    const numeric = columns.filter((index) => isNumeric(table, index, context));
    const parts = columns
      .filter((index) => !numeric.includes(index))
      .flatMap((index) => tiedOf(table, index, label, context));
    const attributes = [
      ...parts.map(({ entry }) => entry),
      ...numeric.flatMap((index) => numbersOf(table, index, label, context)),
    ];
    if (attributes.length === 0) {
      return { applicable: false, reason: t('There are too many groups and classes to cross.') };
    }
    const told = toldElsewhere(table, parts, label, context);
    const accepted = significant(parts.map(({ entry }) => entry.p));
    const found = parts.filter(
      ({ entry, tie }, i) =>
        accepted[i] && entry.tied && !isCertain(tie) && !tie.isBound && !told.has(entry.column),
    );
    const { alert, worst } = tieAlert(found, label);
    return {
      applicable: true,
      numbers: { label: label.name, attributes },
      alerts: alertsOf(this.id, [alert]),
      evidence: worst ? { conflicting: conflicting(table, worst, label, context) } : {},
    };
  },
};

/** @throws EngineError unknown-column */
function attributesOf(table: Table, chosen: readonly string[], { roles, profiles }: MetricContext) {
  const named = chosen.map((name) => {
    const index = findColumn(table.columns, name);
    if (index < 0) throw new EngineError('unknown-column', t`There is no column '${name}'.`);
    return index;
  });
  const columns =
    named.length > 0
      ? named
      : [...columnsWith(roles, 'domain'), ...columnsWith(roles, 'group')].sort((a, b) => a - b);
  return columns
    .filter((index) => profiles[index]!.distinct > 0 && roles[index] !== 'label')
    .slice(0, ATTRIBUTES);
}

const isNumeric = (table: Table, index: number, { profiles }: MetricContext) =>
  isQuantity(profiles[index]!, table.rowCount) && !isSketched(table, index);

function tiedOf(table: Table, index: number, label: Label, context: MetricContext): Tied[] {
  const crossed = crossedWith(table, index, label, context);
  if (!crossed) return [];
  const { values, counts } = crossed;
  const k = label.classes.values.length;
  const tie = tieOf(counts, k);
  const rows = counts.reduce((sum, n) => sum + n, 0);
  const ofValue = values.values.map((_, a) =>
    counts.subarray(a * k, a * k + k).reduce((sum, n) => sum + n, 0),
  );
  const { smallest, mostOf } = tie;
  const entry: LabelAttribute = {
    ...{ column: index, name: table.columns[index]!.name, kind: 'values', rows },
    ...{ v: tie.v, vCorrected: tie.vCorrected, p: tie.p, phi: tie.phi, auroc: null },
    ...{ mutualInformation: tie.mutualInformation, aligned: tie.aligned, tied: isTied(tie) },
    smallest:
      smallest.rows === 0
        ? null
        : {
            value: values.values[smallest.value]!,
            class: label.classes.values[smallest.of]!,
            rows: smallest.rows,
          },
    classes: mostOf
      .flatMap((most, c) => {
        if (most < 0) return [];
        const all = ofValue.reduce((sum, _, a) => sum + counts[a * k + c]!, 0);
        return [
          {
            value: label.classes.values[c]!,
            most: values.values[most]!,
            share: counts[most * k + c]! / all,
            ofAll: ofValue[most]! / rows,
            rows: all,
          },
        ];
      })
      .sort((a, b) => b.rows - a.rows)
      .slice(0, CLASSES),
  };
  return [{ entry, tie, values }];
}

/** A chosen column of numbers, by the area under its curve where there are two classes. */
function numbersOf(
  table: Table,
  index: number,
  { column: of, classes }: Label,
  { profiles, tick }: MetricContext,
): LabelAttribute[] {
  const numbers = profiles[index]!.numbers!;
  const { codes, name } = table.columns[index]!;
  if (classes.values.length !== 2) return [];
  const [first, second] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
  for (let row = 0; row < codes.length; row++) {
    if (row % 8192 === 0) tick(row, codes.length);
    const y = classes.indexOf[of.codes[row]!]!;
    if (y >= 0) (y === 0 ? first : second)[codes[row]!]!++;
  }
  const order = Array.from(numbers.keys())
    .filter((code) => Number.isFinite(numbers[code]!) && first[code]! + second[code]! > 0)
    .sort((a, b) => numbers[a]! - numbers[b]!);
  let [below, pairs, positives] = [0, 0, 0];
  for (let i = 0; i < order.length;) {
    let [n, m] = [0, 0];
    const value = numbers[order[i]!]!;
    for (; i < order.length && numbers[order[i]!] === value; i++) {
      n += first[order[i]!]!;
      m += second[order[i]!]!;
    }
    pairs += m * (below + n / 2);
    below += n;
    positives += m;
  }
  const auroc = below > 0 && positives > 0 ? pairs / (below * positives) : null;
  return [
    {
      ...{ column: index, name, kind: 'numbers', rows: below + positives, auroc },
      ...{ v: null, vCorrected: null, p: 1, phi: null, mutualInformation: 0, aligned: 0 },
      ...{ smallest: null, tied: false, classes: [] },
    },
  ];
}

/** Group columns of which `group-outcomes` says that rates lie below four fifths of each other. */
function toldElsewhere(
  table: Table,
  parts: readonly Tied[],
  label: Label,
  context: MetricContext,
): ReadonlySet<number> {
  if (!parts.some(({ entry, tie }) => isTied(tie) && context.roles[entry.column] === 'group'))
    return new Set();
  const groups = columnsWith(context.roles, 'group').flatMap((index) => {
    const crossed = crossedWith(table, index, label, context);
    if (!crossed) return [];
    const { counts, values } = crossed;
    const of = { groups: values, classes: label.classes, counts };
    const { rates, tests } = classRates(of, '');
    const entry = { column: index, name: table.columns[index]!.name, rates, means: null };
    return [{ entry, tests }];
  });
  return new Set(lowerColumns(groups).map(({ part }) => part.entry.column));
}

/** Rows that are not in the most frequent value of their class. */
function conflicting(
  table: Table,
  { entry, tie, values }: Tied,
  { column, classes }: Label,
  { tick }: MetricContext,
): Evidence {
  const { codes } = table.columns[entry.column]!;
  return {
    rows: numbersWhere(
      table.rowCount,
      (row) => {
        const [value, of] = [values.indexOf[codes[row]!]!, classes.indexOf[column.codes[row]!]!];
        return value >= 0 && of >= 0 && tie.mostOf[of] !== value;
      },
      tick,
    ),
    columns: [entry.column, column.index],
    reason: t`Rows where ${quoted(entry.name)} is not what is most frequent for their class.`,
  };
}
