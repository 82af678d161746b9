import type { Method, MethodContext } from '../../method';
import type { ColumnParam, ColumnsParam, Values } from '../../params/params';
import type { Draft } from '../../plan/plan';
import { EngineError } from '../../problems';
import { choice } from '../../random';
import { columnWith } from '../../roles/roles';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { cellsOf } from '../cells';
import { columnNamed, columnsFor } from '../columns';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { keepEverything, Leaving, shuffled } from '../plans';
import { drawBases, SHUFFLE } from './parts/draw';
import { MARK_ROWS } from './parts/made-rows';
import { repeatedPlan } from './parts/repeated-rows';
import { strataWith, type Stratum } from './parts/value-strata';
import { t } from '../../language';

const WITHIN: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Within',
  summary:
    'Columns within whose values rows are evened out, such as the question type or the source; none means the columns marked group.',
  default: [],
  role: 'group',
};

const COLUMN: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Column to even out',
  summary: 'The column whose values become equally frequent; none means the label.',
  default: null,
  role: 'label',
};

/** Most strata and values that the side table lists. */
const MOST_LISTED = 200;

/** What each mode changes. */
/** Makes the values of one column equally frequent inside each value of others: answers within question types. */
export const balanceWithin: Method = {
  id: 'balance-within',
  family: 'resample',
  title: 'Even out within groups',
  summary: 'Every class as often as the others within each group.',
  cites: [
    'Ma et al. 2025, 3DSRBench (balanced answers within each type of question)',
    'Bahng et al. 2020, Learning de-biased representations with biased representations (ReBias)',
  ],
  needs: { required: ['group'], optional: ['label', 'split'] },
  changes: 'removes-rows',
  changesBy: { param: 'mode', of: { over: 'adds-rows', weights: 'weights' } },
  params: [
    WITHIN,
    COLUMN,
    {
      kind: 'choice',
      id: 'mode',
      title: 'How',
      summary: 'Rows of frequent values leave, rows of rare ones are repeated, or all get weights.',
      default: 'under',
      options: [
        { value: 'under', title: 'Drop rows' },
        { value: 'over', title: 'Repeat rows' },
        { value: 'weights', title: 'Weigh rows' },
      ],
    },
    {
      kind: 'number',
      id: 'ratio',
      title: 'Most to least',
      summary:
        'How many times as many rows as of the rarest value there may be of the most frequent one within a group; weights make all equal.',
      default: 1,
      min: 1,
      max: 1_000_000,
    },
    MARK_ROWS,
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-SMALL', 'G-SUPPORT', 'G-REPEAT', 'G-EVIDENCE'],
  cells: (table, values, context) => {
    const { within, column } = columnsOf(table, values, context);
    return [...within, column];
  },
  apply(table, values, context) {
    const { within, column } = columnsOf(table, values, context);
    const crossed = cellsOf(table, [...within, column], context);
    const { outside, empty } = crossed;
    if (!crossed.cells.length) {
      throw new EngineError('too-few-rows', t('No row in scope has a value in every column.'));
    }
    const strata = strataWith(crossed);
    const plan = PLANS[read.text(values, 'mode')]!;
    const single = strata.filter((stratum) => stratum.cells.length === 1);
    const notices = [
      ...(single.length
        ? [
            t`${listed(single.map(({ name }) => quoted(name)))} ${single.length === 1 ? t('has') : t('have')} one value each, so nothing is evened out there.`,
          ]
        : []),
      ...(empty.count
        ? [
            t`${many(empty.count, 'combination')} never occur (${listed(empty.names.map(quoted))}): collect rows there.`,
          ]
        : []),
      ...(outside.length ? [t`${many(outside.length, 'row')} without a value pass through.`] : []),
    ];
    const draft = plan(table, values, context, strata);
    return withoutUnlabelled(table, values, context, {
      ...draft,
      notices: [...notices, ...draft.notices],
    });
  },
};

/** @throws EngineError missing-role, unknown-column, bad-parameter */
function columnsOf(table: Table, values: Values, { roles }: MethodContext) {
  const within = columnsFor(table, roles, WITHIN, read.texts(values, WITHIN.id));
  const named = read.textOrNull(values, COLUMN.id);
  const column = named === null ? columnWith(roles, 'label') : columnNamed(table, named);
  if (!within.length) {
    throw new EngineError('missing-role', t('No column is a group: choose one or more.'));
  }
  if (column === undefined) {
    throw new EngineError('missing-role', t('There is no label: choose the column to even out.'));
  }
  if (within.includes(column)) {
    const name = quoted(table.columns[column]!.name);
    throw new EngineError('bad-parameter', t`${name} cannot be evened out within itself.`);
  }
  return { within, column };
}

type PlanStrata = (
  table: Table,
  values: Values,
  context: MethodContext,
  strata: readonly Stratum[],
) => Draft;

/** Of every value at most `ratio` times the rows of the rarest value of its stratum stay, in counter order. */
const underPlan: PlanStrata = (table, values, context, strata) => {
  const { random, tick } = context;
  const order = random.stream('balance-within/order');
  const leaving = new Leaving(table.rowCount, tick);
  const after = strata.map(({ cells }) => {
    const least = cells.reduce((n, { rows }) => Math.min(n, rows.length), Infinity);
    const most = Math.floor(read.number(values, 'ratio')! * least);
    return cells.map(({ rows }) => {
      if (rows.length > most) leaving.keepOnly(rows, choice(order, rows, most, tick), 'frequent');
      return Math.min(rows.length, most);
    });
  });
  const rows = leaving.staying();
  const tables = tablesOf(strata, after);
  return leaving.plan({ rows, ...shuffled(values, context, rows.length), tables });
};

/** Every value is repeated up to the rows of the most frequent value of its stratum over `ratio`. */
const overPlan: PlanStrata = (table, values, context, strata) => {
  const { random, tick } = context;
  const copies: Uint32Array[] = [];
  const after = strata.map(({ cells }) => {
    const most = cells.reduce((n, { rows }) => Math.max(n, rows.length), 0);
    const least = Math.ceil(most / read.number(values, 'ratio')!);
    return cells.map(({ name, rows }) => {
      const added = Math.max(0, least - rows.length);
      if (added) {
        copies.push(drawBases(random, `balance-within/base/${name}`, rows, added, 'even', tick));
      }
      return rows.length + added;
    });
  });
  const tables = tablesOf(strata, after);
  return repeatedPlan(table.rowCount, copies, { ...values, output: 'rows' }, context, { tables });
};

/** Every row weighs the rows of its stratum over its values and the rows of its own value. */
const weightPlan: PlanStrata = (table, values, context, strata) => {
  const weights = new Float64Array(table.rowCount).fill(1);
  const after = strata.map(({ cells, rows }) =>
    cells.map((cell) => {
      const weight = rows / (cells.length * cell.rows.length);
      for (const row of cell.rows) weights[row] = weight;
      return rows / cells.length;
    }),
  );
  return keepEverything(table.rowCount, {
    ...shuffled(values, context, table.rowCount),
    columns: [
      {
        name: '_weight',
        type: 'number',
        role: 'weight',
        text: (output) => String(Number(weights[output]!.toPrecision(6))),
      },
    ],
    tables: tablesOf(strata, after),
  });
};

const PLANS: Readonly<Record<string, PlanStrata>> = {
  under: underPlan,
  over: overPlan,
  weights: weightPlan,
};

/**
 * Rows (or weight) per stratum and value before and after, and how often the most frequent value of each stratum would
 * be the right guess.
 */
function tablesOf(strata: readonly Stratum[], after: readonly (readonly number[])[]) {
  const guess = (counts: readonly (readonly number[])[]) => {
    const [right, all] = counts.reduce(
      ([r, n], own) => [
        r! + own.reduce((a, b) => Math.max(a, b), 0),
        n! + own.reduce((a, b) => a + b, 0),
      ],
      [0, 0],
    );
    return right! / all!;
  };
  const before = strata.map(({ cells }) => cells.map(({ rows }) => rows.length));
  return {
    within: strata
      .flatMap(({ cells }, s) =>
        cells.map(({ name, rows }, i) => ({
          cell: name,
          rows: rows.length,
          after: after[s]![i]!,
        })),
      )
      .slice(0, MOST_LISTED),
    majorityGuess: { before: guess(before), after: guess(after) },
  };
}
