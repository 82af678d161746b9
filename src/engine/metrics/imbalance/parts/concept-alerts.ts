import type { Remedy } from '../../../metric';
import { count, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ConceptLongTail, ConceptView } from '../concept-long-tail';
import { t } from '../../../language';
import { unitsOf } from './set-units';

const MOSTLY = 0.5;
/** A head is one only where few concepts make it: in even counts 80% of concepts make 80% of occurrences. */
const FEW = 0.2;
/** Rows below which shares say nothing. */
const ENOUGH = 100;

const NAMES: Readonly<Record<ConceptView['view'], string>> = {
  words: t('words'),
  objects: t('tags'),
  pairs: t('pairs'),
  questions: t('kinds of question'),
};

/** What the concepts of a view are called. */
export const conceptName = (view: ConceptView['view']): string => NAMES[view];

const basis = ({ looked, of, first, unit }: ConceptLongTail) =>
  looked < of
    ? t` Judged by ${first ? t('the first ') : ''}${count(looked)} of ${count(of)} ${unitsOf(unit)}.`
    : '';

/** Rows that are boxes are no rows of concepts to thin. */
function thinned({ unit, names }: ConceptLongTail): Remedy[] {
  if (unit === 'image') return [];
  const why = t('Keeps rows by how rare their concepts are.');
  return [{ method: 'concept-balance', values: { columns: names }, why }];
}

/** Most rows carry only what a few concepts make up. */
export function headOnlyAlert(
  numbers: ConceptLongTail,
  columns: readonly number[],
  withRows: boolean,
): AlertDraft | undefined {
  const { views, unit, looked } = numbers;
  // Pairs and questions follow from words and tags.
  const found = views
    .filter(({ view }) => view === 'words' || view === 'objects')
    .filter(({ headOnly, headShare }) => headOnly > MOSTLY && headShare <= FEW)
    .sort((a, b) => b.headOnly - a.headOnly);
  const worst = found[0];
  if (!worst || looked < ENOUGH) return undefined;
  const scarce =
    worst.scarce > 0
      ? t` ${many(worst.scarce, 'concept')} are on fewer than 5 ${unitsOf(unit)}.`
      : '';
  return {
    code: 'common-concepts-only',
    severity: 'info',
    title: t`${percent(worst.headOnly)} of ${unitsOf(unit)} carry only common ${NAMES[worst.view]}`,
    message: t`${count(worst.head)} of ${count(worst.concepts)} ${NAMES[worst.view]}, ${quoted(worst.most[0]!.concept)} first, make 80% of all occurrences.${scarce} Play such ${unitsOf(unit)} down, and collect what is scarce.${basis(numbers)}`,
    columns,
    value: worst.headOnly,
    threshold: MOSTLY,
    ...(withRows && numbers.headOnly > 0 && { evidence: 'common' }),
    remedies: [
      ...thinned(numbers),
      { method: 'collection-plan', why: t('Asks for scarce concepts.') },
    ],
  };
}

/** One kind of question is most of them. */
export function oneQuestionAlert(
  numbers: ConceptLongTail,
  columns: readonly number[],
): AlertDraft | undefined {
  const view = numbers.views.find((each) => each.view === 'questions');
  const first = view?.most[0];
  if (!view || !first || view.occurrences < ENOUGH) return undefined;
  const share = first.rows / view.occurrences;
  if (share <= MOSTLY) return undefined;
  return {
    code: 'one-kind-of-question',
    severity: 'info',
    title: t`${percent(share)} of questions begin with ${quoted(first.concept)}`,
    message: t`Other kinds are learned from the rest: ${count(view.concepts - 1)} kinds share ${percent(1 - share)}. Ask in other ways, or keep fewer of the common kind.${basis(numbers)}`,
    columns: columns.slice(0, 1),
    value: share,
    threshold: MOSTLY,
    remedies: thinned(numbers),
  };
}
