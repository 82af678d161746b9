import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { Values } from '../../../params/params';
import type { AddedColumn } from '../../../plan/plan';
import { mostFrequent } from '../../../statistics/extremes';
import type { Table } from '../../../table/table';
import { templateSettings } from '../../../templates/settings';
import { NO_TEMPLATE, textTemplates } from '../../../templates/text-templates';
import type { Sets } from './sets';

/** Templates listed in the recipe. */
const LISTED = 50;

/** Number and text of the template of each row of a plan, and the largest templates with what is kept of them. */
export function namedTemplates(
  { clusters, columns: [index], inScope }: Sets,
  rows: Uint32Array,
  table: Table,
  values: Values,
  { tick }: MethodContext,
): { readonly columns: readonly AddedColumn[]; readonly table: Json } {
  const found = textTemplates(table, index!, templateSettings(values), tick);
  const template = (output: number) => {
    const row = rows[output]!;
    return inScope(row) ? found.of(row) : NO_TEMPLATE;
  };
  const kept = new Uint32Array(clusters.count);
  rows.forEach((row) => {
    const cluster = clusters.clusterOf(row);
    if (cluster >= 0) kept[cluster]!++;
  });
  const sizes = clusters.sizes();
  return {
    columns: [
      {
        name: '_template_id',
        type: 'integer',
        text: (output) => (template(output) === NO_TEMPLATE ? '' : String(template(output) + 1)),
      },
      {
        name: '_template',
        type: 'text',
        text: (output) => {
          const own = template(output);
          return own === NO_TEMPLATE ? '' : found.text(own);
        },
      },
    ],
    table: mostFrequent(sizes, LISTED).map((cluster) => ({
      template: found.text(found.of(clusters.rows(cluster)[0]!)),
      rows: sizes[cluster]!,
      kept: kept[cluster]!,
    })),
  };
}
