import { comparedFeatures } from '../methods/resample/parts/compared-features';
import { gathered } from '../methods/resample/parts/numeric-features';
import { classesOf } from '../table/classes';
import { alwaysNumber, numericCells, type NumericCells } from '../table/numeric-cells';
import { changesOf } from '../method';
import { select } from '../plan/row-numbers';
import { extremes } from '../statistics/extremes';
import { countCodes, MISSING } from '../table/table';
import { count, listed, many, percent, quoted } from '../words';
import { columnWith } from '../roles/roles';
import type { Guard, GuardSubject } from './guard';
import { t } from '../language';

const named = ({ table }: GuardSubject, columns: readonly number[]) =>
  listed(columns.map((index) => quoted(table.columns[index]!.name)));

/** Neighbours say little when there are many columns and few rows. */
export const dimension: Guard = {
  code: 'G-DIM',
  rule: 'Distances over more columns than rare rows, or over more than 50, say little.',
  check(subject) {
    const { table, context } = subject;
    const label = columnWith(context.roles, 'label');
    if (label === undefined) return undefined;
    const { counts } = classesOf(table.columns[label]!, context.profiles[label]!, context.scope);
    const { columns, nominal } = comparedFeatures(subject.method, context, subject.values);
    const d = columns.length + nominal.length;
    const least = counts[extremes(counts).rarest] ?? Infinity;
    const note = { code: 'G-DIM', title: t('Many columns.') } as const;
    if (d > 50 || d > least) {
      return {
        ...note,
        level: 'warning',
        message: t`Distances are taken over ${count(d)} columns, and the rarest class has ${many(least, 'row')}. Neighbours are then hardly nearer than other rows.`,
      };
    }
    return {
      ...note,
      level: 'passed',
      message: t`Distances are taken over ${many(d, 'column')}, enough rows for that.`,
    };
  },
};

/** What interpolation can and cannot make of the columns. */
export const types: Guard = {
  code: 'G-TYPE',
  rule: 'Only numbers are interpolated, whole numbers are rounded, everything else is copied.',
  check(subject) {
    const { context, method } = subject;
    const { columns, nominal, others } = comparedFeatures(method, context, subject.values);
    const note = { code: 'G-TYPE', title: t('Not every column is a number.') } as const;
    const numbers = others.filter((column) => context.profiles[column]!.semantic === 'numeric');
    if (method.compares === 'categories' && numbers.length) {
      return {
        code: 'G-TYPE',
        level: 'block',
        title: t('Some columns are numbers.'),
        message: t`${named(subject, numbers)} ${numbers.length === 1 ? t('is a number') : t('are numbers')}, which this method does not compare: made rows would copy ${numbers.length === 1 ? t('it') : t('them')}. Use \`smotenc\`.`,
      };
    }
    const wide = nominal.filter((column) => manyLevels(subject, column));
    if (wide.length) {
      return {
        code: 'G-TYPE',
        level: 'warning',
        title: t('Very many categories.'),
        message: t`${named(subject, wide)} ${wide.length === 1 ? t('has') : t('have')} more than ${MANY_LEVELS} values, more than a fifth of the rows: neighbours hardly ever share one.`,
      };
    }
    if (others.length) {
      return {
        ...note,
        level: 'warning',
        message: t`${named(subject, others)} ${others.length === 1 ? t('is') : t('are')} left out of distances, and made rows copy ${others.length === 1 ? t('it') : t('them')} from the first parent.`,
      };
    }
    const cells = numericCells(subject.table, context.profiles, columns, context.tick);
    const piled = columns.filter((column, at) => pileUp(subject, column, cells[at]!) > 0.05);
    if (piled.length) {
      return {
        code: 'G-TYPE',
        level: 'note',
        title: t('Values pile up.'),
        message: t`More than 5% of the rows have the smallest or largest value of ${named(subject, piled)}. Made rows may lie between, where no row is.`,
      };
    }
    const whole = columns.filter((column) => context.profiles[column]!.type === 'integer');
    if (whole.length) {
      return {
        code: 'G-TYPE',
        level: 'note',
        title: t('Whole numbers.'),
        message: t`Made values of ${named(subject, whole)} are rounded to whole numbers.`,
      };
    }
    return {
      code: 'G-TYPE',
      level: 'passed',
      ...(nominal.length
        ? {
            title: t('Numbers and categories.'),
            message: t(
              'Made rows have categories that occur, and numbers between those of parents.',
            ),
          }
        : {
            title: t('Only numbers.'),
            message: t('All features are numbers that can be interpolated.'),
          }),
    };
  },
};

/** More than so many values, and more than so large a share of the rows: no category of a useful size. */
const MANY_LEVELS = 50;
const MANY_SHARE = 0.2;

function manyLevels({ context }: GuardSubject, column: number): boolean {
  const { distinct } = context.profiles[column]!;
  return distinct > MANY_LEVELS && distinct > MANY_SHARE * context.scope.length;
}

/** Larger share of rows in scope at the smallest or at the largest value, 0 for two values or fewer. */
function pileUp({ table, context }: GuardSubject, column: number, cells: NumericCells): number {
  if (context.profiles[column]!.distinct <= 2) return 0;
  const whole = context.scope.length === table.rowCount;
  const { numbers, byRow } = cells;
  const counts = byRow
    ? undefined
    : countCodes(table.columns[column]!, whole ? undefined : context.scope, context.tick);
  const values = byRow && !whole ? gathered(cells, context.scope, context.tick) : numbers;
  let [low, high, atLow, atHigh, n] = [Infinity, -Infinity, 0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const count = counts ? counts[at]! : 1;
    const value = values[at]!;
    if (count === 0 || !Number.isFinite(value)) continue;
    n += count;
    if (value < low) {
      low = value;
      atLow = 0;
    }
    if (value > high) {
      high = value;
      atHigh = 0;
    }
    if (value === low) atLow += count;
    if (value === high) atHigh += count;
  }
  return n ? Math.max(atLow, atHigh) / n : 0;
}

/** Rows with missing numbers are not used as parents: missing cells are information too. */
export const missing: Guard = {
  code: 'G-MISS',
  rule: 'Rows that lack a number are told by class; above 20% they block.',
  check(subject) {
    const { context, values, method } = subject;
    const { columns, nominal } = comparedFeatures(method, context, subject.values);
    const emptyCounts = values['emptyIsValue'] !== true;
    const cells = numericCells(subject.table, context.profiles, columns, context.tick);
    const holed = cells.filter((own, at) => !alwaysNumber(context.profiles[columns[at]!]!, own));
    const lacks = [
      ...holed.map(lacksNumber),
      ...(emptyCounts ? nominal.map((column) => lacksValue(subject, column)) : []),
    ];
    const excluded = lacks.length
      ? select(context.scope, (row) => lacks.some((lack) => lack(row)), context.tick)
      : new Uint32Array(0);
    const what = nominal.length ? t('a value') : t('a number');
    const share = context.scope.length ? excluded.length / context.scope.length : 0;
    const note = { code: 'G-MISS', title: t('Empty numbers.') } as const;
    if (!excluded.length) {
      return { ...note, level: 'passed', message: t`No row lacks ${what} that is used.` };
    }
    if (values['missing'] === 'impute') {
      return {
        ...note,
        level: 'note',
        message: t`${many(excluded.length, 'row')} (${percent(share)}) lack ${what}: distances use the median${nominal.length ? t(' or the most frequent value') : ''} of the column${subject.plan.made ? t(', and empty cells of a parent stay empty') : ''}.`,
      };
    }
    return {
      ...note,
      level: share > 0.2 ? 'block' : 'note',
      message: t`${many(excluded.length, 'row')} (${percent(share)}) lack ${what} and are ${changesOf(method, values) === 'removes-rows' ? t('not compared') : t('no parents')}: ${classMix(subject, excluded)}.`,
    };
  },
};

type Lacks = (row: number) => boolean;

function lacksNumber({ codes, numbers }: NumericCells): Lacks {
  return (row) => !Number.isFinite(numbers[codes[row]!]!);
}

function lacksValue({ table, context }: GuardSubject, column: number): Lacks {
  const { codes } = table.columns[column]!;
  const missing = new Set([MISSING, ...context.profiles[column]!.missingCodes]);
  return (row) => missing.has(codes[row]!);
}

function classMix({ table, context }: GuardSubject, rows: Uint32Array): string {
  const label = columnWith(context.roles, 'label');
  if (label === undefined) return t`${count(rows.length)} rows`;
  const { values, counts } = classesOf(table.columns[label]!, context.profiles[label]!, rows);
  return listed(values.map((value, index) => t`${count(counts[index]!)} of ${quoted(value)}`));
}
