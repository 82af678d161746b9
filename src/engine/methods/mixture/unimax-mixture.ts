import type { Method } from '../../method';
import { read } from '../../params/values';
import { count, quoted } from '../../words';
import { mixedGroups } from './parts/mixed-groups';
import { mixtureParams } from './parts/mixture-params';
import { budgetOf, mixturePlan } from './parts/mixture-plan';
import { asShares, unimaxUnits } from './parts/shares';
import { t } from '../../language';

/** As uniform as the repeats of small groups allow. */
export const unimaxMixture: Method = {
  id: 'unimax-mixture',
  family: 'mixture',
  title: 'Mix evenly, few repeats',
  summary: 'Shares as equal as possible, with no group gone through more often than you say.',
  cites: ['Chung et al. 2023, UniMax: Fairer and More Effective Language Sampling'],
  needs: { anyOf: ['domain', 'group'], optional: ['text', 'split'] },
  changes: 'removes-rows',
  changesBy: { param: 'form', of: { weights: 'weights', copies: 'columns' } },
  params: mixtureParams({
    kind: 'number',
    id: 'epochs',
    title: 'Most repeats',
    summary: 'How often a group is gone through at most; beyond 4 a pass adds little.',
    default: 4,
    min: 0.000001,
  }),
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const mixed = mixedGroups(table, values, context);
    const sizes = mixed.groups.map(({ size }) => size);
    const wanted = budgetOf(values, mixed);
    const units = unimaxUnits(sizes, wanted, read.number(values, 'epochs')!);
    const used = units.reduce((sum, unit) => sum + unit, 0);
    const smallest = mixed.groups.reduce((least, group) =>
      group.size < least.size ? group : least,
    );
    const notices = [
      ...(used < wanted * (1 - 1e-9)
        ? [
            t`The groups hold ${count(used)} at that many repeats: ${count(wanted - used)} less than the budget.`,
          ]
        : []),
      ...(wanted < smallest.size
        ? [t`The budget is below one pass of the smallest group, ${quoted(smallest.name)}.`]
        : []),
    ];
    const budget = mixed.sizes.of ? used : Math.floor(used + 1e-6);
    return mixturePlan(
      unimaxMixture.id,
      table,
      mixed,
      { shares: asShares(units), budget, notices },
      values,
      context,
    );
  },
};
