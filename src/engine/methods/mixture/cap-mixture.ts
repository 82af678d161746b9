import type { Method } from '../../method';
import { EngineError } from '../../problems';
import { read } from '../../params/values';
import { count, listed, quoted } from '../../words';
import { kneeOf } from '../resample/cap-per-group';
import { mixedGroups } from './parts/mixed-groups';
import { mixtureParams } from './parts/mixture-params';
import { budgetOf, mixturePlan } from './parts/mixture-plan';
import { asShares, waterFilled } from './parts/shares';
import { t } from '../../language';

/** A group that loses more than this share of what it has is named. */
const MUCH = 0.9;

/** Natural shares, but no group counts for more than a cap, and none has less or more than a share. */
export const capMixture: Method = {
  id: 'cap-mixture',
  family: 'mixture',
  title: 'Mix with a cap',
  summary: 'Natural shares, with large groups cut at a size and shares kept between limits.',
  cites: ['Tong et al. 2024, Cambrian-1 (a cap per data source)'],
  needs: { anyOf: ['domain', 'group'], optional: ['text', 'split'] },
  changes: 'removes-rows',
  changesBy: { param: 'form', of: { weights: 'weights', copies: 'columns' } },
  params: mixtureParams(
    {
      kind: 'number',
      id: 't',
      title: 'Cap',
      summary:
        'How much of a group counts at most, in the unit below; none means where large groups end (the knee).',
      default: null,
      min: 0.000001,
    },
    {
      kind: 'number',
      id: 'min',
      title: 'Smallest share',
      summary: 'No group has less of the mixture.',
      default: 0,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'max',
      title: 'Largest share',
      summary: 'No group has more of the mixture.',
      default: 1,
      min: 0,
      max: 1,
      advanced: true,
    },
  ),
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const mixed = mixedGroups(table, values, context);
    const sizes = mixed.groups.map(({ size }) => size);
    const cap = read.number(values, 't') ?? kneeOf(sizes);
    const capped = sizes.map((size) => Math.min(size, cap));
    const [least, most] = [read.number(values, 'min')!, read.number(values, 'max')!];
    if (least * sizes.length > 1 || most * sizes.length < 1) {
      throw new EngineError(
        'bad-parameter',
        t`${count(sizes.length)} groups cannot all have shares between ${least} and ${most}.`,
      );
    }
    const shares = waterFilled(asShares(capped), {
      least: sizes.map(() => least),
      most: sizes.map(() => most),
    });
    const budget =
      read.number(values, 'budget') === null
        ? capped.reduce((sum, size) => sum + size, 0)
        : budgetOf(values, mixed);
    const cut = mixed.groups.filter(
      ({ size }, group) => shares[group]! * budget < (1 - MUCH) * size,
    );
    const notices = [
      t`The cap is ${count(cap)}.`,
      ...(cut.length
        ? [
            t`More than 90% of ${listed(cut.map(({ name }) => quoted(name)))} is not in the mixture.`,
          ]
        : []),
    ];
    return mixturePlan(capMixture.id, table, mixed, { shares, budget, notices }, values, context);
  },
};
