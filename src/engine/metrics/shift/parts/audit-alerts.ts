import type { MetricContext, Remedy } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { count, listed, many, percent, quoted, within } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import { halfWidth } from '../../../statistics/half-width';
import type { SplitAudit } from '../split-audit';
import type { FoundMadeRows } from './made-rows';
import type { CountedParts } from './part-classes';
import type { SplitSide, SplitSides } from './split-sides';
import { t } from '../../../language';

/** Rows to evaluate on below which an accuracy is hardly known, and share of train below which that is said up to 1,000. */
const SMALL = 100;
const SMALL_SHARE = 0.01;
const ENOUGH = 1000;
/** Rows of a class in a part from which its recall can be measured, and in the file for the split to be at fault. */
const FEW = 10;
const COULD_BE_MORE = 20;
/** Rows that a part should have of a class for its absence to be no chance. */
const DUE = 5;
/** Total variation of class shares from which parts are unlike, and the chance that is left: every split is asked. */
const UNLIKE = 0.05;
const CHANCE = 0.01;
/** Values of a domain from which some can be held out whole; of fewer hardly any would be left to train on. */
const SITES = 5;

/** Split again: by itself a method deals the train rows alone. */
const ANEW = { scope: 'all' } as const;

/** What is wrong with a split besides what its parts share. */
export function auditAlerts(
  numbers: SplitAudit,
  counted: CountedParts | null,
  made: FoundMadeRows | null,
  sides: SplitSides,
  label: Label | undefined,
  context: MetricContext,
): (AlertDraft | undefined)[] {
  const classes =
    counted && label && haveClassInCommon(counted, sides) ? { counted, label, sides } : undefined;
  return [
    classes && absent(classes, stratified(context)),
    madeInEvaluation(numbers, made),
    smallPart(numbers),
    classes && fewOfClass(classes, numbers, stratified(context)),
    classes && unlikeShares(classes, numbers, stratified(context)),
    knownDomains(numbers),
  ];
}

interface ByClass {
  readonly counted: CountedParts;
  readonly label: Label;
  readonly sides: SplitSides;
}

/** The remedy for uneven classes; where people or documents must stay on one side it keeps to that. */
function stratified({ roles }: MetricContext): Remedy[] {
  if (columnsWith(roles, 'entity').length > 0) {
    const why = t('Splits anew by group, with class shares as equal as groups allow.');
    return [{ method: 'group-split', values: ANEW, why }];
  }
  const why = t('Splits anew, with equal shares of each class.');
  return [{ method: 'stratified-split', values: ANEW, why }];
}

/** Labels of test that are spelled otherwise, or kept back, are told of elsewhere. */
function haveClassInCommon({ counts }: CountedParts, { parts }: SplitSides): boolean {
  const k = counts.length / parts.length;
  for (let i = 0; i < k; i++) {
    const has = (train: boolean) =>
      parts.some((part, at) => part.train === train && counts[at * k + i]! > 0);
    if (has(true) && has(false)) return true;
  }
  return false;
}

/** A class that a part lacks, though chance alone would give it rows. */
interface Lack {
  readonly of: number;
  readonly part: string;
  readonly train: boolean;
  /** Rows of the class elsewhere. */
  readonly rows: number;
}

function lacks({ counted: { counts, figures }, label, sides: { parts } }: ByClass): Lack[] {
  const k = label.classes.codes.length;
  const all = figures.labelled.reduce((sum, n) => sum + n, 0);
  const isTrainSplit = parts.filter(({ train }) => train).length > 1;
  return label.classes.codes.flatMap((_code, of) => {
    const rows = parts.reduce((sum, _, part) => sum + counts[part * k + of]!, 0);
    return parts.flatMap(({ name, train }, part): Lack[] => {
      // Train may be in several pieces, of which each is no train set of its own.
      if (counts[part * k + of]! > 0 || figures.labelled[part] === 0) return [];
      if (train && isTrainSplit) return [];
      return (rows * figures.labelled[part]!) / all >= DUE ? [{ of, part: name, train, rows }] : [];
    });
  });
}

function absent(by: ByClass, remedies: readonly Remedy[]): AlertDraft | undefined {
  const found = lacks(by).sort((a, b) => Number(b.train) - Number(a.train) || b.rows - a.rows);
  const [worst] = found;
  if (!worst) return undefined;
  const value = (each: Lack) => quoted(by.label.classes.values[each.of]!);
  const others = found.slice(1).map((each) => t`${value(each)} in ${quoted(each.part)}`);
  const also = others.length > 0 ? t` Missing too: ${listed(others)}.` : '';
  return {
    code: 'class-absent',
    severity: 'error',
    title: t`${quoted(worst.part)} has no row of ${value(worst)}, of which the other parts have ${count(worst.rows)}`,
    message: worst.train
      ? t`A model cannot learn a class that it never sees, and is wrong on all of these rows.${also} Split again by class.`
      : t`Nothing can be said of this class there, and averages over classes leave it out.${also} Split again by class.`,
    columns: [by.label.column.index, by.sides.column.index],
    value: found.length,
    threshold: 0,
    rowCount: worst.rows,
    remedies,
  };
}

function madeInEvaluation(
  { evaluationRows, made: figures, parts }: SplitAudit,
  made: FoundMadeRows | null,
): AlertDraft | undefined {
  if (!made || !figures || made.count === 0 || made.related) return undefined;
  const where = parts.flatMap(({ name, train }, i) =>
    !train && figures.rows[i]! > 0 ? [quoted(name)] : [],
  );
  return {
    code: 'made-rows-in-evaluation',
    severity: 'error',
    title: t`${many(made.count, 'row')} of ${listed(where)} ${made.count === 1 ? t('was') : t('were')} made or repeated`,
    message: t`${percent(made.count / evaluationRows)} of the rows to evaluate on, by ${quoted(figures.column)}. A score on them is no score on real data: split first, then change the train part alone.`,
    columns: [made.column],
    value: made.count,
    threshold: 0,
    rowCount: made.count,
    evidence: 'made',
  };
}

const points = (half: number) => (half * 100).toFixed(1);

function isSmall({ train, rows }: Pick<SplitSide, 'train' | 'rows'>, trainRows: number): boolean {
  return !train && (rows < SMALL || (rows < ENOUGH && rows < SMALL_SHARE * trainRows));
}

function smallPart({ parts, trainRows }: SplitAudit): AlertDraft | undefined {
  const found = parts.filter((part) => isSmall(part, trainRows)).sort((a, b) => a.rows - b.rows);
  const [worst] = found;
  if (!worst) return undefined;
  const others = found.slice(1).map(({ name, rows }) => `${quoted(name)} (${count(rows)})`);
  return {
    code: 'small-part',
    severity: 'warning',
    title: t`${quoted(worst.name)} has ${many(worst.rows, 'row')}: an accuracy is known to ${within(points(worst.halfWidth))} points`,
    message: t`That is the 95% interval at an accuracy of a half, and differences between models below that are noise.${others.length > 0 ? t` So small too: ${listed(others)}.` : ''} Give it more rows, or use folds: \`kfold-split\` tests on every row once.`,
    value: worst.rows,
    threshold: SMALL,
    rowCount: worst.rows,
    remedies: [
      { method: 'kfold-split', values: ANEW, why: t('Tests on every row once, in folds.') },
    ],
  };
}

/** Classes of which a part has too few, where the part itself is not too small. */
function fewOfClass(
  by: ByClass,
  { trainRows }: SplitAudit,
  remedies: readonly Remedy[],
): AlertDraft | undefined {
  const { counted, label, sides } = by;
  const { classes } = label;
  const k = classes.codes.length;
  const all = counted.figures.labelled.reduce((sum, n) => sum + n, 0);
  const told = new Set(lacks(by).map(({ of, part }) => `${String(of)} ${part}`));
  const found = sides.parts
    .flatMap((side, part) =>
      side.train || counted.figures.labelled[part] === 0 || isSmall(side, trainRows)
        ? []
        : classes.codes.flatMap((_code, of) => {
            const rows = counted.counts[part * k + of]!;
            const could = classes.counts[of]! >= COULD_BE_MORE;
            const few = rows < FEW && could && !told.has(`${String(of)} ${side.name}`);
            const due = (classes.counts[of]! * counted.figures.labelled[part]!) / all;
            return few ? [{ of, part: side.name, rows, due }] : [];
          }),
    )
    .sort((a, b) => a.rows - b.rows || a.of - b.of);
  const [worst] = found;
  if (!worst) return undefined;
  const value = (each: typeof worst) => quoted(classes.values[each.of]!);
  const others = found
    .slice(1)
    .map((each) => t`${value(each)} in ${quoted(each.part)} (${count(each.rows)})`);
  const known =
    worst.rows === 0
      ? t('Nothing can be said of it there.')
      : t`Its recall is known to ${within(points(halfWidth(worst.rows)))} points.`;
  return {
    code: 'few-rows-of-class',
    severity: 'warning',
    title: t`${quoted(worst.part)} has ${worst.rows === 0 ? t('no row') : many(worst.rows, 'row')} of ${value(worst)}`,
    message: t`${known}${others.length > 0 ? t` So few too: ${listed(others)}.` : ''} Give the part more rows, or report such classes together.`,
    columns: [label.column.index, sides.column.index],
    value: worst.rows,
    threshold: FEW,
    // A split by class gives no more than is due.
    remedies: found.some(({ rows, due }) => due >= FEW && rows < due) ? remedies : [],
  };
}

function unlikeShares(
  { counted, label, sides }: ByClass,
  { times }: SplitAudit,
  remedies: readonly Remedy[],
): AlertDraft | undefined {
  const { figures, counts, p } = counted;
  const k = label.classes.codes.length;
  const found = sides.parts
    .map(({ name }, part) => ({ name, part, tv: figures.tv[part]!, p: p[part]! }))
    .filter(({ tv, p: chance }) => tv > UNLIKE && chance < CHANCE)
    .sort((a, b) => b.tv - a.tv);
  const [worst] = found;
  if (!worst) return undefined;
  const trained = sides.parts.flatMap(({ train }, part) => (train ? [part] : []));
  const sum = (of: number, among: readonly number[]) =>
    among.reduce((all, part) => all + counts[part * k + of]!, 0);
  const all = trained.reduce((total, part) => total + figures.labelled[part]!, 0);
  const moves = label.classes.values.map((value, of) => ({
    value,
    train: sum(of, trained) / all,
    own: sum(of, [worst.part]) / figures.labelled[worst.part]!,
  }));
  const most = moves.reduce((a, b) =>
    Math.abs(b.own - b.train) > Math.abs(a.own - a.train) ? b : a,
  );
  const inOrder = times?.inOrder === true;
  const others = found.slice(1).map(({ name }) => quoted(name));
  return {
    code: 'class-shares-differ',
    severity: 'info',
    title: t`${quoted(most.value)} is ${percent(most.train)} of train and ${percent(most.own)} of ${quoted(worst.name)}`,
    message: t`Class shares differ by ${percent(worst.tv)} in all, more than chance makes.${others.length > 0 ? t` So do those of ${listed(others)}.` : ''} ${
      inOrder
        ? t(
            'The parts are in order of time, so classes may have moved: look at scores by class, and set thresholds on recent rows.',
          )
        : t(
            'Accuracy, precision and thresholds do not carry over from one to the other: split by class unless the difference is meant.',
          )
    }`,
    columns: [label.column.index, sides.column.index],
    value: worst.tv,
    threshold: UNLIKE,
    remedies: inOrder ? [] : remedies,
  };
}

/** Of several sites or sources that are evaluated on, train has every one: a score says nothing of a new one. */
function knownDomains({ domains }: SplitAudit): AlertDraft | undefined {
  const found = domains.filter(({ values, shared }) => values >= SITES && shared === values);
  const [first] = found;
  if (!first) return undefined;
  const others = found.slice(1).map(({ name }) => quoted(name));
  return {
    code: 'known-domains',
    severity: 'info',
    title: t`All ${count(first.values)} values of ${quoted(first.name)} to evaluate on are also in train`,
    message: t`A score says how a model does on known ones, not on a new one.${others.length > 0 ? t` So it is with ${listed(others)}.` : ''} If it is to be used on new ones, keep whole values on one side.`,
    columns: found.map(({ column }) => column),
    value: first.shared,
    remedies: [
      {
        method: 'group-split',
        values: { ...ANEW, groups: [first.name] },
        why: t('Keeps each on one side.'),
      },
    ],
  };
}
