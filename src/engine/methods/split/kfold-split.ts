import { filledKeys } from '../../detectors/key';
import { bitsOf } from '../../kernels/bit-sets';
import type { Method, MethodContext } from '../../method';
import type { ChoiceParam, NumberParam, Values } from '../../params/params';
import type { AddedColumn } from '../../plan/plan';
import { EngineError } from '../../problems';
import { counterOrder } from '../../random';
import { columnWith } from '../../roles/roles';
import { rowsInScope } from '../../scope';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { count, many } from '../../words';
import { groupColumns, GROUPS } from './group-split';
import { byGroups, RESTARTS, STRATIFY_BY } from './parts/by-groups';
import { partPlan, undealt, type Dealt } from './parts/part-plan';
import { BINS, STRATIFY } from './parts/split-params';
import { strataOf } from './parts/strata';
import { t } from '../../language';

const K: NumberParam = {
  kind: 'number',
  id: 'k',
  title: 'Folds',
  summary: 'Number of folds; each is held back once.',
  default: 5,
  min: 2,
  max: 200,
  integer: true,
};

const KEEP: ChoiceParam = {
  kind: 'choice',
  id: 'keep',
  title: 'Folds have',
  summary: 'What is the same in all folds, and what stays together.',
  default: 'auto',
  options: [
    { value: 'auto', title: 'Equal shares of the label, where there is one' },
    { value: 'size', title: 'Equal sizes' },
    { value: 'shares', title: 'Equal shares of classes' },
    { value: 'groups', title: 'Whole groups' },
    { value: 'both', title: 'Whole groups and near-equal shares' },
  ],
};

const REPEATS: NumberParam = {
  kind: 'number',
  id: 'repeats',
  title: 'Repeats',
  summary: 'How often all rows are dealt anew; each adds a column.',
  default: 1,
  min: 1,
  max: 50,
  integer: true,
  advanced: true,
};

/** Deals rows to folds for cross-validation. */
export const kfoldSplit: Method = {
  id: 'kfold-split',
  family: 'split',
  title: 'Folds for cross-validation',
  summary: 'A column `_fold` deals rows to folds of equal size, with equal shares of each class.',
  cites: ['scikit-learn KFold, StratifiedKFold, StratifiedGroupKFold'],
  needs: { optional: ['label', 'entity', 'group', 'domain', 'split', 'timestamp', 'text'] },
  changes: 'columns',
  params: [K, KEEP, STRATIFY, BINS, GROUPS, STRATIFY_BY, RESTARTS, REPEATS],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const k = read.number(values, K.id)!;
    const { count: rows } = rowsInScope(table, context);
    if (rows < k) {
      throw new EngineError(
        'too-few-rows',
        t`There ${rows === 1 ? t('is') : t('are')} ${many(rows, 'row')} for ${count(k)} folds: ask for fewer.`,
      );
    }
    const repeats = read.number(values, REPEATS.id)!;
    const dealt = Array.from({ length: repeats }, (_, r) => foldsOf(table, values, context, k, r));
    const nameOf = (r: number) => (repeats === 1 ? '_fold' : `_fold_r${String(r)}`);
    const further = dealt.slice(1).map((own, i): AddedColumn => ({
      name: nameOf(i + 1),
      type: 'integer',
      text: (row) => (own[row]! < k ? String(own[row]!) : ''),
    }));
    return partPlan(
      table,
      dealt[0]!,
      {
        names: Array.from({ length: k }, (_, fold) => String(fold)),
        shares: Array.from({ length: k }, () => 1 / k),
        column: { name: nameOf(0), type: 'integer' },
        columns: further,
      },
      context,
    );
  },
};

/** The fold of each row in one repeat. @throws EngineError, Cancelled */
function foldsOf(
  table: Table,
  values: Values,
  context: MethodContext,
  k: number,
  repeat: number,
): Dealt {
  const keep = read.text(values, KEEP.id);
  const stream = `kfold-split/order/${String(repeat)}`;
  if (keep === 'groups' || keep === 'both') {
    const { rows } = rowsInScope(table, context);
    const { profiles, roles, tick } = context;
    const only = rows && bitsOf(rows, table.rowCount);
    const search = { table, profiles, within: [], ...(only && { only }), tick };
    const { clusters } = filledKeys(search, groupColumns(table, roles, values));
    const names = Array.from({ length: k }, (_, fold) => String(fold));
    const parts = { names, shares: names.map(() => 1 / k) };
    const stratify = keep === 'both';
    return byGroups(table, clusters, parts, { values, stratify, stream }, context).dealt;
  }
  const shares = keep === 'shares' || (keep === 'auto' && hasStrata(values, context));
  const strata = shares
    ? strataOf(table, values, context, 0).strata
    : [{ name: '', rows: context.scope }];
  const dealt = undealt(table);
  const numbers = context.random.stream(stream);
  let fold = 0;
  for (const { rows } of strata) {
    for (const row of counterOrder(numbers, rows, context.tick)) {
      dealt[row] = fold;
      fold = fold === k - 1 ? 0 : fold + 1;
    }
  }
  return dealt;
}

const hasStrata = (values: Values, { roles }: MethodContext) =>
  columnWith(roles, 'label') !== undefined || read.texts(values, STRATIFY.id).length > 0;
