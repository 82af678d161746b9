import type { NearDuplicateText } from '../../../src/engine/metrics/duplicates/near-duplicate-text';
import { button } from '../../controls';
import type { Panel } from '../../panel';
import { untilExact } from '../../waiting';
import { cutOf, nearStep } from './near-sets';
import { t } from '../../../src/engine/language';

/** Opens Balance with the removal of near-duplicates from the chosen cut on; `label` is read aloud. */
export function nearFix(panel: Panel, numbers: NearDuplicateText, label: string): HTMLElement {
  const textColumn = panel.report.columns.find(({ role }) => role === 'text')?.name;
  return button(
    t('Fix…'),
    () => {
      panel.take(nearStep(numbers, cutOf(numbers, panel.look.cut), textColumn));
    },
    { label, ...untilExact(panel.report) },
  );
}
