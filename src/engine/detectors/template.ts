import { NO_DOCUMENT } from '../near-text/documents';
import { nodesOf } from '../near-text/linked-rows';
import { clustersOfNodes } from '../near-text/near-clusters';
import { TEXT_COLUMN, textColumn } from '../near-text/settings';
import { EngineError } from '../problems';
import { DEPTH, LIKENESS, MASKED, templateSettings } from '../templates/settings';
import { NO_TEMPLATE, textTemplates } from '../templates/text-templates';
import { read } from '../params/values';
import { many, percent, quoted } from '../words';
import type { Detector } from './detector';
import { groupsOf } from './groups';
import { t } from '../language';

/** Share of templates with a single row from which it is said that there are no templates. */
const SINGLE = 0.5;

/** Rows whose texts were made from one template: lines of a log, generated prompts, forms. */
export const template: Detector = {
  id: 'template',
  title: 'Texts of one template',
  reason: 'template',
  params: [TEXT_COLUMN, LIKENESS, DEPTH, MASKED],
  find(search) {
    const { table, roles, values, within, only, tick } = search;
    const index = textColumn(table, roles, read.textOrNull(values, TEXT_COLUMN.id));
    if (index === undefined) {
      throw new EngineError(
        'missing-role',
        t(
          'No column has the role text: name the column whose templates are searched in `textColumn`.',
        ),
      );
    }
    const found = textTemplates(table, index, templateSettings(values), tick);
    const groups = groupsOf(search);
    const templates = {
      count: found.count,
      of(row: number) {
        const own = found.of(row);
        return own === NO_TEMPLATE ? NO_DOCUMENT : own;
      },
    };
    const linked = { ...(only && { only }), ...(groups && { groups }) };
    const nodes = nodesOf(templates, table.rowCount, linked, tick);
    const clusters = clustersOfNodes(nodes, (node) => node, table.rowCount, tick);
    const single = clusters.distinctRows - clusters.count;
    const name = quoted(table.columns[index]!.name);
    return {
      clusters,
      columns: [index, ...within],
      notices:
        single > SINGLE * clusters.distinctRows
          ? [
              t`${many(single, 'template')} of ${name} (${percent(single / clusters.distinctRows)}) ${single === 1 ? t('has') : t('have')} one row only: where texts follow no template, nearly equal ones are found by \`near-dedup\`.`,
            ]
          : [],
    };
  },
};
