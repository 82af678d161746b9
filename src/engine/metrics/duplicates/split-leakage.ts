import {
  addBits,
  countBoth,
  hasBit,
  otherBits,
  keepBits,
  type BitSet,
} from '../../kernels/bit-sets';
import { comparedAcross } from '../../roles/compared-across';
import type { RowClusters } from '../../kernels/row-clusters';
import type { Metric, MetricContext } from '../../metric';
import { columnWith } from '../../roles/roles';
import { alertsOf } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { isCoarse } from './parts/coarse';
import { labelSpelling } from './parts/label-spelling';
import { leakAlerts } from './parts/leak-alerts';
import { leakEvidence, numbersEvidence, textEvidence } from './parts/leak-evidence';
import {
  leakedRows,
  partOverlaps,
  type LeakedRows,
  type Level,
  type PartOverlap,
} from './parts/leaked-rows';
import { nearLeaks, unsearched } from './parts/near-leaks';
import { nearNumberLeaks, numbersUnsearched } from './parts/near-number-leaks';
import { sharedValues, type SharedKind, type SharedValues } from './parts/shared-values';
import { splitParts, type SplitPart, type SplitParts } from './parts/split-parts';
import { splitTimes, type SplitTimes } from './parts/split-times';
import { templateLeaks } from './parts/template-leaks';
import { t } from '../../language';

/** What evaluation parts share with train. */
export interface SplitLeakage {
  /** The split column. */
  readonly column: string;
  readonly parts: readonly SplitPart[];
  readonly trainRows: number;
  readonly evaluationRows: number;
  /** Rows of evaluation parts that equal a train row in all columns but ids, split and label; numbers by value. */
  readonly rows: number;
  readonly share: number;
  /** The same with less and less of the spelling, from as written to n3. */
  readonly levels: readonly { readonly level: Level; readonly rows: number }[];
  /** Rows whose text is nearly that of a train row, equal ones included; null without a text. */
  readonly near: {
    readonly column: string;
    readonly threshold: number;
    readonly rows: number;
  } | null;
  /** Why near texts were not searched: they are not among the rows that are not clean; null where they were, or without a text. */
  readonly nearUnsearched: string | null;
  /** Rows whose numbers, or vectors, are nearly those of a train row that agrees in all else, equal ones included; null where they were not compared. */
  readonly nearNumbers: {
    readonly of: 'numbers' | 'vectors';
    readonly columns: readonly string[];
    readonly threshold: number;
    readonly rows: number;
  } | null;
  /** Why near numbers were not searched, as of near texts. */
  readonly numbersUnsearched: string | null;
  /** Rows whose text follows a template of train rows, equal ones included; null without a text or without templates. */
  readonly templates: {
    readonly column: string;
    readonly templates: number;
    readonly shared: number;
    readonly texts: number;
    readonly rows: number;
  } | null;
  /** Of `rows`, those with a train row of the same label, and the others; null without a label. */
  readonly sameLabel: number | null;
  readonly otherLabel: number | null;
  /** The labels of the two sides; null without a label. */
  readonly labels: SplitLabels | null;
  /** Entities, ids, sources and families that occur on both sides. */
  readonly shared: readonly SharedOf[];
  readonly time: SplitTimes | null;
  /** Every two parts, both ways round. */
  readonly matrix: readonly PartOverlap[];
  /** Evaluation rows that share nothing with train: no row up to case and spaces, no near text or numbers, no id, no family. */
  readonly cleanRows: number;
  readonly cleanClasses: readonly { readonly value: string; readonly rows: number }[];
  /** Columns compared, by index. */
  readonly compared: readonly number[];
  readonly coarse: boolean;
}

/** The labels of train and of the evaluation parts. */
export interface SplitLabels {
  readonly column: string;
  /** Values of evaluation parts that occur in train as they are written. */
  readonly shared: number;
  readonly train: number;
  readonly evaluation: number;
  /** The spelling in which they agree, '' as written, null in none; and two spellings of one label. */
  readonly spelling: string | null;
  readonly example: readonly [train: string, evaluation: string] | null;
}

/** One column of values that occur on both sides. */
export interface SharedOf {
  readonly column: string;
  readonly kind: SharedKind;
  readonly values: number;
  readonly shared: number;
  readonly rows: number;
}

/** The level up to which a row is not clean any more. */
const CLEAN_LEVEL: Level = 'n2';
const CLASSES = 50;

/** Rows of the training part that reappear in the validation or test part, and what else the parts share. */
export const splitLeakage: Metric<SplitLeakage> = {
  id: 'split-leakage',
  family: 'duplicates',
  title: 'Leaks between train and test',
  summary: 'Rows, entities, ids, labels and times that train shares with validation and test.',
  cites: ['Deepchecks: train-test samples mix', 'FiftyOne: leaky splits', 'Koh et al. 2021: WILDS'],
  needs: { optional: ['split', 'label', 'id', 'entity', 'timestamp', 'text'] },
  params: [],
  measure(table, _values, context) {
    const column = columnWith(context.roles, 'split');
    if (column === undefined)
      return { applicable: false, reason: t('No column has the role split.') };
    const parts = splitParts(table, column, context.tick);
    if (parts.trainRows === 0) {
      return { applicable: false, reason: t('No row of the split is called `train`.') };
    }
    if (parts.evaluationRows === 0) {
      return { applicable: false, reason: t('Every row of the split is a train row.') };
    }
    const compared = comparedAcross(table, context.roles);
    if (compared.length === 0) {
      return { applicable: false, reason: t('There is no column besides ids, split and label.') };
    }
    const levels = leakedRows(table, compared, parts, context);
    const shared = sharedValues(table, parts, context);
    const label = labelIfAny(table, context);
    const near = nearLeaks(table, parts, context);
    const numbersNear = nearNumberLeaks(table, parts, context);
    const templates = templateLeaks(table, parts, context);
    const clean = cleanRows(levels, [near, numbersNear], shared, parts);
    const written = levels[0]!;
    const numbers: SplitLeakage = {
      column: table.columns[column]!.name,
      parts: parts.parts,
      trainRows: parts.trainRows,
      evaluationRows: parts.evaluationRows,
      rows: written.count,
      share: written.count / parts.evaluationRows,
      levels: levels.map(({ level, count }) => ({ level, rows: count })),
      near: near && { column: near.column, threshold: near.threshold, rows: near.count },
      nearUnsearched: near ? null : (unsearched(table, context) ?? null),
      nearNumbers: numbersNear && {
        of: numbersNear.of,
        columns: numbersNear.columns.map((index) => table.columns[index]!.name),
        threshold: numbersNear.threshold,
        rows: numbersNear.count,
      },
      numbersUnsearched: numbersUnsearched(table, parts, context) ?? null,
      templates: templates && {
        column: templates.column,
        templates: templates.templates,
        shared: templates.shared,
        texts: templates.texts,
        rows: templates.count,
      },
      ...labelsAcross(label, written, parts, context),
      shared: shared.map(({ column: index, kind, values, shared: both, count }) => ({
        column: table.columns[index]!.name,
        kind,
        values,
        shared: both,
        rows: count,
      })),
      time: splitTimes(table, parts, context),
      matrix: partOverlaps(written.clusters, parts, context),
      cleanRows: countBoth(clean, clean),
      cleanClasses: label ? classesIn(clean, label) : [],
      compared,
      coarse: isCoarse(context, table.rowCount),
    };
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, leakAlerts(numbers, label?.column.index)),
      evidence: {
        ...leakEvidence(levels, shared, parts, compared, context.tick),
        ...textEvidence('near', near, table),
        ...numbersEvidence(numbersNear),
        ...textEvidence('template', templates, table),
      },
    };
  },
};

/**
 * Evaluation rows that share nothing. Ids that begin anew in each file say nothing: they count where most of the rows
 * that share one are equal besides.
 */
function cleanRows(
  levels: readonly LeakedRows[],
  near: readonly (Pick<LeakedRows, 'rows'> | null)[],
  shared: readonly SharedValues[],
  { evaluation }: SplitParts,
): BitSet {
  const dirty = levels.find(({ level }) => level === CLEAN_LEVEL)!.rows.slice();
  for (const found of near) if (found) addBits(dirty, found.rows);
  const equal = dirty.slice();
  for (const { kind, rows, count } of shared) {
    const telling = kind === 'family' || (kind === 'id' && 2 * countBoth(rows, equal) >= count);
    if (telling) addBits(dirty, rows);
  }
  const clean = otherBits(dirty, 32 * dirty.length);
  keepBits(clean, evaluation);
  return clean;
}

/** How the labels of the two sides agree, and of leaked rows, how many have the label of a train row. */
function labelsAcross(
  label: Label | undefined,
  { clusters, rows }: LeakedRows,
  parts: SplitParts,
  { tick }: MetricContext,
): Pick<SplitLeakage, 'labels' | 'sameLabel' | 'otherLabel'> {
  if (!label) return { labels: null, sameLabel: null, otherLabel: null };
  const { column, classes, name } = label;
  const valuesIn = (side: BitSet) => {
    const seen = new Uint8Array(classes.codes.length);
    for (let row = 0; row < column.codes.length; row++) {
      const of = classes.indexOf[column.codes[row]!]!;
      if (of >= 0 && hasBit(side, row)) seen[of] = 1;
    }
    return classes.values.filter((_, i) => seen[i] === 1);
  };
  const [train, evaluation] = [valuesIn(parts.train), valuesIn(parts.evaluation)];
  const { shared, words, example, of: spelled } = labelSpelling(train, evaluation);
  const spelledOf = classes.values.map(spelled);
  const labelAt = (row: number) => spelledOf[classes.indexOf[column.codes[row]!]!];
  const same = sameLabelled(clusters, rows, parts, labelAt, tick);
  return {
    labels: {
      column: name,
      shared,
      train: train.length,
      evaluation: evaluation.length,
      spelling: words,
      example,
    },
    sameLabel: same,
    otherLabel: countBoth(rows, rows) - same,
  };
}

/** Leaked rows that have the label of an equal train row. */
function sameLabelled(
  clusters: RowClusters,
  leaked: BitSet,
  { train }: SplitParts,
  labelAt: (row: number) => string | undefined,
  tick: MetricContext['tick'],
): number {
  let same = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 4096 === 0) tick(cluster, clusters.count);
    const members = clusters.rows(cluster);
    if (!members.some((row) => hasBit(leaked, row))) continue;
    const known = new Set(
      Array.from(
        members.filter((row) => hasBit(train, row)),
        labelAt,
      ),
    );
    for (const row of members) if (hasBit(leaked, row) && known.has(labelAt(row))) same++;
  }
  return same;
}

function classesIn(rows: BitSet, { column, classes }: Label): SplitLeakage['cleanClasses'] {
  const counts = new Float64Array(classes.codes.length);
  for (let row = 0; row < column.codes.length; row++) {
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0 && hasBit(rows, row)) counts[of]!++;
  }
  return classes.values.map((value, i) => ({ value, rows: counts[i]! })).slice(0, CLASSES);
}
