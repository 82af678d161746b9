import { addBit, hasBit, noBits } from '../../kernels/bit-sets';
import type { Method, MethodContext } from '../../method';
import type { ColumnsParam, StrategyValue } from '../../params/params';
import { choice, choose } from '../../random';
import { select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { classesIn } from '../classes';
import { columnsFor } from '../columns';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { concatenate, Leaving, shuffled } from '../plans';
import { largestRemainder } from '../shares';
import { SHUFFLE } from './parts/draw';
import { inGroups, WITHIN } from './parts/groups-within';
import { countedPlan, REPEAT_OUTPUT } from './parts/repeated-rows';
import { strataOf } from './parts/strata';
import { eachLeaving } from './parts/random-leaving';
import { resolveStrategy } from './parts/strategy';
import { UNDER_STRATEGY } from './parts/under-sample';

const STRATIFY: ColumnsParam = {
  kind: 'columns',
  id: 'stratifyBy',
  title: 'Keep shares of',
  summary: 'Columns whose shares within a class stay as they are, as far as whole rows allow.',
  default: [],
  advanced: true,
};

/** The stream by which rows are drawn without replacement, and why the others leave. */
const ORDER = 'random-undersample/order';
const REASON = 'majority';

/** Drops rows of large classes at random (imbalanced-learn's RandomUnderSampler). */
export const randomUndersample: Method = {
  id: 'random-undersample',
  family: 'resample',
  title: 'Drop common rows',
  summary: 'Smaller file, less to learn from.',
  cites: ['Lemaître, Nogueira and Aridas 2017, imbalanced-learn'],
  needs: { required: ['label'], optional: ['split'] },
  changes: 'removes-rows',
  params: [
    UNDER_STRATEGY,
    WITHIN,
    STRATIFY,
    {
      kind: 'flag',
      id: 'replacement',
      title: 'With replacement',
      summary: 'Draws each row anew, so that a row can stay more than once.',
      default: false,
      advanced: true,
    },
    {
      ...REPEAT_OUTPUT,
      summary:
        'Rows leave, or all stay and a column says how often each counts (`_copies`, 0 for rows that would leave).',
      options: [
        { value: 'rows', title: 'Drop rows' },
        { value: 'columns', title: 'Add a column' },
      ],
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-SMALL', 'G-EVIDENCE'],
  apply(table, values, context) {
    classesIn(table, context);
    const strata = columnsFor(table, context.roles, STRATIFY, read.texts(values, 'stratifyBy'));
    const replacement = read.flag(values, 'replacement');
    const leaving = new Leaving(table.rowCount, context.tick);
    const repeats: Uint32Array[] = [];
    const { done, notices } = inGroups(table, values, context, (group) => {
      const classes = classesIn(table, group.context);
      const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
      const order = group.context.random.stream(ORDER);
      if (!strata.length && !replacement) {
        eachLeaving(table, classes, targets, order, group.context, (row) => {
          leaving.add(row, REASON);
        });
      } else {
        for (const { index, rows: count } of targets) {
          const rows = classes.rows[index]!;
          const drawn = replacement
            ? draws(rows, count, classes.values[index]!, group.context)
            : picks(table, rows, count, strata, group.context);
          leaving.keepOnly(rows, drawn, REASON);
          if (replacement) repeats.push(repeated(drawn, table.rowCount));
        }
      }
      const strategy = targets.map(({ index, rows: count }) => ({
        ...(group.name === undefined ? {} : { group: group.name }),
        class: classes.values[index]!,
        rows: classes.counts[index]!,
        kept: count,
      }));
      return { done: strategy };
    });
    const tables = { strategy: done.flat() };
    const once = leaving.staying();
    if (read.text(values, 'output') === 'columns') {
      const drawn = [once, ...repeats];
      const draft = countedPlan(table.rowCount, drawn, values, context, { notices, tables });
      return withoutUnlabelled(table, values, context, draft);
    }
    const rows = repeats.length ? concatenate([once, ...repeats]).sort() : once;
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices,
      tables,
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** The first rows of the counter order, per stratum its share by largest remainder; ascending within each. */
function picks(
  table: Table,
  rows: Uint32Array,
  count: number,
  columns: readonly number[],
  context: MethodContext,
): Uint32Array {
  const order = context.random.stream(ORDER);
  const strata = strataOf(table, rows, columns, context);
  const sizes = largestRemainder(
    count,
    strata.map((stratum) => stratum.length),
  );
  return concatenate(
    strata.map((stratum, index) => choice(order, stratum, sizes[index]!, context.tick)),
  );
}

function draws(
  rows: Uint32Array,
  count: number,
  name: string,
  context: MethodContext,
): Uint32Array {
  const stream = context.random.stream(`random-undersample/draw/${name}`);
  const drawn = new Uint32Array(count);
  for (let draw = 0; draw < count; draw++) drawn[draw] = rows[choose(stream, draw, rows.length)]!;
  return drawn;
}

/** What of `drawn` comes a second, third ... time. */
function repeated(drawn: Uint32Array, rowCount: number): Uint32Array {
  const seen = noBits(rowCount);
  return select(drawn, (row) => {
    const again = hasBit(seen, row);
    addBit(seen, row);
    return again;
  });
}
