import type { Method, MethodContext } from '../../method';
import type { ColumnParam, Values } from '../../params/params';
import type { AddedColumn, Draft } from '../../plan/plan';
import { EngineError } from '../../problems';
import { choice } from '../../random';
import { columnWith } from '../../roles/roles';
import { select } from '../../plan/row-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { many, percent, quoted } from '../../words';
import { columnNamed } from '../columns';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { concatenate, keepEverything, Leaving, shuffled } from '../plans';
import { BASE_SAMPLING, drawBases, SHUFFLE } from './parts/draw';
import { joinMakings } from './parts/join-makings';
import { DECIMALS, MARK_MADE, madeRows, marksOf, type Making } from './parts/made-rows';
import { MISSING_NUMBERS, numericFeatures, SCALE, scalesOf } from './parts/numeric-features';
import { regressionMaking, type RegressionGround } from './parts/regression-making';
import { REGRESSION_CHOICES } from './parts/regression-params';
import { binsOf, bumpsOf, targetOf, type Target, type TargetGroup } from './parts/target-groups';
import { t } from '../../language';

const TARGET: ColumnParam = {
  kind: 'column',
  id: 'column',
  title: 'Target',
  summary: 'The number that is to be predicted; none means the label.',
  default: null,
  role: 'label',
};

/** What each mode changes. */
/** Share of rows at an end of the target above which values seem to have been cut off there. */
const PILED = 0.05;

/** Evens out a numeric target: its rare values are repeated, made or weighed, its usual ones thinned. */
export const regressionResample: Method = {
  id: 'regression-resample',
  family: 'resample',
  title: 'Even out a numeric target',
  summary: 'Rare values of a number to predict get rows, usual ones lose some.',
  cites: [
    'Torgo, Branco, Ribeiro and Pfahringer 2015, Resampling strategies for regression (SMOTER)',
    'Branco, Torgo and Ribeiro 2017, SMOGN: a pre-processing approach for imbalanced regression',
    'Ribeiro 2011, Utility-based regression (relevance)',
  ],
  needs: { required: ['label'], optional: ['feature', 'split'] },
  untried: 'It is for numeric targets.',
  changes: 'adds-rows',
  changesBy: { param: 'mode', of: { under: 'removes-rows', weights: 'weights' } },
  params: [
    TARGET,
    ...REGRESSION_CHOICES,
    MARK_MADE,
    SCALE,
    MISSING_NUMBERS,
    MISSING_LABEL,
    DECIMALS,
    BASE_SAMPLING,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-DUP', 'G-MISS', 'G-TYPE', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const named = read.textOrNull(values, TARGET.id);
    const column = named === null ? columnWith(context.roles, 'label')! : columnNamed(table, named);
    const target = targetOf(table, column, context, read.number(values, 'coef')!);
    const byBins = read.text(values, 'by') === 'bins';
    const groups = byBins
      ? binsOf(target, read.number(values, 'bins')!)
      : bumpsOf(target, read.number(values, 'threshold')!);
    const mode = read.text(values, 'mode');
    const wanted = Math.max(1, Math.round(target.rows.length / groups.length));
    const draft =
      mode === 'weights'
        ? weighed(table, values, context, target, groups)
        : resampled(table, values, context, target, groups, wanted);
    const name = quoted(table.columns[column]!.name);
    return withoutUnlabelled(table, values, context, {
      ...draft,
      notices: [
        ...(groups.length === 1
          ? [
              byBins
                ? t`All rows have nearly one ${name}: nothing changes.`
                : t`No ${name} is beyond the whiskers of its box plot, so none is rare and nothing changes: cut it into bins instead.`,
            ]
          : []),
        ...piledUp(target, name),
        ...draft.notices,
      ],
    });
  },
};

/** Every row weighs the rows over the groups and the rows of its own group. */
function weighed(
  table: Table,
  values: Values,
  context: MethodContext,
  target: Target,
  groups: readonly TargetGroup[],
): Draft {
  const weights = new Float64Array(table.rowCount).fill(1);
  for (const { rows } of groups) {
    for (const row of rows) weights[row] = target.rows.length / groups.length / rows.length;
  }
  const weight: AddedColumn = {
    name: '_weight',
    type: 'number',
    role: 'weight',
    text: (row) => String(Number(weights[row]!.toPrecision(6))),
  };
  return keepEverything(table.rowCount, {
    ...shuffled(values, context, table.rowCount),
    columns: [...groupColumns(target, groups, (output) => output), weight],
    tables: groupTable(groups, ({ rows }) => rows.length),
  });
}

function resampled(
  table: Table,
  values: Values,
  context: MethodContext,
  target: Target,
  groups: readonly TargetGroup[],
  wanted: number,
): Draft {
  const mode = read.text(values, 'mode');
  const leaving = new Leaving(table.rowCount, context.tick);
  const order = context.random.stream('regression-resample/order');
  const short = groups.filter(({ rows }) => rows.length < wanted && mode !== 'under');
  if (mode !== 'over') {
    for (const { rows } of groups) {
      if (rows.length <= wanted) continue;
      leaving.keepOnly(rows, choice(order, rows, wanted, context.tick), 'usual');
    }
  }
  const copies =
    mode === 'over'
      ? short.map(({ name, rows }) =>
          drawBases(
            context.random,
            `regression-resample/base/${name}`,
            rows,
            wanted - rows.length,
            read.text(values, BASE_SAMPLING.id),
            context.tick,
          ),
        )
      : [];
  const rows = concatenate([leaving.staying(), ...copies]);
  const makes = mode === 'smoter' || mode === 'smogn';
  const made = makes ? makeRows(table, values, context, target, short, wanted) : undefined;
  const grown = new Set(short);
  const after = (group: TargetGroup) => {
    if (grown.has(group)) return wanted;
    return mode === 'over' ? group.rows.length : Math.min(wanted, group.rows.length);
  };
  const parentOf = (output: number) =>
    output < rows.length ? rows[output]! : made!.parents[output - rows.length]!;
  return {
    rows,
    ...(made?.count ? { made } : {}),
    ...shuffled(values, context, rows.length + (made?.count ?? 0)),
    columns: [
      ...groupColumns(target, groups, parentOf),
      ...(made ? marksOf(values, { rows, made }, 'made') : []),
    ],
    removed: leaving.removed(),
    notices: [],
    tables: groupTable(groups, after),
  };
}

/** @throws EngineError no-numeric-feature, missing-values; Cancelled */
function makeRows(
  table: Table,
  values: Values,
  context: MethodContext,
  target: Target,
  short: readonly TargetGroup[],
  wanted: number,
) {
  const roles = context.roles.map((role, index) =>
    index === target.column ? 'feature' : role === 'label' ? 'ignored' : role,
  );
  const features = numericFeatures(table, { ...context, roles }, read.text(values, 'missing'));
  const place = features.columns.indexOf(target.column);
  if (features.columns.length < 2 || place < 0) {
    throw new EngineError(
      'no-numeric-feature',
      t(
        'No numeric column is a feature, so there is nothing to make rows between: repeat rows instead.',
      ),
    );
  }
  const usable = select(target.rows, (row) => features.usable(row), context.tick);
  const scales = scalesOf(features, usable, read.text(values, 'scale'), context.tick);
  scales[place] = 0;
  const ground: RegressionGround = { context, features, scales };
  const rule = {
    k: read.number(values, 'k')!,
    noise: read.text(values, 'mode') === 'smogn' ? read.number(values, 'noise')! : null,
    sampling: read.text(values, BASE_SAMPLING.id),
  };
  const makings = short.flatMap(({ name, rows }) => {
    const own = select(rows, (row) => features.usable(row));
    return own.length ? [regressionMaking(ground, name, own, wanted - rows.length, rule)] : [];
  });
  const making: Making = {
    operation: 'regression-resample',
    ...joinMakings(makings, { numeric: features }),
  };
  return madeRows(table, { ...context, roles }, values, { numeric: features }, making);
}

/** The group and the relevance of the row an output row is or comes from. */
function groupColumns(
  target: Target,
  groups: readonly TargetGroup[],
  sourceOf: (output: number) => number,
): AddedColumn[] {
  const names = new Map<number, string>();
  for (const { name, rows } of groups) for (const row of rows) names.set(row, name);
  const known = (output: number, text: (row: number) => string) => {
    const row = sourceOf(output);
    return names.has(row) ? text(row) : '';
  };
  return [
    {
      name: '_target_bin',
      type: 'text',
      text: (output) => known(output, (row) => names.get(row)!),
    },
    {
      name: '_relevance',
      type: 'number',
      text: (output) =>
        known(output, (row) => String(Number(target.relevance(target.value(row)).toPrecision(6)))),
    },
  ];
}

/** Rows per group before and after; many: over 100, few: under 20, as studies of long tails count. */
function groupTable(groups: readonly TargetGroup[], after: (group: TargetGroup) => number) {
  return {
    targets: groups.map((group) => ({
      bin: group.name,
      rows: group.rows.length,
      after: after(group),
      shots: group.rows.length > 100 ? 'many' : group.rows.length < 20 ? 'few' : 'medium',
    })),
  };
}

/** A sentence where many rows lie at one end: they were cut off there, and nothing is known between. */
function piledUp({ rows, value }: Target, name: string): string[] {
  let [least, most] = [Infinity, -Infinity];
  for (const row of rows) {
    least = Math.min(least, value(row));
    most = Math.max(most, value(row));
  }
  if (least === most) return [];
  return [least, most].flatMap((end) => {
    const there = rows.reduce((n, row) => n + (value(row) === end ? 1 : 0), 0);
    if (there <= PILED * rows.length) return [];
    return [
      t`${many(there, 'row')} (${percent(there / rows.length)}) have ${name} ${end}, the ${end === least ? t('smallest') : t('largest')}: it may have been cut off there.`,
    ];
  });
}
