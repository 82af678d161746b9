import { count, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import { FEWEST, type SeparateClass, type Separability } from '../separability';
import { t } from '../../../language';

const LIFT = 0.3;
const DISAGREEMENT = 0.3;
/** Classes within this ratio of the largest are no minority: their weights hardly differ. */
const BALANCED = 1.5;
const COSINE = 0.95;
/** In fewer dimensions two directions are alike by chance. */
const FEWEST_DIMENSIONS = 5;
/** Below this two classes overlap more than they lie apart. */
const OVERLAPPING = 1;

/** What the finding rests on. */
function basis({ rows, of, first, features }: Separability): string {
  const some = rows < of ? t`${count(rows)} of ${first ? t('the first') : count(of)} rows` : '';
  const columns =
    features.of === 'numbers' ? t`${many(features.columns, 'numeric column')} alone` : '';
  return t` Judged by ${[some, columns].filter((part) => part !== '').join(', ') || t('all rows')}.`;
}

/** Classes with fewer rows than an even share, and clearly fewer than the largest. */
function minorities({ classes }: Separability): SeparateClass[] {
  const all = classes.reduce((sum, { count: n }) => sum + n, 0);
  const largest = Math.max(...classes.map(({ count: n }) => n));
  return classes.filter(({ count: n }) => n < all / classes.length && largest / n >= BALANCED);
}

/** Rare classes whose neighbours are mostly of others. */
export function mixedAlert(
  numbers: Separability,
  column: number,
): { readonly classes: readonly string[]; readonly alert: AlertDraft } | undefined {
  const found = minorities(numbers)
    .filter(({ lift, disagreement }) => {
      if (lift === null || disagreement === null) return false;
      return lift < LIFT || disagreement > DISAGREEMENT;
    })
    .sort((a, b) => a.lift! - b.lift!);
  const worst = found[0];
  if (!worst?.partner) return undefined;
  const others = found.slice(1).map(({ value }) => quoted(value));
  return {
    classes: found.map(({ value }) => value),
    alert: {
      code: 'mixed-classes',
      severity: 'warning',
      title: t`${quoted(worst.value)} is mixed with ${quoted(worst.partner.value)}: ${percent(1 - worst.purity!)} of its neighbours are of other classes`,
      message: t`${others.length > 0 ? t`Likewise mixed: ${listed(others)}. ` : ''}Weights by inverse frequency, or full balance, would cost accuracy on ${quoted(worst.partner.value)}: use square-root weights with a limit. Probabilities stay uncertain here; temperature scaling is not enough, label smoothing or mixup helps more.${basis(numbers)}`,
      columns: [column],
      value: worst.lift!,
      threshold: LIFT,
      evidence: 'mixed',
      remedies: [
        {
          method: 'class-weights',
          values: { scheme: 'sqrt-inverse', ratioCap: 10 },
          why: t('Milder weights, at most 10 times the smallest.'),
        },
        { method: 'collection-plan', why: t('Features or rows that part the classes.') },
      ],
    },
  };
}

/** Pairs of rare classes that lie in the same direction from the middle and overlap. */
export function closeAlert(numbers: Separability, column: number): AlertDraft | undefined {
  if (numbers.features.dimensions < FEWEST_DIMENSIONS) return undefined;
  const rare = new Set(
    minorities(numbers)
      .filter(({ compared }) => compared >= FEWEST)
      .map(({ value }) => value),
  );
  const found = numbers.pairs.filter(
    ({ classes: [a, b], cosine, fisher }) =>
      rare.has(a) && rare.has(b) && (cosine ?? 0) > COSINE && (fisher ?? 0) < OVERLAPPING,
  );
  const worst = found[0];
  if (!worst) return undefined;
  const names = found.map(({ classes: [a, b] }) => t`${quoted(a)} and ${quoted(b)}`);
  return {
    code: 'close-rare-classes',
    severity: 'info',
    title: t`The rare classes ${names[0]!} can hardly be told apart`,
    message: t`Seen from the middle of all rows they lie in one direction (cosine ${worst.cosine!.toFixed(2)}).${names.length > 1 ? t` Likewise ${listed(names.slice(1))}.` : ''} Merge them, or collect what tells them apart.${basis(numbers)}`,
    columns: [column],
    value: worst.cosine!,
    threshold: COSINE,
    remedies: [
      { method: 'merge-classes', why: t('Makes one class of both.') },
      { method: 'collection-plan', why: t('More rows of both.') },
    ],
  };
}
