import { findClusters } from '../kernels/row-clusters';
import { columnsFor } from '../methods/columns';
import type { ColumnsParam } from '../params/params';
import { EngineError } from '../problems';
import { read } from '../params/values';
import type { Detector, Search } from './detector';
import { respelledKey, SPELLINGS } from './spelling';
import { t } from '../language';

const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns to compare',
  summary:
    'Rows are copies when these columns agree; none means all columns but ids, and but the split where parts are compared.',
  default: [],
};

/** Rows that agree in all columns, or in some. */
export const exact: Detector = {
  id: 'exact',
  title: 'Equal rows',
  reason: 'exact',
  params: [
    COLUMNS,
    {
      kind: 'choice',
      id: 'normalise',
      title: 'Spelling',
      summary: 'Spellings of text that count as equal; numbers are always compared by value.',
      default: 'none',
      options: SPELLINGS,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'floatTolerance',
      title: 'Number grid',
      summary:
        'Numbers count as equal when they round to the same multiple of this; none is exact.',
      default: null,
      min: 1e-300,
      advanced: true,
    },
  ],
  find(search) {
    const { table, profiles, values, only, tick } = search;
    const columns = comparedColumns(search);
    if (!columns.length) {
      throw new EngineError(
        'bad-parameter',
        t('Every column is an id: name the `columns` to compare.'),
      );
    }
    const spelling = read.text(values, 'normalise');
    const tolerance = read.number(values, 'floatTolerance');
    const keys = columns.map((index) =>
      respelledKey(table, index, profiles[index]!, spelling, tolerance, tick),
    );
    return { clusters: findClusters(table, keys, { ...(only && { only }), tick }), columns };
  },
};

/**
 * The columns in which rows must agree to be copies, with those of `within`; all but ids (and but the split column,
 * where parts are compared) when none is named. @throws EngineError unknown-column
 */
export function comparedColumns({
  table,
  roles,
  values,
  within,
  acrossParts,
  apart = [],
}: Pick<Search, 'table' | 'roles' | 'values' | 'within' | 'acrossParts' | 'apart'>): number[] {
  const given = columnsFor(table, roles, COLUMNS, read.texts(values, 'columns'));
  const all = roles.flatMap((role, index) =>
    role === 'id' ||
    table.columns[index]!.made ||
    (role === 'split' && acrossParts) ||
    apart.includes(index)
      ? []
      : [index],
  );
  return [...new Set([...(given.length ? given : all), ...within])];
}
