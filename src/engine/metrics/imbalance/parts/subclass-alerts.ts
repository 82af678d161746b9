import { about, count, listed, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ClassKinds, SubclassStructure } from '../subclass-structure';
import { t } from '../../../language';

const SMALL = 0.05;
/** Looked-at rows below which a kind is a handful of outliers. */
const FEWEST = 5;
const DIVERSE = 1.5;

const basis = ({ rows, of, first }: SubclassStructure) =>
  rows < of ? t` Estimated from ${count(rows)} of ${first ? t('the first') : count(of)} rows.` : '';

const smallestOf = ({ kinds }: ClassKinds) => kinds.at(-1)!.rows;
const shareOf = (each: ClassKinds) => smallestOf(each) / each.count;

/** Classes larger than the rarest that hold a small kind. */
export function smallKindAlert(
  numbers: SubclassStructure,
  rarest: number,
  column: number,
): { readonly value: string; readonly alert: AlertDraft } | undefined {
  const found = numbers.classes
    .filter((each) => {
      const looked = (smallestOf(each) / each.count) * each.looked;
      return (
        each.kinds.length > 1 &&
        each.count > rarest &&
        shareOf(each) < SMALL &&
        looked >= FEWEST - 0.5
      );
    })
    .sort((a, b) => shareOf(a) - shareOf(b));
  const worst = found[0];
  if (!worst) return undefined;
  const kept = (smallestOf(worst) * rarest) / worst.count;
  const others = found.slice(1).map(({ value }) => quoted(value));
  const rows = numbers.rows < numbers.of ? about(smallestOf(worst)) : count(smallestOf(worst));
  return {
    value: worst.value,
    alert: {
      code: 'small-kind',
      severity: 'warning',
      title: t`${quoted(worst.value)} holds a kind of ${rows} rows, ${percent(shareOf(worst))} of it`,
      message: t`Random undersampling to ${count(rarest)} rows keeps about ${kept < 10 ? kept.toFixed(1) : count(kept)} of them.${others.length > 0 ? t` Likewise ${listed(others)}.` : ''} Draw from each kind instead, or leave the class as it is.${basis(numbers)}`,
      columns: [column],
      value: shareOf(worst),
      threshold: SMALL,
      evidence: 'small',
      remedies: [{ method: 'subclass-undersample', why: t('Draws from each kind of a class.') }],
    },
  };
}

/** Classes whose rows lie farther from each other than rows do anyway. */
export function diverseAlert(numbers: SubclassStructure, column: number): AlertDraft | undefined {
  const found = numbers.classes
    .filter(({ diversity }) => diversity > DIVERSE)
    .sort((a, b) => b.diversity - a.diversity);
  const worst = found[0];
  if (!worst) return undefined;
  const others = found.slice(1).map(({ value }) => quoted(value));
  return {
    code: 'diverse-class',
    severity: 'info',
    title: t`Rows of ${quoted(worst.value)} lie ${times(worst.diversity)} times as far apart as any two rows`,
    message: t`A sample of few of them shows a part of what they are.${others.length > 0 ? t` Likewise ${listed(others)}.` : ''} Stratify by kind before drawing.${basis(numbers)}`,
    columns: [column],
    value: worst.diversity,
    threshold: DIVERSE,
    remedies: [{ method: 'subclass-undersample', why: t('Draws from each kind of a class.') }],
  };
}
