import { heatMap } from '../charts/heat-map';
import { overlapOf } from '../crossings';
import { figures } from '../model';
import { heading, section } from '../parts';
import type { Panel } from '../panel';
import { t } from '../../src/engine/language';

/** How much of each file is in each other: a square for every two; null where no two files share a row. */
export function overlapMap(panel: Panel): HTMLElement | null {
  const numbers = figures(panel.report, 'cross-file-containment');
  const crossing = numbers && overlapOf(numbers);
  if (!crossing) return null;
  return section(
    heading(
      t('Files in each other'),
      t('different rows of the file at the left that are also above'),
    ),
    heatMap(crossing, { mode: 'share', thin: 0 }),
  );
}
