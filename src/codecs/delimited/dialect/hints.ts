import type { ColumnProfile } from '../../../engine/table/profile';
import { profileColumns } from '../../../engine/table/profile-columns';
import type { Role } from '../../../engine/roles/roles';
import type { ColumnHint } from '../../../engine/sketches/state';
import { mostFrequent } from '../../../engine/statistics/extremes';
import { shiftOf } from '../../../engine/sketches/spread-bins';
import { weightedValues } from '../../../engine/statistics/weighted-values';
import { suggestRoles } from '../../../engine/roles/suggest-roles';
import {
  CellTag,
  countCodes,
  findColumn,
  MISSING,
  type Column,
  type Table,
} from '../../../engine/table/table';
import type { Charset } from '../../encodings/charset';

/** Values counted exactly in every open column, and the longest of them. */
const CANDIDATES = 16;
const LONGEST_CANDIDATE = 200;

/** Cells of the head from which those that are alike may say from how many values all are drawn. */
const TELLING = 8192;

/** Roles of columns by which rows are counted and drawn. */
const TELLS_APART: ReadonlySet<Role> = new Set<Role>(['label', 'group', 'domain', 'split']);

const noTick = () => undefined;

/**
 * What to expect of the columns of a file whose first rows are `head`; rows are told apart by columns of `keep` too.
 * @throws Cancelled (from tick)
 */
export function hintsFrom(
  head: Table,
  charset: Charset,
  keep: readonly string[] = [],
  tick: () => void = noTick,
): ColumnHint[] {
  const profiles = profileColumns(head, tick);
  tick();
  const { roles } = suggestRoles(head, profiles);
  const kept = new Set(keep.map((name) => findColumn(head.columns, name)));
  return head.columns.map((column, index) => {
    tick();
    return {
      ...hintFor(column, profiles[index]!, roles[index]!, charset),
      tellsApart: kept.has(index) ? 2 : TELLS_APART.has(roles[index]!) ? 1 : 0,
    };
  });
}

function hintFor(column: Column, profile: ColumnProfile, role: Role, charset: Charset): ColumnHint {
  const { type, semantic } = profile;
  const counts = countCodes(column);
  const numeric = type === 'integer' || type === 'float';
  counts[MISSING] = 0;
  const candidates = mostFrequent(counts, CANDIDATES)
    .filter((code) => counts[code]! > 1)
    .map((code) => ({
      value: charset.encode(column.dictionary.text(code)),
      tag: column.dictionary.tag(code),
    }))
    .filter(({ value }) => value.length <= LONGEST_CANDIDATE);
  return {
    expects: numeric ? 'number' : type === 'date' ? 'date' : 'other',
    shift: numeric && profile.numbers ? shiftFor(profile.numbers, counts) : 0,
    measuresText: semantic === 'free-text' || semantic === 'identifier',
    inKeys: role !== 'id',
    byValue: numeric || type === 'formatted-number',
    ...drawnFrom(profile, column.codes.length),
    candidates: candidates.map(({ value }) => value),
    ...(candidates.some(({ tag }) => tag !== CellTag.text) && {
      candidateTags: candidates.map(({ tag }) => tag),
    }),
  };
}

/**
 * Of n cells drawn from m values, n^2 / 2m are as one before where n is small beside m. Only said of fractions: whole numbers may be ids that return in
 * turn.
 */
function drawnFrom(
  { type, missing, distinct }: ColumnProfile,
  rows: number,
): Pick<ColumnHint, 'drawnFrom'> {
  const cells = rows - missing;
  if (type !== 'float' || cells < TELLING) return {};
  return { drawnFrom: cells ** 2 / (2 * Math.max(1, cells - distinct)) };
}

function shiftFor(numbers: Float64Array, counts: Float64Array): number {
  const of = weightedValues(numbers, counts);
  const shift = of.n === 0 ? 0 : shiftOf(of);
  return Number.isFinite(shift) ? shift : 0;
}
