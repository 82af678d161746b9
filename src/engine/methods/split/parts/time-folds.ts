import type { MethodContext } from '../../../method';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { EngineError } from '../../../problems';
import { rowsInScope } from '../../../scope';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { count, many } from '../../../words';
import { NO_PART, undealt, type Dealt } from './part-plan';
import { beginnings, cutsByShare, partByLast, type RowTimes } from './time-cuts';
import { timedPlan } from './timed-plan';
import { t } from '../../../language';

/** How folds are cut. */
export interface TimeFolds {
  readonly count: number;
  /** Time between what is trained on and what is tested on. */
  readonly gap: number;
  /** Training on the block before alone, not on all before. */
  readonly rolls: boolean;
}

/**
 * Blocks of equal size, one after the other in time: `_fold` says which a row is in, 0 for the one that is only trained
 * on, and `_fold_1` ... what it is in each fold: train, test, or nothing where it is later, in the gap or before what the
 * fold trains on. @throws EngineError too-few-rows; Cancelled
 */
export function foldsByTime(
  table: Table,
  times: RowTimes,
  { count: k, gap, rolls }: TimeFolds,
  tables: Draft['tables'],
  context: MethodContext,
): Draft {
  const shares = Array.from({ length: k + 1 }, () => 1 / (k + 1));
  const blockOf = partByLast(cutsByShare(times.sorted, shares));
  const begins = beginnings(times.sorted, blockOf, k + 1);
  if (begins.some((at) => at === Infinity)) {
    throw new EngineError(
      'too-few-rows',
      t`There are too few different times for ${count(k)} folds: ask for fewer.`,
    );
  }
  const dealt: Dealt = undealt(table);
  const scope = rowsInScope(table, context);
  const ticked = everyRow(context.tick);
  for (let i = 0; i < scope.count; i++) {
    ticked(i, scope.count);
    const time = times.of(scope.at(i));
    dealt[scope.at(i)] = Number.isFinite(time) ? blockOf(time) : 0;
  }
  const inFold = (fold: number) => (row: number) => {
    const block = dealt[row]!;
    if (block === NO_PART || block > fold) return '';
    if (block === fold) return 'test';
    const isNear = !rolls || block === fold - 1;
    // Rows without a time are trained on with the first block.
    return isNear && !(times.of(row) > begins[fold]! - gap) ? 'train' : '';
  };
  const columns = Array.from({ length: k }, (_, i): AddedColumn => ({
    name: `_fold_${String(i + 1)}`,
    type: 'text',
    text: inFold(i + 1),
  }));
  const { missing } = times;
  const notices =
    missing > 0
      ? [
          t`${many(missing, 'row')} without a time ${missing === 1 ? t('is') : t('are')} in block 0.`,
        ]
      : [];
  const names = Array.from({ length: k + 1 }, (_, block) => String(block));
  const column = { name: '_fold', type: 'integer' } as const;
  return timedPlan(
    table,
    dealt,
    times,
    { names, shares, column, columns, notices, tables },
    context,
  );
}
