import { EPSILON, NEARNESS, vector } from '../../../detectors/vector';
import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import { t } from '../../../language';
import type { MetricContext } from '../../../metric';
import { read, resolveValues } from '../../../params/values';
import { comparedAcross } from '../../../roles/compared-across';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { nearVectors, type NearVectors } from '../../../vectors/near-vectors';
import { comparedVectors, rowPoints, type RowPoints } from '../../../vectors/row-points';
import { count } from '../../../words';
import type { SplitParts } from './split-parts';

/** Rows of evaluation parts whose numbers are nearly those of a train row that agrees in all else, equal ones included. */
export interface NearNumberLeaks extends Pick<RowPoints, 'of' | 'columns'> {
  /** 1 - cosine of vectors, or part of the median distance to the nearest row. */
  readonly threshold: number;
  readonly rows: BitSet;
  readonly count: number;
}

/** Columns from which near numbers are no chance: of one column one row in twelve is below 0.13 medians, of three one in 700. */
const FEWEST = 3;
/** Rows of evaluation parts times all rows, up to which an audit looks for the nearest unasked. */
const MOST = 4e8;

/** Why near numbers are not searched; undefined where they are, and null where there are none to compare. */
export function numbersUnsearched(
  table: Table,
  { evaluationRows }: Pick<SplitParts, 'evaluationRows'>,
  { roles, profiles }: MetricContext,
): string | undefined | null {
  const compared = comparedVectors(roles, profiles);
  if (!compared || (compared.of === 'numbers' && compared.columns.length < FEWEST)) return null;
  const open = compared.columns.some((index) => table.columns[index]!.sketch);
  if (!open && evaluationRows * table.rowCount <= MOST) return undefined;
  return t`the nearest of ${count(table.rowCount)} rows are not looked for in an audit; \`duplicate-aware-split\` by near numbers searches them all.`;
}

/**
 * Near rows of numbers or vectors across the parts, with the defaults of the search; null where `numbersUnsearched` says
 * so. @throws Cancelled
 */
export function nearNumberLeaks(
  table: Table,
  parts: SplitParts,
  context: MetricContext,
): NearNumberLeaks | null {
  const { roles, profiles, tick } = context;
  const compared = comparedVectors(roles, profiles);
  if (!compared || numbersUnsearched(table, parts, context) !== undefined) return null;
  const points = rowPoints(table, profiles, compared, undefined, tick);
  const queries = Uint32Array.from(points.rows.keys()).filter((point) =>
    hasBit(parts.evaluation, points.rows[point]!),
  );
  const values = resolveValues(vector.params);
  const [epsilon, nearness] = [EPSILON, NEARNESS].map(({ id }) => read.number(values, id)!);
  const none = queries.length === 0 || points.points.dimensions === 0;
  const rows = none
    ? noBits(table.rowCount)
    : leakedRows(
        nearVectors(points, { epsilon: epsilon!, nearness: nearness!, queries, tick }),
        elseOf(table, compared, context),
        parts,
        table.rowCount,
        tick,
      );
  const threshold = compared.of === 'vectors' ? epsilon! : nearness!;
  return { ...compared, threshold, rows, count: countBoth(rows, rows) };
}

/** What must agree besides the numbers: all other columns that are compared; nothing besides vectors. */
function elseOf(
  table: Table,
  { of, columns }: Pick<RowPoints, 'of' | 'columns'>,
  { roles }: MetricContext,
): (row: number) => string {
  if (of === 'vectors') return () => '';
  const others = comparedAcross(table, roles).filter((index) => !columns.includes(index));
  const codes = others.map((index) => table.columns[index]!.codes);
  return (row) => codes.map((own) => own[row]).join();
}

function leakedRows(
  { rows, pairs, equalTo }: NearVectors,
  keyOf: (row: number) => string,
  { train, evaluation }: SplitParts,
  rowCount: number,
  tick: MetricContext['tick'],
): BitSet {
  const ticked = everyRow(tick);
  /** By first point: what else the train rows there say. */
  const known = new Map<number, Set<string>>();
  rows.forEach((row, point) => {
    ticked(point, rows.length);
    if (!hasBit(train, row)) return;
    const keys = known.get(equalTo[point]!) ?? new Set();
    known.set(equalTo[point]!, keys.add(keyOf(row)));
  });
  const near = new Map<number, number[]>();
  const note = (one: number, other: number) => {
    const others = near.get(one);
    if (others) others.push(other);
    else near.set(one, [other]);
  };
  pairs.first.forEach((one, i) => {
    ticked(i, pairs.first.length);
    note(one, pairs.second[i]!);
    note(pairs.second[i]!, one);
  });
  const leaked = noBits(rowCount);
  rows.forEach((row, point) => {
    ticked(point, rows.length);
    if (!hasBit(evaluation, row)) return;
    const first = equalTo[point]!;
    const key = keyOf(row);
    const has = (place: number) => known.get(place)?.has(key) === true;
    if (has(first) || near.get(first)?.some(has)) addBit(leaked, row);
  });
  return leaked;
}
