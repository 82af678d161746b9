import type { MetricContext } from '../../../metric';
import { tokensOf } from '../../../role-guess/role-names';
import { SAMPLE, sampledColumns, sampleFor } from '../../../sampling/sampled-columns';
import { holdsNumbers } from '../../../table/profile';
import type { Table } from '../../../table/table';
import { rowNumbers } from '../../../plan/row-numbers';
import { many, quoted } from '../../../words';
import type { Label } from '../../label';
import { t } from '../../../language';

/** Probabilities that the file holds, for the rows that have all of them and a class. */
export interface GivenProbabilities {
  /** Ascending; `first`: they are from the beginning of the file. */
  readonly rows: Uint32Array;
  readonly first: boolean;
  /** Row-major, one per class, each row of sum 1. */
  readonly probabilities: Float64Array;
  readonly columns: readonly number[];
}

/** A row's probabilities may miss a sum of 1 by so much, for they are rounded. */
const SLACK = 0.01;
/** Numbers that are held at once; of more rows a sample is judged. */
const MOST_CELLS = 20_000_000;
const SAYS_PROBABILITY = new Set(['prob', 'proba', 'probability', 'p']);

/**
 * Columns with the role score or prediction whose names end in the classes, a column for each; of two classes one is
 * enough. undefined where there are none; a reason where they are no probabilities. @throws Cancelled (from tick)
 */
export function givenProbabilities(
  table: Table,
  context: MetricContext,
  { classes, column: label }: Label,
): GivenProbabilities | { readonly reason: string } | undefined {
  const candidates = candidatesOf(table, context);
  const columnOf = columnPerClass(candidates, classes.values);
  const indices = [...new Set(columnOf.values())];
  const k = classes.values.length;
  const lone = k === 2 && candidates.length === 1 && indices.length === 0 && saysSo(candidates[0]!);
  if (lone) indices.push(candidates[0]!.index);
  const isWhole = indices.length === k || (k === 2 && indices.length === 1);
  if (!isWhole || k < 2) return undefined;
  const all = table.rowCount * indices.length <= MOST_CELLS;
  const drawn = sampleFor(table, indices, all ? Infinity : SAMPLE);
  const sample = drawn.first || !all ? drawn : { rows: rowNumbers(table.rowCount), first: false };
  const cells = sampledColumns(table, indices, sample, context).map(({ numbers }) => numbers!);
  const classAt = (i: number) => classes.indexOf[label.codes[sample.rows[i]!]!]!;
  const places = sample.rows
    .map((_, i) => i)
    .filter((i) => classAt(i) >= 0 && cells.every((numbers) => !Number.isNaN(numbers[i])));
  if (places.length === 0) return undefined;
  const outside = places.filter((i) => cells.some(({ [i]: p }) => p! < 0 || p! > 1));
  const names = indices.map((index) => quoted(table.columns[index]!.name)).join(', ');
  if (outside.length > 0) {
    return {
      reason: t`${many(outside.length, 'row')} of ${names} are no probabilities: they lie outside of 0 to 1.`,
    };
  }
  const placeOf = new Map(indices.map((index, at) => [index, at]));
  const atClass = classes.values.map((_, c) => placeOf.get(columnOf.get(c) ?? -1) ?? -1);
  if (lone) atClass[likelier(places, cells[0]!, classAt)] = 0;
  const probabilities = new Float64Array(places.length * k);
  let off = 0;
  places.forEach((i, row) => {
    const own = atClass.map((at) =>
      at >= 0 ? cells[at]![i]! : 1 - cells[atClass.find((other) => other >= 0)!]![i]!,
    );
    const sum = own.reduce((a, b) => a + b, 0);
    if (Math.abs(sum - 1) > SLACK) off++;
    probabilities.set(
      own.map((p) => p / sum),
      row * k,
    );
  });
  if (off > 0) {
    return { reason: t`In ${many(off, 'row')} the probabilities ${names} do not add up to 1.` };
  }
  return {
    rows: places.map((i) => sample.rows[i]!),
    first: drawn.first,
    probabilities,
    columns: indices,
  };
}

/** The columns whose names end in the classes of the label, by class; none unless there is one for each. */
export function classProbabilities(
  table: Table,
  context: MetricContext,
  { classes }: Label,
): ReadonlyMap<number, number> {
  const found = columnPerClass(candidatesOf(table, context), classes.values);
  return found.size === classes.values.length ? found : new Map();
}

function candidatesOf(table: Table, { roles, profiles }: MetricContext) {
  return table.columns.filter(
    ({ index }) =>
      (roles[index] === 'score' || roles[index] === 'prediction') && holdsNumbers(profiles[index]!),
  );
}

const saysSo = ({ name }: { readonly name: string }) =>
  tokensOf(name).some((token) => SAYS_PROBABILITY.has(token));

/** Of each class the one column whose name ends in it; a name belongs to the longest class it ends in. */
function columnPerClass(
  columns: readonly { readonly index: number; readonly name: string }[],
  values: readonly string[],
): Map<number, number> {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  for (const { index, name } of columns) {
    const ends = values
      .map((value, c) => ({ c, length: value.trim().length }))
      .filter(({ c }) => endsIn(name, values[c]!))
      .sort((a, b) => b.length - a.length)[0];
    if (!ends) continue;
    if (found.has(ends.c)) taken.add(ends.c);
    found.set(ends.c, index);
  }
  for (const c of taken) found.delete(c);
  return found;
}

/** `p_cat` and `cat` end in `cat`, `bobcat` does not; `p1` ends in `1`, `p11` does not. */
function endsIn(name: string, value: string): boolean {
  const [whole, end] = [name.trim().toLowerCase(), value.trim().toLowerCase()];
  if (end === '' || !whole.endsWith(end)) return false;
  const before = whole.slice(0, whole.length - end.length).at(-1);
  if (before === undefined) return true;
  return /^\d/.test(end) ? !/[\d.]/.test(before) : !/[\p{L}\p{N}]/u.test(before);
}

/** The class of two whose rows have the larger mean. */
function likelier(
  places: Uint32Array,
  numbers: Float64Array,
  classAt: (i: number) => number,
): number {
  const [sums, counts] = [new Float64Array(2), new Float64Array(2)];
  for (const i of places) {
    sums[classAt(i)]! += numbers[i]!;
    counts[classAt(i)]!++;
  }
  return sums[1]! / counts[1]! >= sums[0]! / counts[0]! ? 1 : 0;
}
