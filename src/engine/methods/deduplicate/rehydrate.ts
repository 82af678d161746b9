import { flagOf } from '../../cells/flag';
import type { Method, MethodContext } from '../../method';
import type { ColumnParam, Values } from '../../params/params';
import { EngineError } from '../../problems';
import { columnWith } from '../../roles/roles';
import { rowNumbers } from '../../plan/row-numbers';
import {
  pooledSizes,
  rehydration,
  type Rehydrated,
  type SizeBin,
} from '../../statistics/rehydration';
import { findColumn, type Table } from '../../table/table';
import { everyRow } from '../../ticks';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { columnNamed } from '../columns';
import { concatenate, keepEverything, shuffled } from '../plans';
import { MARK_ROWS, marksOf } from '../resample/parts/made-rows';
import { SHUFFLE } from '../resample/parts/draw';
import { t } from '../../language';

/** The column in which the methods of this family write the size of a set. */
const WRITTEN = 'dup_cluster_size';
/** Sizes below which a curve says nothing. */
const FEWEST_SIZES = 4;

const SIZE: ColumnParam = {
  kind: 'column',
  id: 'sizeColumn',
  title: 'Size of the set',
  summary:
    'Column with the number of copies that a row stands for; `dup_cluster_size` when not set.',
  default: null,
};

const QUALITY: ColumnParam = {
  kind: 'column',
  id: 'quality',
  title: 'Quality',
  summary:
    'Column that says whether a row passes, yes or no, or how good it is; the score when not set.',
  default: null,
};

/** Repeats rows that stand for many copies where these are of high quality. */
export const rehydrate: Method = {
  id: 'rehydrate',
  family: 'deduplicate',
  title: 'Repeat by quality of copies',
  summary:
    'After copies were removed, rows are repeated by the size of their set where rows of such sets fail least.',
  cites: ['Penedo et al. 2025, FineWeb2'],
  needs: { optional: ['score', 'split'] },
  untried: 'It needs the sizes of sets, which a step before writes, and a column of quality.',
  changes: 'adds-rows',
  changesBy: { param: 'as', of: { column: 'columns' } },
  params: [
    SIZE,
    QUALITY,
    {
      kind: 'number',
      id: 'least',
      title: 'Passes from',
      summary: 'With a column of numbers: from which value on a row passes.',
      default: null,
    },
    {
      kind: 'number',
      id: 'maxTimes',
      title: 'Most times',
      summary: 'How often rows of the best sizes are written.',
      default: 5,
      min: 2,
      max: 100,
      integer: true,
    },
    {
      kind: 'number',
      id: 'smooth',
      title: 'Smoothed over',
      summary: 'Sizes over which a moving average is taken; 1 takes each as it is.',
      default: 5,
      min: 1,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'minRows',
      title: 'Fewest rows',
      summary: 'Sizes of fewer rows are put together with the next larger one.',
      default: 100,
      min: 1,
      integer: true,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'beyondSize',
      title: 'More often than there were copies',
      summary: 'Allows to write a row more often than the size of its set.',
      default: false,
      advanced: true,
    },
    {
      kind: 'choice',
      id: 'as',
      title: 'Written as',
      summary: 'Rows that are repeated, or a column that says how often.',
      default: 'rows',
      options: [
        { value: 'rows', title: 'Rows' },
        { value: 'column', title: 'Column `_repeat_count`' },
      ],
    },
    MARK_ROWS,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-REPEAT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const size = sizesOf(table, values, context);
    const passes = passesOf(table, values, context);
    const bins = pooledSizes(countedSizes(size, passes, context), read.number(values, 'minRows')!);
    if (bins.length === 0) {
      throw new EngineError('too-few-rows', t('No row in scope has both a size and a quality.'));
    }
    const curve = rehydration(
      bins,
      read.number(values, 'maxTimes')!,
      read.number(values, 'smooth')!,
    );
    const times = timesPerRow(table, curve, size, passes, values, context);
    const notices = noticesOf(curve);
    const tables = { removalBySize: curve.map((bin) => ({ ...bin })) };
    if (read.text(values, 'as') === 'column') {
      const column = {
        name: '_repeat_count',
        type: 'integer',
        text: (output: number) => String(times[output]!),
      } as const;
      return keepEverything(table.rowCount, { columns: [column], notices, tables });
    }
    const more: number[] = [];
    context.scope.forEach((row) => {
      for (let copy = 1; copy < times[row]!; copy++) more.push(row);
    });
    const rows = concatenate([rowNumbers(table.rowCount), Uint32Array.from(more)]);
    return keepEverything(table.rowCount, {
      rows,
      ...shuffled(values, context, rows.length),
      columns: marksOf(values, { rows }, 'rows'),
      notices: [
        t`${many(more.length, 'row')} ${more.length === 1 ? t('is') : t('are')} added.`,
        ...notices,
      ],
      tables,
    });
  },
};

/** Of a row; NaN and undefined where it does not say. */
type SizeOf = (row: number) => number;
type PassesOf = (row: number) => boolean | undefined;

/** @throws EngineError missing-role, no-numeric-feature, unknown-column */
function sizesOf(table: Table, values: Values, { profiles }: MethodContext): SizeOf {
  const given = read.textOrNull(values, SIZE.id);
  const index = given === null ? findColumn(table.columns, WRITTEN) : columnNamed(table, given);
  if (index < 0) {
    throw new EngineError(
      'missing-role',
      t`There is no column ${quoted(WRITTEN)}: name the column with the sizes of sets in \`sizeColumn\`.`,
    );
  }
  const { numbers } = profiles[index]!;
  const { codes, dictionary, name } = table.columns[index]!;
  if (!numbers && dictionary.size > 1) {
    throw new EngineError(
      'no-numeric-feature',
      t`Sizes of sets are numbers; ${quoted(name)} holds others.`,
    );
  }
  return (row) => numbers?.[codes[row]!] ?? NaN;
}

/** @throws EngineError missing-role, bad-parameter, unknown-column */
function passesOf(table: Table, values: Values, { roles, profiles }: MethodContext): PassesOf {
  const given = read.textOrNull(values, QUALITY.id);
  const index = given === null ? columnWith(roles, 'score') : columnNamed(table, given);
  if (index === undefined) {
    throw new EngineError(
      'missing-role',
      t('There is no column of scores: name the column that says whether rows pass in `quality`.'),
    );
  }
  const { codes, dictionary, name } = table.columns[index]!;
  const least = read.number(values, 'least');
  const { numbers } = profiles[index]!;
  if (least !== null && numbers) {
    return (row) => {
      const number = numbers[codes[row]!]!;
      return Number.isNaN(number) ? undefined : number >= least;
    };
  }
  const flags = Array.from({ length: dictionary.size }, (_, code) => flagOf(dictionary.text(code)));
  if (flags.every((flag) => flag === undefined) && dictionary.size > 1) {
    throw new EngineError(
      'bad-parameter',
      t`${quoted(name)} says neither yes nor no: with numbers say in \`least\` from which on a row passes.`,
    );
  }
  return (row) => flags[codes[row]!];
}

/** Rows in scope per size, ascending. */
function countedSizes(size: SizeOf, passes: PassesOf, { scope, tick }: MethodContext): SizeBin[] {
  const counts = new Map<number, { rows: number; failing: number }>();
  const ticked = everyRow((done, total) => {
    tick(done, total);
  });
  scope.forEach((row, i) => {
    ticked(i, scope.length);
    const own = size(row);
    const passed = passes(row);
    if (!(own >= 1) || passed === undefined) return;
    const of = counts.get(own) ?? { rows: 0, failing: 0 };
    of.rows++;
    if (!passed) of.failing++;
    counts.set(own, of);
  });
  return [...counts].sort(([a], [b]) => a - b).map(([own, of]) => ({ from: own, to: own, ...of }));
}

/** How often each row is written: those that fail, or say nothing, once. */
function timesPerRow(
  { rowCount }: Table,
  curve: readonly Rehydrated[],
  size: SizeOf,
  passes: PassesOf,
  values: Values,
  { scope }: MethodContext,
): Uint8Array {
  const beyond = read.flag(values, 'beyondSize');
  const times = new Uint8Array(rowCount).fill(1);
  scope.forEach((row) => {
    const own = size(row);
    if (!(own >= 1) || passes(row) !== true) return;
    const wanted = curve.find((bin) => own <= bin.to)!.times;
    times[row] = beyond ? wanted : Math.min(wanted, Math.max(1, Math.floor(own)));
  });
  return times;
}

function noticesOf(curve: readonly Rehydrated[]): string[] {
  const found: string[] = [];
  if (curve.length < FEWEST_SIZES) {
    found.push(
      t`There ${curve.length === 1 ? t('is one size') : t`are ${String(curve.length)} sizes`} of sets with enough rows: too few for a curve that means something.`,
    );
  }
  if (curve.every((bin) => bin.times === 1)) {
    found.push(t('Rows fail as often whatever the size of their set: none is repeated.'));
  }
  return found;
}
