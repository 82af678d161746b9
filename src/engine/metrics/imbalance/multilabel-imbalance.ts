import type { Evidence, Metric } from '../../metric';
import { multilabelFigures } from '../../statistics/multilabel';
import { count, listed, percent, quoted, times } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { labelPatterns, type LabelPatterns } from './parts/label-patterns';
import { t } from '../../language';

/** Imbalance where each row has a set of labels. */
export interface MultilabelImbalance {
  readonly source: string;
  readonly rows: number;
  readonly labelCount: number;
  /** Most frequent first, at most 200. */
  readonly labels: readonly MultilabelEntry[];
  /** Labels per row on average; that over the number of labels. */
  readonly cardinality: number;
  readonly density: number;
  readonly labelSets: number;
  readonly withoutLabels: number;
  readonly meanIr: number;
  readonly cvir: number;
  readonly scumble: number;
  readonly scumbleCv: number;
  /** Of the 30 most frequent labels, row-major: rows that have both. */
  readonly together: { readonly labels: readonly string[]; readonly counts: readonly number[] };
}

/** One label. */
export interface MultilabelEntry {
  readonly label: string;
  readonly positives: number;
  readonly negatives: number;
  /** Negatives per positive; null without positives. */
  readonly ratio: number | null;
  /** The smaller of both over all rows. */
  readonly tau: number;
  readonly irLbl: number | null;
  /** IRLbl above the mean. */
  readonly minority: boolean;
}

const MEAN_IR = 1.5;
const CVIR = 0.2;
const SCUMBLE = 0.1;
const NEGATIVES = 20;
const RARE = 0.01;
const EMPTY = 0.01;
const LISTED = 200;
const TOGETHER = 30;

/** How uneven label sets are, and whether copying rows could even them out. */
export const multilabelImbalance: Metric<MultilabelImbalance> = {
  id: 'multilabel-imbalance',
  family: 'imbalance',
  title: 'Label sets',
  summary:
    'How uneven labels are where each row has several, and whether rare ones come with frequent ones.',
  cites: [
    'Charte et al. 2015: Addressing imbalance in multilabel classification (IRLbl, MeanIR, CVIR)',
    'Charte et al. 2019: Dealing with difficult minority labels in imbalanced multilabel data sets (SCUMBLE)',
    'Wu, Zhu 2020: Multi-label classification, macro-AUC (label-wise imbalance)',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'columns',
      id: 'columns',
      title: 'Labels',
      summary:
        'Several columns of 0 and 1, or one column that lists labels; none means the label, or a list named tags or labels.',
      default: [],
      role: 'label',
    },
  ],
  measure(table, values, context) {
    const found = labelPatterns(table, values['columns'] as readonly string[], context);
    if ('reason' in found) return { applicable: false, reason: found.reason };
    const { labels, sets, rows } = found;
    const figures = multilabelFigures(labels.length, sets, rows);
    if (labels.length < 2 || figures.rows === 0) {
      return { applicable: false, reason: t('There are fewer than two labels.') };
    }
    const entries = labels.map((label, i): MultilabelEntry => {
      const positives = figures.positives[i]!;
      const negatives = figures.rows - positives;
      const irLbl = figures.irLbl[i]!;
      return {
        label,
        positives,
        negatives,
        ratio: positives > 0 ? negatives / positives : null,
        tau: Math.min(positives, negatives) / figures.rows,
        irLbl,
        minority: irLbl !== null && irLbl > figures.meanIr,
      };
    });
    const order = labels
      .map((_, i) => i)
      .sort((a, b) => figures.positives[b]! - figures.positives[a]! || a - b);
    const { cardinality, density, withoutLabels, meanIr, cvir, scumble, scumbleCv } = figures;
    const numbers: MultilabelImbalance = {
      source: found.source,
      rows: figures.rows,
      labelCount: labels.length,
      labels: order.slice(0, LISTED).map((i) => entries[i]!),
      ...{ cardinality, density, labelSets: sets.length, withoutLabels },
      ...{ meanIr, cvir, scumble, scumbleCv },
      together: together(found, order.slice(0, TOGETHER)),
    };
    const rare = new Set(order.filter((i) => isRare(entries[i]!)));
    const alerts = alertsOf(this.id, [
      uneven(entries, numbers, found),
      concurrent(numbers, found),
      without(numbers, found),
    ]);
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: evidenceOf(
        found,
        rare,
        alerts.map(({ evidence }) => evidence),
        table.rowCount,
        context.tick,
      ),
    };
  },
};

/** Rare by its positives: a label that hardly ever lacks has few negatives, and no rows to repeat. */
const isRare = ({ minority, positives, negatives, tau }: MultilabelEntry) =>
  minority || (tau < RARE && positives <= negatives);

/** One finding for all that follows from labels being uneven, of the highest severity. */
function uneven(
  entries: readonly MultilabelEntry[],
  { meanIr, cvir, rows }: MultilabelImbalance,
  { columns, source }: LabelPatterns,
): AlertDraft | undefined {
  const present = entries
    .filter(({ positives }) => positives > 0)
    .sort((a, b) => a.positives - b.positives);
  const rarest = present[0];
  if (!rarest) return undefined;
  const skewed = meanIr > MEAN_IR && cvir > CVIR;
  const rare = present.filter(({ tau }) => tau < RARE);
  const many = present.filter(({ ratio }) => (ratio ?? 0) > NEGATIVES);
  if (!skewed && rare.length === 0 && many.length === 0) return undefined;
  const concerned = present.filter(isRare);
  return {
    code: 'uneven-labels',
    severity: skewed || rare.length > 0 ? 'warning' : 'info',
    title: t`${quoted(rarest.label)} is on ${count(rarest.positives)} of ${count(rows)} rows`,
    message: t`In ${source} the most frequent label is ${times(meanIr)} times as frequent as another on average (variation ${cvir.toFixed(2)}).${concerned.length > 1 ? t` Rare are ${listed(concerned.map(({ label }) => quoted(label)))}.` : ''} Weight the labels, or repeat rows that have rare ones${many.length > 0 ? t('; a loss that plays down negatives helps where they are many') : ''}.`,
    columns: [...columns],
    value: meanIr,
    threshold: MEAN_IR,
    ...(concerned.length > 0 && { evidence: 'rare' }),
    remedies: [
      { method: 'multilabel-weights', why: t('A weight per label and row.') },
      { method: 'ml-ros', why: t('Repeats rows with rare labels.') },
      { method: 'loss-config', why: t('Asymmetric or Dice loss where negatives are many.') },
    ],
  };
}

function concurrent(
  { scumble }: MultilabelImbalance,
  { columns }: LabelPatterns,
): AlertDraft | undefined {
  if (scumble <= SCUMBLE) return undefined;
  return {
    code: 'rare-with-frequent',
    severity: 'warning',
    title: t`Rare labels come together with frequent ones (SCUMBLE ${scumble.toFixed(2)})`,
    message: t(
      'Copying rows of a rare label copies frequent ones with it and will not balance them. Choose rows by quotas per label, or part such rows.',
    ),
    columns: [...columns],
    value: scumble,
    threshold: SCUMBLE,
    remedies: [
      { method: 'label-quota-subset', why: t('Rows by quotas per label.') },
      { method: 'remedial', why: t('Parts rows that hold rare and frequent labels.') },
    ],
  };
}

function without(
  { withoutLabels, rows }: MultilabelImbalance,
  { columns, source }: LabelPatterns,
): AlertDraft | undefined {
  if (withoutLabels / rows <= EMPTY) return undefined;
  return {
    code: 'no-labels',
    severity: 'info',
    title: t`${count(withoutLabels)} rows have no label at all, ${percent(withoutLabels / rows)}`,
    message: t`In ${source} nothing says whether none applies or nobody looked: settle which it is.`,
    columns: [...columns],
    value: withoutLabels / rows,
    threshold: EMPTY,
    rowCount: withoutLabels,
    evidence: 'without',
  };
}

function evidenceOf(
  { sets, setOf, columns }: LabelPatterns,
  rare: ReadonlySet<number>,
  asked: readonly (string | undefined)[],
  rowCount: number,
  tick: (done: number, total: number) => void,
): Record<string, Evidence> {
  const collect = (passes: (set: readonly number[]) => boolean, reason: string): Evidence => {
    const wanted = sets.map(passes);
    const rows: number[] = [];
    for (let row = 0; row < rowCount; row++) {
      if (row % 8192 === 0) tick(row, rowCount);
      if (wanted[setOf(row)]) rows.push(row);
    }
    return { rows: Uint32Array.from(rows), columns, reason };
  };
  return {
    ...(asked.includes('rare') && {
      rare: collect((set) => set.some((label) => rare.has(label)), t('Rows with a rare label.')),
    }),
    ...(asked.includes('without') && {
      without: collect((set) => set.length === 0, t('Rows without a label.')),
    }),
  };
}

function together(
  { labels, sets, rows }: LabelPatterns,
  shown: readonly number[],
): MultilabelImbalance['together'] {
  const place = new Map(shown.map((label, i) => [label, i]));
  const counts = new Array<number>(shown.length ** 2).fill(0);
  sets.forEach((set, i) => {
    const own = set.flatMap((label) => place.get(label) ?? []);
    for (const a of own) for (const b of own) counts[a * shown.length + b]! += rows[i]!;
  });
  return { labels: shown.map((i) => labels[i]!), counts };
}
