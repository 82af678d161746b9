import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { StrategyParam, StrategyValue, Values } from '../../../params/params';
import { choice } from '../../../random';
import { NONE_REMOVED, type RemovedRows } from '../../../plan/removed-rows';
import { quoted } from '../../../words';
import type { Levels } from '../../classes';
import { Leaving } from '../../plans';
import { resolveStrategy, type Target } from './strategy';
import { t } from '../../../language';

/** Drops rows of common classes in the same step as rows are added. */
export const UNDERSAMPLE: StrategyParam = {
  kind: 'strategy',
  id: 'undersample',
  title: 'Drop common rows',
  summary:
    'Which common classes lose rows afterwards, judged by the counts after adding; `none` drops nothing.',
  default: 'none',
  sampling: 'under',
  advanced: true,
};

/** Which classes lose rows, and how many stay, as a parameter of every under-sampling method. */
export const UNDER_STRATEGY: StrategyParam = {
  kind: 'strategy',
  id: 'strategy',
  title: 'Strategy',
  summary:
    'Which classes lose rows, and how many stay: a word, a ratio for two classes, a table of counts, or `ratio:0.5`, `sqrt` or `quantile:0.25` to go part of the way.',
  default: 'auto',
  sampling: 'under',
};

/** What dropping rows after adding comes to; `rows` is absent when nothing leaves. */
export interface UnderSampled {
  readonly rows?: Uint32Array;
  readonly removed: RemovedRows;
  readonly notices: readonly string[];
  readonly tables: Readonly<Record<string, Json>>;
}

/**
 * Applies the parameter `undersample` to the counts after adding. Only classes to which nothing was added lose rows.
 * @throws EngineError bad-strategy, unknown-class
 */
export function underSample(
  classes: Levels,
  added: readonly Target[],
  values: Values,
  context: MethodContext,
  rowCount: number,
): UnderSampled {
  const counts = [...classes.counts];
  for (const { index, rows } of added) counts[index]! += rows;
  const strategy = values['undersample'] as StrategyValue;
  const targets = resolveStrategy({ values: classes.values, counts }, strategy, 'under');
  if (!targets.length) return { removed: NONE_REMOVED, notices: [], tables: {} };
  const leaving = new Leaving(rowCount, context.tick);
  const notices: string[] = [];
  const table: Json[] = [];
  for (const { index, rows: wanted } of targets) {
    const name = classes.values[index]!;
    if (counts[index] !== classes.counts[index]) {
      if (wanted < counts[index]!) {
        notices.push(t`${quoted(name)} was added to, so none of its rows were dropped.`);
      }
      continue;
    }
    const rows = classes.rows[index]!;
    const order = context.random.stream('smote/order');
    leaving.keepOnly(rows, choice(order, rows, wanted, context.tick), 'majority');
    table.push({ class: name, rows: rows.length, kept: wanted });
  }
  return {
    rows: leaving.staying(),
    removed: leaving.removed(),
    notices,
    tables: { undersample: table },
  };
}
