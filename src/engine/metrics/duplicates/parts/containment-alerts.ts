import { count, listed, many, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { CrossFileContainment } from '../cross-file-containment';
import { t } from '../../../language';

/** Files that hold rows of each other, and files whose labels are spelled apart. */
export function containmentAlerts({
  pairs,
  projections,
  labels,
}: CrossFileContainment): (AlertDraft | undefined)[] {
  return [spelledApart(labels), sameFiles(pairs), withinOthers(pairs), fewerColumns(projections)];
}

function spelledApart(labels: CrossFileContainment['labels']): AlertDraft | undefined {
  const [first] = labels;
  if (!first) return undefined;
  const { files, label, column, spelling, example, written, agreed } = first;
  const others =
    labels.length > 1 ? t` So it is with ${many(labels.length - 1, 'more pair')}.` : '';
  return {
    code: 'labels-spelled-apart',
    severity: 'error',
    title: t`${listed(files.map(quoted))} have no label of ${quoted(label)} in common`,
    message: t`They agree ${spelling}: ${quoted(example[0])} is ${quoted(example[1])} in ${quoted(files[1])}. Read as one, ${count(agreed)} classes become ${count(written)}: spell the labels alike first.${others}`,
    columns: [column],
    value: labels.length,
    remedies: [
      {
        method: 'merge-label-variants',
        values: { punctuation: true, scope: 'all' },
        why: t('Writes labels in one spelling.'),
      },
    ],
  };
}

function sameFiles(pairs: CrossFileContainment['pairs']): AlertDraft | undefined {
  const same = pairs.filter((pair) => pair.same);
  const [first] = same;
  if (!first) return undefined;
  return {
    code: 'same-rows-in-two-files',
    severity: 'info',
    title: t`${many(same.length, 'pair')} of files ${same.length === 1 ? t('holds') : t('hold')} the same rows`,
    message: t`As in ${quoted(first.child)} and ${quoted(first.parent)}: each row as often, whatever the order. One of them could leave, if nothing else tells them apart.`,
    value: same.length,
    evidence: 'shared',
  };
}

function withinOthers(pairs: CrossFileContainment['pairs']): AlertDraft | undefined {
  const within = pairs.filter(({ childInParent, same }) => childInParent === 1 && !same);
  const [first] = within;
  if (!first) return undefined;
  return {
    code: 'file-within-another',
    severity: 'info',
    title: t`${many(within.length, 'file')} ${within.length === 1 ? t('is') : t('are')} contained in another`,
    message: t`As in ${quoted(first.child)}, all ${many(first.shared, 'different row')} of which are in ${quoted(first.parent)}, ${percent(first.parentInChild)} of it: rows of both would count twice.`,
    value: within.length,
    evidence: 'shared',
    remedies: [{ method: 'exact-dedup', why: t('Keeps one row of each set over all files.') }],
  };
}

function fewerColumns(projections: CrossFileContainment['projections']): AlertDraft | undefined {
  const within = projections.filter(({ childInParent }) => childInParent === 1);
  const [first] = within;
  if (!first) return undefined;
  const { child, parent, columns, more, distinct } = first;
  return {
    code: 'file-within-fewer-columns',
    severity: 'info',
    title: t`${many(within.length, 'file')} can be made from another by leaving columns out`,
    message: t`As ${quoted(child)}, all ${many(distinct, 'different row')} of which are in ${quoted(parent)}, which has ${many(more, 'more column', 'more columns')} than ${listed(columns.map(quoted), 4)}: rows of both would count twice.`,
    value: within.length,
  };
}
