import type { DuplicateClusterStatistics } from '../../engine/metrics/duplicates/duplicate-cluster-statistics';
import { count, many, percent } from '../../engine/words';
import type { Figure } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Sets of rows in figures: how many truly differ, how many agree in pairs. */
export const duplicateClusterExhibit: Exhibit<DuplicateClusterStatistics> = {
  metric: 'duplicate-cluster-statistics',
  tab: 'Duplicates',
  show(numbers) {
    const { rows, clusters, pairs, matchingRate, largest, hillRows, column, names } = numbers;
    const figures: Figure[] = [
      {
        label: column === null ? t('Different rows') : t('Sets'),
        value: count(clusters),
        note: t`of ${many(rows, 'row')}, ${numbers.meanSize.toFixed(2)} rows each on average`,
      },
      {
        label: t('In sets of two or more'),
        value: percent(matchingRate),
        note: t`of rows; the largest has ${many(largest, 'row')}`,
      },
      { label: t('Pairs'), value: count(pairs), note: t('of rows in one set') },
      {
        label: t('Effective rows'),
        value: count(hillRows[1]),
        note: t`as varied as so many different rows; ${count(hillRows[2])} when rare ones count less`,
      },
    ];
    if (names) {
      figures.push({
        label: t(`Sets that share a name`),
        value: percent(names.homonymyRate),
        note: t`${percent(names.variationRate)} have several in ${names.column}`,
      });
    }
    return [
      { kind: 'heading', text: column === null ? t('Sets of equal rows') : t`Sets of ${column}` },
      { kind: 'figures', figures },
    ];
  },
};
