import { chosenDetector, DETECTOR_PARAMS } from '../../detectors';
import type { Method, MethodContext } from '../../method';
import type { Label } from '../../metrics/label';
import { read } from '../../params/values';
import { columnWith } from '../../roles/roles';
import { classesOf } from '../../table/classes';
import type { Table } from '../../table/table';
import { Leaving } from '../plans';
import { keepParams } from './parts/keep';
import { mergedColumns, mergedLabel } from './parts/merged-columns';
import { CATEGORIES, mergeRules, NUMBERS, RULES } from './parts/merge-rules';
import { mergingOf } from './parts/merged-cells';
import { mergedRows, mergedSets, mergeNotices } from './parts/merged-rows';
import { ACROSS_PARTS, setsOf } from './parts/sets';

/** Makes one row of each set of rows that belong together. */
export const mergeDuplicates: Method = {
  id: 'merge-duplicates',
  family: 'deduplicate',
  title: 'Merge copies into one row',
  summary:
    'Each set of rows becomes one row with their mean numbers, most frequent categories and shares of labels.',
  cites: ['Peterson et al. 2019, Human uncertainty makes classification more robust'],
  needs: {
    optional: ['label', 'id', 'entity', 'timestamp', 'split', 'score', 'text', 'group', 'domain'],
  },
  changes: 'removes-rows',
  params: [
    ...DETECTOR_PARAMS,
    NUMBERS,
    CATEGORIES,
    {
      kind: 'choice',
      id: 'labels',
      title: 'Label',
      summary:
        'The most frequent label of a set, of equals the first; also as shares of all labels.',
      default: 'soft',
      options: [
        { value: 'soft', title: 'Most frequent, with columns `p_<class>` of shares' },
        { value: 'mode', title: 'Most frequent' },
        { value: 'first', title: 'As in the row that stands for the set' },
      ],
    },
    {
      kind: 'number',
      id: 'minAgree',
      title: 'Least agreement',
      summary: 'Sets stay as they are where a smaller part of their labels agrees; 0 merges all.',
      default: 0,
      min: 0,
      max: 1,
    },
    RULES,
    {
      kind: 'text',
      id: 'separator',
      title: 'Between values',
      summary: 'What stands between values where a cell holds several.',
      default: '; ',
      advanced: true,
    },
    ...keepParams(),
    ACROSS_PARTS,
  ],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-COARSE', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(chosenDetector(values), table, values, context);
    const separator = read.text(values, 'separator');
    const cells = mergeRules(table, values, context).flatMap(
      (rule, column) => mergingOf(table, column, rule, separator, context) ?? [],
    );
    const label = labelOf(table, context);
    const labels = read.text(values, 'labels');
    const merging = label && labels !== 'first' ? [...cells, mergedLabel(label)] : cells;
    const leaving = new Leaving(table.rowCount, context.tick);
    const merged = mergedSets(sets, table, values, context, label, leaving);
    const plan = mergedRows(merged, merging, leaving, sets, context.tick);
    const { parts } = plan;
    return leaving.plan({
      ...parts,
      columns: mergedColumns(
        table,
        plan,
        merged,
        cells,
        labels === 'soft' ? label : undefined,
        sets.inScope,
      ),
      notices: [...(sets.notices ?? []), ...mergeNotices(merged)],
      tables: {
        ...sets.tables,
        merged: { sets: merged.sets.length, made: parts.made?.count ?? 0, unsure: merged.unsure },
      },
    });
  },
};

/** The label with its classes, numbers among them. @throws Cancelled */
function labelOf(table: Table, { roles, profiles, tick }: MethodContext): Label | undefined {
  const index = columnWith(roles, 'label');
  if (index === undefined) return undefined;
  const column = table.columns[index]!;
  return {
    column,
    name: column.name,
    classes: classesOf(column, profiles[index]!, undefined, (done, total) => {
      tick(done, total);
    }),
  };
}
