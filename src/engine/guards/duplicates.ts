import { bitsOf } from '../kernels/bit-sets';
import { rowKey } from '../kernels/canonical-codes';
import { equalRowsIn } from '../table/equal-rows';
import { findClusters } from '../kernels/row-clusters';
import { changesOf } from '../method';
import { count, percent } from '../words';
import type { Guard } from './guard';
import { t } from '../language';

/** Exact copies count twice in weights and give neighbours at distance 0. */
export const duplicates: Guard = {
  code: 'G-DUP',
  rule: 'Exact copies above 1% of the rows leave before rows are added or weighed.',
  check({ table, context, method, plan, values }) {
    const { roles, profiles, scope } = context;
    const compared = roles.flatMap((role, index) => (role === 'id' ? [] : [index]));
    if (!compared.length || !scope.length) return undefined;
    const tick = (done: number, total: number) => {
      context.tick(done, total);
    };
    const key = (index: number) => rowKey(table, index, profiles[index]!, 'by-value', tick);
    const { copies } =
      context.scopeName === 'all'
        ? equalRowsIn(table, profiles, compared, tick)
        : findClusters(table, compared.map(key), { only: bitsOf(scope, table.rowCount), tick });
    const share = copies / scope.length;
    const note = { code: 'G-DUP', title: t('Copies first.') } as const;
    if (copies === 0) {
      const gain = plan.made ? t(', so no row is joined to its own copy') : '';
      return { ...note, level: 'passed', message: t`There are no exact copies${gain}.` };
    }
    const figure = t`${count(copies)} rows (${percent(share)}) are copies of an earlier row.`;
    if (share <= 0.01) return { ...note, level: 'passed', message: figure };
    const harm =
      changesOf(method, values) === 'weights'
        ? t('They count more than once.')
        : plan.made
          ? t('A row may be joined to its own copy, which makes another copy.')
          : t('They are repeated once more.');
    return { ...note, level: 'warning', message: `${figure} ${harm}`, remedy: 'exact-dedup' };
  },
};
