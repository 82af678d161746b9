import type { Method } from '../../method';
import type { NumberParam } from '../../params/params';
import { counterOrder } from '../../random';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { partPlan, undealt } from './parts/part-plan';
import { BINS, OUTPUT, partsOf, SHARES, STRATIFY } from './parts/split-params';
import { strataOf, type Stratum } from './parts/strata';
import { stratifiedCounts } from './parts/stratified-counts';
import { t } from '../../language';

const LEAST: NumberParam = {
  kind: 'number',
  id: 'minPerSplit',
  title: 'Least rows of a class in a part',
  summary: 'Combinations with fewer rows than this for each part are pooled and dealt as one.',
  default: 1,
  min: 1,
  integer: true,
  advanced: true,
};

/** Deals rows to parts so that each has the same shares of classes. */
export const stratifiedSplit: Method = {
  id: 'stratified-split',
  family: 'split',
  title: 'Stratified split',
  summary: 'Deals rows to train, validation and test with the same shares of each class in all.',
  cites: ['scikit-learn train_test_split(stratify=)'],
  needs: { required: ['label'], optional: ['split', 'timestamp', 'entity', 'text'] },
  changes: 'columns',
  params: [SHARES, STRATIFY, BINS, LEAST, OUTPUT],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const parts = partsOf(values);
    const least = parts.names.length * read.number(values, LEAST.id)!;
    const { strata, pooled } = strataOf(table, values, context, least);
    const { counts, exact } = stratifiedCounts(
      strata.map(({ rows }) => rows.length),
      parts.shares,
    );
    const dealt = undealt(table);
    const stream = context.random.stream('stratified-split/order');
    strata.forEach(({ rows }, stratum) => {
      const order = counterOrder(stream, rows, context.tick);
      let at = 0;
      counts[stratum]!.forEach((n, part) => {
        for (const end = at + n; at < end; at++) dealt[order[at]!] = part;
      });
    });
    return partPlan(
      table,
      dealt,
      {
        ...parts,
        files: read.text(values, OUTPUT.id) === 'files',
        notices: [
          ...pooledNotice(pooled, least),
          ...(exact ? [] : [t('No sizes keep all shares: a part is one row off its size.')]),
        ],
        tables: {
          strata: strata.map(({ name, rows }, stratum) => ({
            stratum: name,
            rows: rows.length,
            counts: counts[stratum]!,
          })),
          pooled: pooled.map(({ name, rows }) => ({ stratum: name, rows: rows.length })),
        },
      },
      context,
    );
  },
};

function pooledNotice(pooled: readonly Stratum[], least: number): string[] {
  if (pooled.length === 0) return [];
  const names = listed(
    pooled.map(({ name, rows }) => `${quoted(name)} (${many(rows.length, 'row')})`),
  );
  return [
    t`${many(pooled.length, 'class', 'classes')} of fewer than ${many(least, 'row')} cannot be in every part and ${pooled.length === 1 ? t('is') : t('are')} dealt together: ${names}.`,
  ];
}
