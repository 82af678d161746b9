import type { MetricContext, Remedy } from '../../../metric';
import { ascending } from '../../../statistics/correlations';
import { extremes } from '../../../statistics/extremes';
import { count, many, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { ClassFigures } from './class-figures';
import { fittingSmote } from '../../../methods/fitting';
import { t } from '../../../language';

/** Ratio from which a note, and from which a warning, is given. */
const UNEVEN = 10;
const VERY_UNEVEN = 100;

/** Classes to look at, rarest first: below the rare share or with too few rows; the rarest when only the ratio is high. */
export function rareClasses(
  { classes }: Label,
  rows: number,
  figures: ClassFigures,
  fewRows: number,
): number[] {
  const { counts } = classes;
  const order = ascending(counts);
  const rare = order.filter(
    (i) => counts[i]! / rows < figures.rareThreshold || counts[i]! < fewRows,
  );
  return Array.from(rare.length > 0 ? rare : order.subarray(0, 1));
}

/** The label has a single class. */
export function oneClass({ classes, name, column }: Label): AlertDraft {
  return {
    code: 'one-class',
    severity: 'error',
    title: t`Every ${classes.missing > 0 ? t('row with a label') : t('row')} is ${quoted(classes.values[0]!)}`,
    message: t`The label ${quoted(name)} has one class: nothing can be learned from it and nothing can be balanced. Choose another label.`,
    columns: [column.index],
  };
}

/** One alert for all that follows from classes being rare, of the highest severity that any of it has. */
export function rareAlert(
  { classes, column }: Label,
  rows: number,
  figures: ClassFigures,
  rare: readonly number[],
  fewRows: number,
  context: MetricContext,
): AlertDraft | undefined {
  const { counts, values } = classes;
  const { rarest, largest } = extremes(counts);
  const few = rare.filter((i) => counts[i]! < fewRows);
  const uneven = figures.imbalanceRatio >= UNEVEN;
  if (!figures.rareFires && !uneven && few.length === 0) return undefined;
  const warns = figures.rareFires || figures.imbalanceRatio >= VERY_UNEVEN || few.length > 0;
  const concerned = rare.reduce((sum, i) => sum + counts[i]!, 0);
  const share = counts[rarest]! / rows;
  return {
    code: 'rare-classes',
    severity: warns ? 'warning' : 'info',
    title:
      rare.length === 1
        ? t`${quoted(values[rarest]!)} is rare: ${many(counts[rarest]!, 'row')}, ${percent(share)}`
        : t`${count(rare.length)} of ${count(values.length)} classes are rare, down to ${many(counts[rarest]!, 'row')} of ${quoted(values[rarest]!)}`,
    message: [
      few.length > 0
        ? t`${few.length === 1 ? t`${quoted(values[few[0]!]!)} has` : t`${count(few.length)} classes have`} too few rows to split, validate or interpolate: collect more, or merge classes.`
        : '',
      figures.rareFires
        ? t`Below ${rarePart(figures.rareThreshold * values.length)} of an even split. Try class weights first for linear, tree and neighbour models.`
        : uneven
          ? t`${quoted(values[largest]!)} has ${times(figures.imbalanceRatio)} times as many rows.`
          : '',
      figures.imbalanceRatio > UNEVEN
        ? t`Do not judge by accuracy: always answering ${quoted(values[largest]!)} is right in ${percent(figures.majorityAccuracy)} of rows.`
        : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
    columns: [column.index],
    value: figures.rareFires ? figures.rarestShare : figures.imbalanceRatio,
    threshold: figures.rareFires ? figures.rareThreshold : UNEVEN,
    rowCount: concerned,
    evidence: 'rare',
    remedies: remedies(counts[rarest]! >= fewRows, context),
  };
}

const rarePart = (factor: number) => (factor === 0.1 ? t('a tenth') : percent(factor));

/** Weights first; rows are made only where there are neighbours to make them from. */
function remedies(enough: boolean, { roles, profiles }: MetricContext): Remedy[] {
  const features = profiles.filter(({ index }) => roles[index] === 'feature');
  const numbers = features.filter(({ semantic }) => semantic === 'numeric').length;
  const others = features.filter(({ semantic }) => semantic === 'categorical').length;
  const made = fittingSmote({ numbers, others });
  return [
    { method: 'class-weights', why: t('Changes no row; most models take weights.') },
    { method: 'random-oversample', why: t('For deep networks: repeats rare rows.') },
    ...(enough && numbers ? [{ method: made, why: t('Makes rare rows between neighbours.') }] : []),
    enough
      ? { method: 'random-undersample', why: t('Leaves out rows of the large classes.') }
      : { method: 'collection-plan', why: t('More rows of the rarest classes.') },
  ];
}
