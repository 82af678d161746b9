import type { Method, MethodContext } from '../../method';
import type { NestedTable, Values } from '../../params/params';
import { read } from '../../params/values';
import { EngineError } from '../../problems';
import { rake, type Margin } from '../../statistics/raking';
import type { Table } from '../../table/table';
import { quoted } from '../../words';
import { wantedMargin } from '../weights/parts/margins';
import { mixedGroups, type MixedGroups } from './parts/mixed-groups';
import { mixtureParams } from './parts/mixture-params';
import { budgetOf, mixturePlan } from './parts/mixture-plan';
import { asShares } from './parts/shares';
import { t } from '../../language';

const LIMITS = { low: 0, high: Infinity, maxIter: 1000, tol: 1e-12 };
/** A share this far off after all cycles cannot be had. */
const OFF = 1e-6;

/** Shares as they are typed. */
export const manualMixture: Method = {
  id: 'manual-mixture',
  family: 'mixture',
  title: 'Mix by hand',
  summary:
    'Shares that you type, of groups, of combinations of columns, or of several columns at once.',
  cites: ['Deming and Stephan 1940, On a Least Squares Adjustment of a Sampled Frequency Table'],
  needs: { anyOf: ['domain', 'group'], optional: ['text', 'split'] },
  untried: 'It needs shares.',
  changes: 'removes-rows',
  changesBy: { param: 'form', of: { weights: 'weights', copies: 'columns' } },
  params: mixtureParams(
    {
      kind: 'table',
      of: 'cells',
      id: 'shares',
      title: 'Shares',
      summary:
        'Shares or ratios of groups, as in `en=3, de=1`; of two columns as in `math|hard=2, code|easy=1`. None means equal shares.',
      default: {},
      min: 0,
    },
    {
      kind: 'choice',
      id: 'rest',
      title: 'Groups that are not named',
      summary: 'They keep the share they have, or are left out.',
      default: 'natural',
      options: [
        { value: 'natural', title: 'Natural share' },
        { value: 'zero', title: 'Left out' },
      ],
    },
    {
      kind: 'table',
      of: 'columns',
      id: 'margins',
      title: 'Shares column by column',
      summary:
        'Instead of the above: shares of each column, met at once, as in `domain: math=1, code=1; level: hard=1, easy=2`.',
      default: {},
      min: 0,
      advanced: true,
    },
  ),
  guards: ['G-SPLIT', 'G-CALIB', 'G-REPEAT', 'G-SUPPORT', 'G-EVIDENCE'],
  apply(table, values, context) {
    const margins = read.nested(values, 'margins');
    const columns = Object.keys(margins);
    const typed = read.table(values, 'shares');
    if (columns.length && Object.keys(typed).length) {
      throw new EngineError(
        'bad-parameter',
        t('`shares` and `margins` are two ways to say it: give one.'),
      );
    }
    const crossed = columns.length ? { ...values, columns } : values;
    const mixed = mixedGroups(table, crossed, context);
    const shares = columns.length
      ? rakedShares(table, mixed, margins, context)
      : typedShares(mixed, values);
    const budget = budgetOf(values, mixed);
    return mixturePlan(manualMixture.id, table, mixed, { shares, budget }, values, context);
  },
};

/** Equal ones where none is typed. @throws EngineError bad-parameter, unknown-class */
function typedShares({ groups, total }: MixedGroups, values: Values): number[] {
  const typed = read.table(values, 'shares');
  const names = groups.map(({ name }) => name);
  if (!Object.keys(typed).length) return names.map(() => 1 / names.length);
  const natural = groups.map(({ size }) => size);
  const column = t('the groups');
  if (read.text(values, 'rest') === 'natural') {
    return [...wantedMargin(column, { values: names }, natural, { [column]: typed }).shares];
  }
  const all = Object.fromEntries(names.map((name) => [name, 0]));
  const { shares } = wantedMargin(column, { values: names }, natural, {
    [column]: { ...all, ...typed },
  });
  return asShares([...shares].map((share) => share * total));
}

/** Cell shares that meet the shares of every column, closest to the natural ones. @throws EngineError bad-parameter, unknown-class; Cancelled */
function rakedShares(
  table: Table,
  { columns, groups }: MixedGroups,
  wanted: NestedTable,
  { tick }: MethodContext,
): number[] {
  const masses = Float64Array.from(groups, ({ size }) => size);
  const margins = columns.map((column, place): Margin => {
    const { name } = table.columns[column]!;
    const values = [...new Set(groups.map((group) => group.values[place]!))];
    const at = new Map(values.map((value, level) => [value, level]));
    const levelOf = Int32Array.from(groups, (group) => at.get(group.values[place]!)!);
    const sums = new Float64Array(values.length);
    levelOf.forEach((level, group) => (sums[level]! += masses[group]!));
    // A column may be named by its position.
    const own = wanted[name] ?? Object.values(wanted)[place]!;
    return { levelOf, shares: wantedMargin(name, { values }, sums, { [name]: own }).shares };
  });
  const { factors, errors } = rake(masses, margins, LIMITS, tick);
  const worst = errors.indexOf(Math.max(...errors));
  if (errors[worst]! > OFF) {
    throw new EngineError(
      'bad-parameter',
      t`These shares contradict each other in this file: ${quoted(table.columns[columns[worst]!]!.name)} stays off by ${errors[worst]!.toFixed(4)}, because combinations that would be needed have no rows.`,
    );
  }
  return asShares([...masses].map((mass, group) => mass * factors[group]!));
}
