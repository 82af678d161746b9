import type { IdentifierColumns } from '../../engine/metrics/profile/identifier-columns';
import { count, distinctCount, percent, times } from '../../engine/words';
import type { Block, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;
/** Heaps' exponent below which a list of categories is soon complete. */
const GROWING = 0.5;

/** Ids, keys that repeat, and categories that keep growing. */
export const identifierExhibit: Exhibit<IdentifierColumns> = {
  metric: 'identifier-columns',
  tab: 'Columns',
  show(numbers) {
    const { ids, keys } = numbers;
    const growth = numbers.growth.filter(({ slope }) => slope > GROWING);
    // An id that is known as such is in the table of columns.
    const telling = ids.some(({ role }) => role !== 'id') || keys.length > 0;
    if (!telling && growth.length === 0) return [];
    return [
      { kind: 'heading', text: telling ? t('Ids and keys') : t('Categories that keep growing') },
      ...(telling ? [table(numbers)] : []),
      ...growing(growth),
    ];
  },
};

function table({ ids, keys }: IdentifierColumns): Block {
  return {
    kind: 'table',
    head: [
      { text: t('Column') },
      { text: t('Looks like') },
      { text: t('Role') },
      { text: t('Values'), numeric: true },
      { text: t('Rows per value'), numeric: true },
      { text: t('Also in train'), numeric: true },
      { text: t('Tells a class (AUROC)'), numeric: true },
    ],
    rows: [
      ...ids.map((id): Cell[] => [
        { code: id.name },
        t('id'),
        t(id.role),
        distinctCount(id),
        '1',
        '',
        id.label ? id.label.auc.toFixed(2) : '',
      ]),
      ...keys.map((key): Cell[] => [
        { code: key.name },
        t('key that repeats'),
        t(key.role),
        count(key.values),
        times(key.rowsPerValue),
        key.split && key.split.values > 0 ? percent(key.split.shared / key.split.values) : '',
        '',
      ]),
    ].slice(0, SHOWN),
  };
}

function growing(growth: IdentifierColumns['growth']): Block[] {
  const [first] = growth;
  if (!first) return [];
  const rows = first.points.map(([n]) => n);
  return [
    {
      kind: 'table',
      head: [
        { text: t('Values among the first') },
        ...rows.map((n) => ({ text: t`${count(n)} rows`, numeric: true })),
        { text: t('Heaps exponent'), numeric: true },
      ],
      rows: growth
        .slice(0, SHOWN)
        .map(({ name, points, slope }) => [
          { code: name },
          ...points.map(([, values]) => count(values)),
          slope.toFixed(2),
        ]),
    },
  ];
}
