import type {
  SensitiveAttributeStatus,
  SensitiveColumn,
} from '../../engine/metrics/fairness/sensitive-attribute-status';
import { count, listed, percent } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 20;

/** Sensitive attributes: where they are, how sure that is, and what is not in the file. */
export const sensitiveExhibit: Exhibit<SensitiveAttributeStatus> = {
  metric: 'sensitive-attribute-status',
  tab: 'Groups',
  show({ columns, absent }) {
    if (columns.length === 0) return [];
    const names = attributeNames();
    return [
      { kind: 'heading', text: t('Sensitive attributes') },
      {
        kind: 'table',
        head: [
          { text: t('Attribute') },
          { text: t('Column') },
          { text: t('Status') },
          { text: t('Empty'), numeric: true },
        ],
        rows: columns
          .slice(0, SHOWN)
          .map((entry): Cell[] => [
            names[entry.attribute],
            { code: entry.name },
            statusOf(entry),
            entry.missing === 0 ? '0' : `${count(entry.missing)}  ${percent(entry.share)}`,
          ]),
      },
      {
        kind: 'prose',
        text:
          absent.length === 0
            ? t('Found by names, values and roles.')
            : t`Found by names, values and roles. Not found: ${listed(
                absent.map((of) => names[of]),
                absent.length,
              )}. Differences between groups that are not in the file cannot be seen.`,
      },
    ];
  },
};

function statusOf({ role, guessed, inferred, missing, by }: SensitiveColumn): string {
  if (inferred === 'probability') return t('inferred, as probabilities');
  if (inferred === 'guess') return t('inferred, one guess for each row');
  if (role !== 'group')
    return by === 'values'
      ? t('by its values; not taken as a group')
      : t('by its name; not taken as a group');
  const how = missing > 0 ? t('group, partly empty') : t('group');
  return guessed ? t`${how} (guessed)` : how;
}

const attributeNames = (): Readonly<Record<SensitiveColumn['attribute'], string>> => ({
  sex: t('Sex'),
  age: t('Age'),
  ethnicity: t('Ethnicity'),
  origin: t('Origin or language'),
  religion: t('Religion'),
  disability: t('Disability'),
  'family status': t('Family status'),
  orientation: t('Sexual orientation'),
  other: t('Other'),
});
