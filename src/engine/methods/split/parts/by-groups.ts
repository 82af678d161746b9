import type { RowClusters } from '../../../kernels/row-clusters';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { ColumnParam, NumberParam, Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { read } from '../../../params/values';
import { many } from '../../../words';
import { columnNamed } from '../../columns';
import { groupsOf, type Groups } from './group-kinds';
import { dealGroups } from './group-search';
import { undealt, type Dealt } from './part-plan';
import type { Parts } from './split-params';
import { t } from '../../../language';

/** The column whose shares whole groups are dealt by. */
export const STRATIFY_BY: ColumnParam = {
  kind: 'column',
  id: 'stratifyBy',
  title: 'Keep the shares of',
  summary:
    'Groups are dealt so that each part comes near the same shares of it; the label when not set.',
  default: null,
};

/** Orders in which groups are placed. */
export const RESTARTS: NumberParam = {
  kind: 'number',
  id: 'restarts',
  title: 'Attempts',
  summary: 'Orders in which groups are placed; the best result counts. Above 10,000 groups one.',
  default: 20,
  min: 1,
  max: 1000,
  integer: true,
  advanced: true,
};

/** Groups listed in the recipe. */
const LISTED = 50;

/** How groups are dealt. */
export interface Dealing {
  readonly values: Values;
  /** Stream of the orders in which groups are tried. */
  readonly stream: string;
  /** Whether shares of a column are kept; true when absent. */
  readonly stratify?: boolean;
}

/** Rows that were dealt group by group. */
export interface ByGroups {
  readonly dealt: Dealt;
  readonly tables: Readonly<Record<string, Json>>;
}

/**
 * Deals the rows in scope so that no set of `clusters` is in two parts; rows that are in none are dealt one by one.
 * @throws EngineError too-few-rows, unknown-column; Cancelled
 */
export function byGroups(
  table: Table,
  clusters: RowClusters,
  { names, shares }: Parts,
  { values, stream, stratify = true }: Dealing,
  context: MethodContext,
): ByGroups {
  const named = read.textOrNull(values, STRATIFY_BY.id);
  const by = named === null ? columnWith(context.roles, 'label') : columnNamed(table, named);
  const groups = groupsOf(table, clusters, stratify ? by : undefined, context);
  if (groups.count < names.length) {
    throw new EngineError(
      'too-few-rows',
      t`There ${groups.count === 1 ? t('is') : t('are')} ${many(groups.count, 'group')} for ${many(names.length, 'part')}: ask for fewer parts, or for smaller groups.`,
    );
  }
  const restarts = read.number(values, RESTARTS.id)!;
  const found = dealGroups(groups, shares, restarts, context.random, stream, context.tick);
  const dealt = undealt(table);
  const ticked = everyRow(context.tick);
  for (let group = 0; group < groups.count; group++) {
    ticked(group, groups.count);
    const part = found.partOf[group]!;
    if (group >= groups.sets) dealt[groups.firstRow[group]!] = part;
    else for (const row of clusters.rows(group)) dealt[row] = part;
  }
  return {
    dealt,
    tables: { groups: tableOfGroups(groups, found.partOf, names), balance: found.j },
  };
}

/** The largest groups, with the part they went to, and how many there are. */
function tableOfGroups(groups: Groups, partOf: Uint8Array, names: readonly string[]): Json {
  const { kinds, kindOf, firstRow, sets, count: all } = groups;
  const size = (group: number) => kinds[kindOf[group]!]!.rows;
  const perPart = new Uint32Array(names.length);
  for (const part of partOf) perPart[part]!++;
  const largest = [...Array(sets).keys()]
    .sort((a, b) => size(b) - size(a) || a - b)
    .slice(0, LISTED);
  return {
    groups: all,
    ofSeveralRows: sets,
    largest: largest.map((group) => ({
      firstRow: firstRow[group]!,
      rows: size(group),
      part: names[partOf[group]!]!,
    })),
    perPart: names.map((part, i) => ({ part, groups: perPart[i]! })),
  };
}
