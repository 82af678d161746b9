import { cramersV, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { Label } from '../../label';
import type { Tied } from '../label-attribute-correlation';
import { t } from '../../../language';

const THRESHOLD = 0.3;
/** Values per class up to which rows are evened out over all combinations. */
const FEW_VALUES = 20;

/** One finding over all attributes that a model can take for the label, and the worst of them. */
export function tieAlert(
  found: readonly Tied[],
  { name: label, column }: Label,
): { readonly alert: AlertDraft | undefined; readonly worst: Tied | undefined } {
  const sorted = [...found].sort((a, b) => b.entry.vCorrected! - a.entry.vCorrected!);
  const worst = sorted[0];
  if (!worst) return { alert: undefined, worst };
  const { entry, values } = worst;
  const { name, aligned, smallest, vCorrected } = entry;
  const clearest = entry.classes.reduce((best, one) =>
    one.share - one.ofAll > best.share - best.ofAll ? one : best,
  );
  const others =
    sorted.length === 1
      ? ''
      : t` Likewise ${listed(sorted.slice(1).map((tied) => `${quoted(tied.entry.name)} (${tied.entry.vCorrected!.toFixed(2)})`))}.`;
  const few = smallest
    ? t` The smallest combination, ${quoted(smallest.class)} with ${quoted(smallest.value)}, has ${many(smallest.rows, 'row')}.`
    : '';
  return {
    worst,
    alert: {
      code: 'label-tied',
      severity: 'warning',
      title: t`${percent(clearest.share)} of ${quoted(clearest.value)} lie where ${quoted(name)} is ${quoted(clearest.most)}, ${percent(clearest.ofAll)} of all rows do`,
      message: t`${quoted(label)} and ${quoted(name)} go together (${cramersV(vCorrected!)}): a model can learn ${quoted(name)} instead, and a score over all rows does not show it.${few}${others} Score each combination of the two apart.`,
      columns: [...sorted.map((tied) => tied.entry.column), column.index],
      value: vCorrected!,
      threshold: THRESHOLD,
      rowCount: Math.round(entry.rows * (1 - aligned)),
      evidence: 'conflicting',
      remedies: [
        {
          method: 'stratified-split',
          values: { stratify: [label, name] },
          why: t('Every part has each combination.'),
        },
        ...(values.values.length <= FEW_VALUES
          ? [
              {
                method: 'group-subsample',
                values: { columns: [name] },
                why: t('As many rows of each combination, so that neither tells the other.'),
              },
            ]
          : []),
      ],
    },
  };
}
