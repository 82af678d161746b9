import { listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { BenchmarkContamination } from '../benchmark-contamination';
import { t } from '../../../language';

/** Share of a benchmark's items from which it is no measure any more. */
const ERROR = 0.01;

/** Benchmarks of which texts are in train. */
export function contaminationAlerts(
  { benchmarks, rows, share, searchedRows, n, shortItems }: BenchmarkContamination,
  column: number,
): AlertDraft[] {
  const hit = benchmarks.filter((each) => each.hit > 0);
  if (hit.length === 0) return [];
  const items = hit.reduce((sum, each) => sum + each.hit, 0);
  const worst = Math.max(...hit.map((each) => each.hit / each.items));
  const names = listed(
    hit.map((each) => t`${quoted(each.name)} (${percent(each.hit / each.items)} of its texts)`),
  );
  const short =
    shortItems > 0
      ? t` ${many(shortItems, 'text')} of fewer than ${String(n)} words ${shortItems === 1 ? t('was') : t('were')} only looked for whole.`
      : '';
  return [
    {
      code: 'benchmark-within-train',
      severity: worst > ERROR ? 'error' : 'warning',
      title: t`${many(items, 'text')} to evaluate on ${items === 1 ? t('is') : t('are')} within train texts`,
      message: t`Of ${names}, in ${many(rows, 'row')} (${percent(share)} of ${many(searchedRows, 'row')}). A model that has read them is not measured by them.${short}`,
      columns: [column],
      value: worst,
      threshold: ERROR,
      rowCount: rows,
      evidence: 'contaminated',
      remedies: [{ method: 'decontaminate', why: t('Train rows that hold such a text leave.') }],
    },
  ];
}
