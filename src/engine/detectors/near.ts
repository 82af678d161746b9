import { NO_DOCUMENT } from '../near-text/documents';
import { nearClusters } from '../near-text/near-clusters';
import { nearTexts } from '../near-text/near-texts';
import { rowSimilarity } from '../near-text/row-similarity';
import {
  SEARCHES,
  SHINGLE,
  sketchSettings,
  TEXT_COLUMN,
  textColumn,
  THRESHOLD,
} from '../near-text/settings';
import { starsOf } from '../near-text/stars';
import { EngineError } from '../problems';
import { read } from '../params/values';
import { many, percent, quoted } from '../words';
import type { Detector } from './detector';
import { groupsOf } from './groups';
import { LINKAGE } from './linkage';
import { t } from '../language';

/** Share of rows with few words from which it is said that they cannot be compared. */
const SHORT = 0.3;

/** Rows whose texts share most of their runs of words. */
export const near: Detector = {
  id: 'near',
  title: 'Nearly equal texts',
  reason: 'near',
  params: [TEXT_COLUMN, THRESHOLD, SHINGLE, ...SEARCHES, LINKAGE],
  find(search) {
    const { table, roles, values, within, only, tick } = search;
    const index = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id));
    if (index === undefined) {
      throw new EngineError(
        'missing-role',
        t('No column has the role text: name the column whose texts are compared in `textColumn`.'),
      );
    }
    const threshold = read.number(values, THRESHOLD.id)!;
    const settings = sketchSettings(values);
    const found = nearTexts(table, index, settings, tick);
    const similarity = rowSimilarity(found);
    const groups = groupsOf(search);
    let clusters = nearClusters(found, table.rowCount, threshold, tick, {
      ...(only && { only }),
      ...(groups && { groups }),
    });
    if (read.text(values, LINKAGE.id) === 'star') {
      const sizeOf = (row: number) => found.shingles[found.documents.of(row)]!;
      clusters = starsOf(clusters, table.rowCount, threshold, sizeOf, similarity, tick);
    }
    let short = 0;
    for (let row = 0; row < table.rowCount; row++) {
      const document = found.documents.of(row);
      if (document !== NO_DOCUMENT) short += found.short[document]!;
    }
    const name = quoted(table.columns[index]!.name);
    return {
      clusters,
      columns: [index, ...within],
      similarity,
      notices:
        short > SHORT * table.rowCount
          ? [
              t`${many(short, 'text')} of ${name} (${percent(short / table.rowCount)}) ${short === 1 ? t('has') : t('have')} fewer than ${String(settings.width)} words: they count as near only when they are the same.`,
            ]
          : [],
    };
  },
};
