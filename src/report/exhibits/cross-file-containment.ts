import type { CrossFileContainment } from '../../engine/metrics/duplicates/cross-file-containment';
import { count, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Which file's rows are in which other. */
export const crossFileExhibit: Exhibit<CrossFileContainment> = {
  metric: 'cross-file-containment',
  tab: 'Duplicates',
  show({ pairs, projections, labels }) {
    const blocks = [...pairTable(pairs), ...projectionTable(projections), ...labelTable(labels)];
    return blocks.length === 0
      ? []
      : [{ kind: 'heading', text: t('Files within files') } as const, ...blocks];
  },
};

function pairTable(pairs: CrossFileContainment['pairs']): Block[] {
  if (pairs.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Different rows of') },
        { text: t('that are also in') },
        { text: t('Rows'), numeric: true },
        { text: t('Share'), numeric: true },
        { text: t('Share of the other'), numeric: true },
      ],
      rows: pairs
        .slice(0, SHOWN)
        .map(({ child, parent, shared, childInParent, parentInChild }) => [
          { code: child },
          { code: parent },
          count(shared),
          percent(childInParent),
          percent(parentInChild),
        ]),
    },
  ];
}

function projectionTable(projections: CrossFileContainment['projections']): Block[] {
  if (projections.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Different rows of') },
        { text: t('that are also in') },
        { text: t('Columns'), numeric: true },
        { text: t('Rows'), numeric: true },
        { text: t('Share'), numeric: true },
        { text: t('Bytes'), numeric: true },
      ],
      rows: projections
        .slice(0, SHOWN)
        .map(({ child, parent, columns, more, shared, childInParent, bytes }) => [
          { code: child },
          { code: parent },
          t`${count(columns.length)} of ${count(columns.length + more)}`,
          count(shared),
          percent(childInParent),
          bytes === null ? '' : count(bytes),
        ]),
    },
  ];
}

function labelTable(labels: CrossFileContainment['labels']): Block[] {
  if (labels.length === 0) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Labels of') },
        { text: t('and of') },
        { text: t('Agree') },
        { text: t('As in') },
      ],
      rows: labels
        .slice(0, SHOWN)
        .map(({ files, spelling, example }) => [
          { code: files[0] },
          { code: files[1] },
          spelling,
          { code: example.join(' and ') },
        ]),
    },
  ];
}
