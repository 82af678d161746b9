import type { Method, MethodContext } from '../../method';
import type { FlagParam, Values } from '../../params/params';
import { choice } from '../../random';
import { rowsInScope } from '../../scope';
import type { Table } from '../../table/table';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { largestRemainder } from '../shares';
import { partPlan, undealt, type Dealt } from './parts/part-plan';
import { OUTPUT, partsOf, SHARES } from './parts/split-params';

const APPROXIMATE: FlagParam = {
  kind: 'flag',
  id: 'approximate',
  title: 'Sizes by chance',
  summary: 'Each row is dealt by its own number alone, so that sizes are only about right.',
  default: false,
  advanced: true,
};

/** Deals rows to parts at random, sizes exact. */
export const randomSplit: Method = {
  id: 'random-split',
  family: 'split',
  title: 'Random split',
  summary: 'Deals rows to train, validation and test at random, in exact sizes.',
  cites: ['scikit-learn train_test_split'],
  needs: { optional: ['label', 'split', 'timestamp', 'entity', 'text'] },
  changes: 'columns',
  params: [SHARES, OUTPUT, APPROXIMATE],
  guards: ['G-PARTS', 'G-LEAK', 'G-TIME'],
  apply(table, values, context) {
    const parts = partsOf(values);
    const dealt = read.flag(values, APPROXIMATE.id)
      ? byChance(table, parts.shares, context)
      : inExactSizes(table, parts.shares, context);
    return partPlan(table, dealt, { ...parts, files: toFiles(values) }, context);
  },
};

const toFiles = (values: Values) => read.text(values, OUTPUT.id) === 'files';

/** The first rows of the counter order to the first part, and so on. */
function inExactSizes(table: Table, shares: readonly number[], context: MethodContext): Dealt {
  const dealt = undealt(table);
  const { scope, tick } = context;
  const stream = context.random.stream('random-split/order');
  const sizes = largestRemainder(scope.length, shares);
  const last = sizes.length - 1;
  for (const row of scope) dealt[row] = last;
  // Each part is what is drawn for it and those before it, less what is drawn for those before.
  for (let part = last - 1, upTo = scope.length - sizes[last]!; part >= 0; part--) {
    for (const row of choice(stream, scope, upTo, tick)) dealt[row] = part;
    upTo -= sizes[part]!;
  }
  return dealt;
}

/** Each row by its own number against the running shares. */
function byChance(table: Table, shares: readonly number[], context: MethodContext): Dealt {
  const dealt = undealt(table);
  const stream = context.random.stream('random-split/order');
  const rows = rowsInScope(table, context);
  const ticked = everyRow(context.tick);
  for (let i = 0; i < rows.count; i++) {
    ticked(i, rows.count);
    const u = stream.uniform(rows.at(i));
    let [part, reached] = [0, shares[0]!];
    while (u >= reached && part < shares.length - 1) reached += shares[++part]!;
    dealt[rows.at(i)] = part;
  }
  return dealt;
}
