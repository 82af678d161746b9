import type {
  LabelAttribute,
  LabelAttributeCorrelation,
} from '../../engine/metrics/fairness/label-attribute-correlation';
import { percent, quoted } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { fewRows } from './group-words';
import { t } from '../../engine/language';

const ATTRIBUTES = 12;
const CLASSES = 12;
const STRIPS = 3;

/** How closely the label goes with each attribute, and where the classes of the closest ones lie. */
export const labelAttributeExhibit: Exhibit<LabelAttributeCorrelation> = {
  metric: 'label-attribute-correlation',
  tab: 'Groups',
  show({ label, attributes }) {
    const shown = [...attributes]
      .sort((a, b) => (b.vCorrected ?? b.auroc ?? -1) - (a.vCorrected ?? a.auroc ?? -1))
      .slice(0, ATTRIBUTES);
    if (!shown.some(({ vCorrected, auroc }) => vCorrected !== null || auroc !== null)) return [];
    return [
      { kind: 'heading', text: t`How closely ${quoted(label)} goes with groups and domains` },
      {
        kind: 'table',
        head: [
          { text: t('Column') },
          { text: t("Cramér's V, corrected"), numeric: true },
          { text: t('Aligned'), numeric: true },
          { text: t('Smallest combination') },
          { text: t('Rows'), numeric: true },
        ],
        rows: shown.map(rowOf),
      },
      {
        kind: 'prose',
        text: t(
          '0: independent, 1: one decides the other. Aligned: rows that lie where most of their class do.',
        ),
      },
      ...shown
        .filter(({ tied }) => tied)
        .slice(0, STRIPS)
        .flatMap(strip),
    ];
  },
};

function rowOf({ name, vCorrected, auroc, aligned, smallest, kind }: LabelAttribute): Cell[] {
  return [
    { code: name },
    vCorrected?.toFixed(2) ?? (auroc === null ? '' : t`AUROC ${auroc.toFixed(2)}`),
    kind === 'values' ? percent(aligned) : '',
    smallest ? t`${quoted(smallest.class)} with ${quoted(smallest.value)}` : '',
    smallest ? fewRows(smallest.rows) : '',
  ];
}

/** For each class the share that lies in its most frequent value. */
function strip({ name, classes }: LabelAttribute): Block[] {
  return [
    { kind: 'heading', text: t`Where classes lie by ${quoted(name)}` },
    {
      kind: 'bars',
      bars: classes.slice(0, CLASSES).map(({ value, most, share, ofAll }) => ({
        label: value,
        part: share,
        text: t`${percent(share)} ${most} (all rows ${percent(ofAll)})`,
        rare: false,
      })),
    },
  ];
}
