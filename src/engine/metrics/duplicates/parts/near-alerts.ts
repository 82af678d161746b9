import { count, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { NearDuplicateText } from '../near-duplicate-text';
import { t } from '../../../language';

/** Share of copies from which a note, and from which a warning, is given. */
const NOTE = 0.01;
const WARNING = 0.05;
/** Share of short texts from which it is said that they cannot be compared. */
const SHORT = 0.3;

/** The findings about near-duplicate texts: their share, and texts too short to be compared. */
export function nearAlerts(numbers: NearDuplicateText, column: number): (AlertDraft | undefined)[] {
  return [copies(numbers, column), shortTexts(numbers, column)];
}

function copies(
  { column: name, copies: rows, ratio, clusters, largest, threshold }: NearDuplicateText,
  column: number,
): AlertDraft | undefined {
  const severity = ratio >= WARNING ? 'warning' : ratio >= NOTE ? 'info' : undefined;
  if (!severity) return undefined;
  const sets =
    clusters === 1
      ? t`One set of ${count(largest)} texts`
      : t`${count(clusters)} sets of texts, the largest of ${count(largest)},`;
  return {
    code: 'near-duplicates',
    severity,
    title: t`${many(rows, 'text')} of ${quoted(name)} ${rows === 1 ? t('is') : t('are')} nearly equal to another`,
    message: t`${sets} ${clusters === 1 ? t('shares') : t('share')} ${percent(threshold)} or more of their runs of words. They count more than once in training, and leak when they are split.`,
    columns: [column],
    value: ratio,
    threshold: severity === 'warning' ? WARNING : NOTE,
    rowCount: rows,
    evidence: 'near',
    remedies: [{ method: 'near-dedup', why: t('Keeps one text of each set.') }],
  };
}

function shortTexts(
  { column: name, shortRows, rows, settings }: NearDuplicateText,
  column: number,
): AlertDraft | undefined {
  if (shortRows <= SHORT * rows) return undefined;
  return {
    code: 'short-texts',
    severity: 'info',
    title: t`${percent(shortRows / rows)} of the texts of ${quoted(name)} are too short to be compared`,
    message: t`They have fewer than ${count(settings.width)} words and are near only when they are equal. With 2 words in a row shorter texts can be compared.`,
    columns: [column],
    value: shortRows / rows,
    threshold: SHORT,
    rowCount: shortRows,
  };
}
