import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { Values } from '../../../params/params';
import type { AddedColumn, Draft } from '../../../plan/plan';
import { EngineError } from '../../../problems';
import { rowNumbers, select } from '../../../plan/row-numbers';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { classesIn, type Levels } from '../../classes';
import { withoutUnlabelled } from '../../missing-label';
import { shuffled } from '../../plans';
import { overTargets } from './draw';
import { inGroups, type GroupScope } from './groups-within';
import { joinMakings, type ClassMaking } from './join-makings';
import { madeReports, type MadeReport } from './made-report';
import { madeRows, marksOf } from './made-rows';
import { nominalFeatures } from './nominal-features';
import { numericFeatures, scalesOf } from './numeric-features';
import { usableIn, type Features } from './space';
import type { Target } from './strategy';
import { UNDERSAMPLE, underSample } from './under-sample';
import { t } from '../../../language';

/** What the rows of a class are made from: the original rows in scope, or those of one group. */
export interface Ground {
  /** Prefix of all random streams. */
  readonly id: string;
  readonly values: Values;
  readonly context: MethodContext;
  readonly classes: Levels;
  readonly features: Features;
  /** Per numeric column; 0 where it is constant. */
  readonly scales: Float64Array;
  /** Rows of any class that may be a parent or a neighbour, ascending. */
  readonly usable: Uint32Array;
  /** The class of a row in scope; -1 without a label. */
  classOf(row: number): number;
  /** Rows of a class that may be a parent or a neighbour, ascending. */
  usableOf(index: number): Uint32Array;
}

/** Makes the rows of one targeted class from its ground. @throws EngineError, Cancelled */
export type MakeClass = (target: Target) => ClassMaking;

/** A method that makes rows class by class. */
export interface Synthesis {
  readonly id: string;
  /** Categories are compared and made too; absent: numbers alone. */
  readonly nominal?: 'and-numbers' | 'alone';
  /** Called once per ground, before its targets one by one. @throws EngineError, Cancelled */
  ground(ground: Ground, targets: readonly Target[]): MakeClass;
  /** Columns of the output, after all classes were made. `rows`: the source rows that are kept. */
  columns?(rows: Uint32Array): readonly AddedColumn[];
  /** Side tables, after all classes were made. */
  tables?(): Readonly<Record<string, Json>>;
}

/** One ground with what was made of it. */
interface Made {
  readonly group: GroupScope;
  readonly ground: Ground;
  readonly targets: readonly Target[];
  readonly makings: readonly ClassMaking[];
}

/**
 * The plan of a method that makes rows: per group and class the target of `strategy`, the rows made, the report on how
 * they lie, and what the shared parameters add (marks, dropped common rows, rows without a label).
 * @throws EngineError, Cancelled
 */
export function synthesise(
  table: Table,
  values: Values,
  context: MethodContext,
  synthesis: Synthesis,
): Draft {
  const classes = classesIn(table, context);
  const features = featuresOf(table, values, context, synthesis);
  const { done, notices } = inGroups(table, values, context, (group) => {
    const ground = groundOf(table, values, group, features, synthesis.id);
    const targets = overTargets(ground.classes, values);
    const makings = targets.map(synthesis.ground(ground, targets));
    return {
      done: { group, ground, targets, makings },
      notices: makings.flatMap((making) => making.notices),
    };
  });
  const makings = done.flatMap((each) => each.makings);
  const made = madeRows(table, context, values, features, {
    operation: synthesis.id,
    ...joinMakings(makings, features),
  });
  const under = dropCommon(classes, values, context, done, table.rowCount);
  const rows = under.rows ?? rowNumbers(table.rowCount);
  let reports: MadeReport[] | undefined;
  return withoutUnlabelled(table, values, context, {
    rows,
    ...(made.count ? { made } : {}),
    ...shuffled(values, context, rows.length + made.count),
    columns: [...(synthesis.columns?.(rows) ?? []), ...marksOf(values, { rows, made }, 'made')],
    removed: under.removed,
    notices: [...notices, ...under.notices],
    tables: {
      strategy: done.flatMap(strategyRows),
      // Guards and previews ask for it, other steps do not.
      get made() {
        return (reports ??= reportsOf(done, synthesis.id));
      },
      ...synthesis.tables?.(),
      ...under.tables,
    },
  });
}

/** @throws EngineError no-numeric-feature, no-nominal-feature, missing-values; Cancelled */
function featuresOf(
  table: Table,
  values: Values,
  context: MethodContext,
  { nominal }: Synthesis,
): Features {
  const missing = read.text(values, 'missing');
  if (!nominal) return { numeric: numericFeatures(table, context, missing) };
  const reading = { missing, emptyIsValue: read.flag(values, 'emptyIsValue') };
  const levels = nominalFeatures(table, context, reading);
  if (nominal === 'alone' && !levels.columns.length) {
    throw new EngineError(
      'no-nominal-feature',
      t('No column of categories is a feature: use `smote` for numbers.'),
    );
  }
  const alone = { ...context, roles: context.roles.map(() => 'ignored' as const) };
  const numeric = numericFeatures(
    table,
    nominal === 'alone' ? alone : context,
    missing,
    nominal !== 'alone' && !levels.columns.length,
  );
  return { numeric, nominal: levels };
}

/** What the rows of each class of a group are made from. @throws EngineError one-class; Cancelled */
export function groundOf(
  table: Table,
  values: Values,
  { context }: GroupScope,
  features: Features,
  id: string,
): Ground {
  const classes = classesIn(table, context);
  const mayUse = usableIn(features);
  const fitted = select(context.scope, mayUse);
  const scales = scalesOf(
    features.numeric,
    fitted,
    String(values['scale'] ?? 'none'),
    (done, total) => context.tick(done, total),
  );
  const { codes } = table.columns[classes.column]!;
  const classOf = (row: number) => classes.indexOf[codes[row]!]!;
  return {
    id,
    values,
    context,
    classes,
    features,
    scales,
    usable: select(fitted, (row) => classOf(row) >= 0),
    classOf,
    usableOf: (index) => select(classes.rows[index]!, mayUse),
  };
}

function strategyRows({ group, ground: { classes }, targets, makings }: Made): Json[] {
  return targets.map(({ index, rows }, i) => ({
    ...(group.name === undefined ? {} : { group: group.name }),
    class: classes.values[index]!,
    rows: classes.counts[index]!,
    added: rows,
    made: makings[i]!.parents.length,
    k: makings[i]!.k,
  }));
}

/** Reports of the groups with most made rows. */
const MOST_GROUPS = 20;

function reportsOf(done: readonly Made[], id: string): MadeReport[] {
  const size = ({ makings }: Made) => makings.reduce((sum, each) => sum + each.parents.length, 0);
  const chosen = [...done].sort((a, b) => size(b) - size(a)).slice(0, MOST_GROUPS);
  return chosen.flatMap(({ group, ground, targets, makings }) =>
    madeReports(ground, targets, makings, `${id}/report`).map((report) =>
      group.name === undefined ? report : { ...report, group: group.name },
    ),
  );
}

/** `undersample` judges the counts after adding, over all groups together. */
function dropCommon(
  classes: Levels,
  values: Values,
  context: MethodContext,
  done: readonly Made[],
  rowCount: number,
): ReturnType<typeof underSample> {
  const wanted = values[UNDERSAMPLE.id] === undefined ? { ...values, undersample: 'none' } : values;
  const added = new Map<string, number>();
  for (const { ground, targets, makings } of done) {
    targets.forEach(({ index }, i) => {
      const name = ground.classes.values[index]!;
      added.set(name, (added.get(name) ?? 0) + makings[i]!.parents.length);
    });
  }
  const total = classes.values.flatMap((name, index) => {
    const rows = added.get(name);
    return rows === undefined ? [] : [{ index, rows }];
  });
  return underSample(classes, total, wanted, context, rowCount);
}
