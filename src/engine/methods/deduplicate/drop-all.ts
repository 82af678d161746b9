import { chosenDetector, DETECTOR_PARAMS } from '../../detectors';
import type { Method, MethodContext } from '../../method';
import type { Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { collapse } from './parts/collapse';
import { WITHIN } from './parts/keep';
import { ACROSS_PARTS, setsOf, type Sets } from './parts/sets';
import { t } from '../../language';

/** Removes every row that has a copy. */
export const dropAll: Method = {
  id: 'drop-all',
  family: 'deduplicate',
  title: 'Remove whole sets of copies',
  summary: 'Every row that has a copy leaves: for clean test sets and disputed labels.',
  cites: ['pandas DataFrame.drop_duplicates(keep=False)'],
  needs: { optional: ['label', 'id', 'entity', 'timestamp', 'split', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [
    ...DETECTOR_PARAMS,
    {
      kind: 'choice',
      id: 'onlyIf',
      title: 'Which sets leave',
      summary: 'All sets, those whose labels disagree, or those that reach into another part.',
      default: 'any',
      options: [
        { value: 'any', title: 'All' },
        { value: 'labels-disagree', title: 'Labels disagree' },
        { value: 'cross-split', title: 'In two parts of the split' },
      ],
    },
    {
      kind: 'number',
      id: 'minSize',
      title: 'Smallest set',
      summary: 'Sets of fewer rows stay.',
      default: 2,
      min: 2,
      integer: true,
      advanced: true,
    },
    WITHIN,
    ACROSS_PARTS,
  ],
  guards: ['G-TAIL', 'G-HALF', 'G-COARSE', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(chosenDetector(values), table, values, context);
    const least = read.number(values, 'minSize')!;
    const leaves = conditionOf(sets, table, values, context);
    return collapse(dropAll, sets, table, { ...values, keep: 'none' }, context, {
      spare: (members) => members.length < least || !leaves(members),
    });
  },
};

/** Whether a set is one of those that leave. @throws EngineError missing-role */
function conditionOf(
  { inScope }: Sets,
  table: Table,
  values: Values,
  { roles }: MethodContext,
): (members: Uint32Array) => boolean {
  const onlyIf = read.text(values, 'onlyIf');
  if (onlyIf === 'any') return () => true;
  const role = onlyIf === 'cross-split' ? 'split' : 'label';
  const index = columnWith(roles, role);
  if (index === undefined) {
    throw new EngineError(
      'missing-role',
      t`There is no ${t(role)} column: choose which column it is.`,
    );
  }
  const { codes } = table.columns[index]!;
  const differs = (rows: Uint32Array) => rows.some((row) => codes[row] !== codes[rows[0]!]);
  if (role === 'split') return differs;
  // Labels of other parts of a split are not read.
  return (members) => differs(members.filter(inScope));
}
