import type { Method } from '../../method';
import { read } from '../../params/values';
import { many } from '../../words';
import { mixedGroups } from './parts/mixed-groups';
import { mixtureParams } from './parts/mixture-params';
import { budgetOf, mixturePlan } from './parts/mixture-plan';
import { asShares, temperatureShares, waterFilled } from './parts/shares';
import { t } from '../../language';

/** Shares between natural and uniform, by one number. */
export const temperatureMixture: Method = {
  id: 'temperature-mixture',
  family: 'mixture',
  title: 'Mix by temperature',
  summary: 'Large groups shrink and small ones grow: from natural shares (1) towards equal ones.',
  cites: [
    'Devlin et al. 2018, multilingual BERT; Xue et al. 2021, mT5 (exponent 0.3)',
    'Li et al. 2024, Upsample or Upweight? Balanced Training on Heavily Imbalanced Datasets',
  ],
  needs: { anyOf: ['domain', 'group'], optional: ['text', 'split'] },
  changes: 'removes-rows',
  changesBy: { param: 'form', of: { weights: 'weights', copies: 'columns' } },
  params: mixtureParams(
    {
      kind: 'number',
      id: 'tau',
      title: 'Temperature',
      summary: 'A group has the share of its size to the power of 1 / temperature: 1 is natural.',
      default: 3.33,
      min: 1,
    },
    {
      kind: 'flag',
      id: 'uniform',
      title: 'Equal shares',
      summary: 'All groups have the same share, as an endless temperature gives them.',
      default: false,
    },
    {
      kind: 'number',
      id: 'cap',
      title: 'Most repeats',
      summary:
        'No group is gone through more often than this; what is beyond goes to the others. None means no limit.',
      default: null,
      min: 0.000001,
    },
  ),
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const mixed = mixedGroups(table, values, context);
    const sizes = mixed.groups.map(({ size }) => size);
    const tau = read.flag(values, 'uniform') ? Infinity : read.number(values, 'tau')!;
    const free = temperatureShares(sizes, tau);
    const budget = budgetOf(values, mixed);
    const cap = read.number(values, 'cap');
    if (cap === null) {
      return mixturePlan(
        temperatureMixture.id,
        table,
        mixed,
        { shares: free, budget },
        values,
        context,
      );
    }
    if (cap * mixed.total <= budget) {
      const shares = asShares(sizes);
      const notices = [t`Every group is gone through ${many(cap, 'time')}: that is all there is.`];
      const used = { shares, budget: cap * mixed.total, notices };
      return mixturePlan(temperatureMixture.id, table, mixed, used, values, context);
    }
    const shares = waterFilled(free, {
      least: sizes.map(() => 0),
      most: sizes.map((size) => Math.min(1, (cap * size) / budget)),
    });
    return mixturePlan(temperatureMixture.id, table, mixed, { shares, budget }, values, context);
  },
};
