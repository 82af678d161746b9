import { kindCode } from '../cells/cell-reader';
import type { ColumnProfile, StorageType } from '../table/profile';
import type { ColumnSketch } from '../table/sketch';
import { spreadLengths } from '../sketches/spread-bins';
import { quantile } from '../statistics/weighted-values';
import { MISSING, type Column, type Table } from '../table/table';
import { exactProfile } from './exact-profile';
import { headCells, otherCells, type HeadCells, type OtherCells } from './other-cells';
import { MANY_LEVELS, semanticOf } from './semantic-type';
import { FLAG_SPELLINGS, isNumeric, matchingKinds, SOME, typeOf, type Tally } from './storage-type';

/** How far shares of kinds may differ between the first rows and all before the first rows stand for nothing. */
const UNLIKE = 0.1;

/** A profile made of a sketch; not `certain` when the cells themselves should be asked, if memory allows. */
export interface Judged {
  readonly profile: ColumnProfile;
  readonly certain: boolean;
}

/**
 * The profile of an open column without its cells. Counts are exact; distinct values are an estimate, and where texts
 * are concerned the first rows stand for the rest. What is kept per code loads the column when it is touched.
 */
export function sketchProfile(column: Column, sketch: ColumnSketch, table: Table): Judged {
  const head = headCells(sketch.head);
  const others = otherCells(column, sketch, head, table);
  let tally = tallyOf(sketch, others, false);
  let type = typeOf(tally, () => []);
  const nullsAreMissing = sketch.nullLike > 0 && (isNumeric(type) || type === 'date');
  if (sketch.nullLike > 0 && !nullsAreMissing) {
    tally = tallyOf(sketch, others, true);
    type = typeOf(tally, () => []);
  }
  const words = sketch.words && spreadLengths(sketch.words);
  const semantic = semanticOf(type, tally, () => (words ? quantile(words, 0.5) : 0));
  const agreeing = matchingKinds(type).reduce((sum, kind) => sum + tally.cellsOf(kind), 0);
  const agreement = tally.cells === 0 ? 1 : Math.min(1, agreeing / tally.cells);
  const estimated = !(others?.known ?? false) && !isPlain(type);
  const needsWords = (type === 'text' || type === 'code') && !words;
  return {
    certain: isCertain(type, tally, sketch, head, others) && !needsWords,
    profile: opened(column, sketch, nullsAreMissing, {
      type,
      semantic,
      highCardinality: semantic === 'categorical' && tally.distinct > MANY_LEVELS,
      agreement,
      ...(estimated && { agreementEstimated: true }),
      missing: sketch.rows - tally.cells,
      distinct: tally.distinct,
      distinctEstimated: true,
      decimals: isNumeric(type) ? sketch.decimals : 0,
      ambiguousDates: type === 'date' && sketch.kinds.date === 0,
    }),
  };
}

/** Types that rest on cells told at a glance. */
const isPlain = (type: StorageType) => type === 'integer' || type === 'float' || type === 'code';

function tallyOf(sketch: ColumnSketch, others: OtherCells | undefined, withNulls: boolean): Tally {
  const { kinds, nullLike } = sketch;
  const nulls = withNulls ? nullLike : 0;
  const cells = sketch.cells - nullLike + nulls;
  const count = kinds.other - nullLike;
  return {
    cells,
    distinct: Math.min(cells, sketch.distinct),
    cellsOf(kind) {
      const plain = kind === 'integer' || kind === 'float' || kind === 'code' || kind === 'date';
      // Without a trace of what they are, the others are text.
      const other = others ? others.kinds[kindCode(kind)]! : kind === 'text' ? count : 0;
      return (plain ? kinds[kind] : 0) + other + (kind === 'text' ? nulls : 0);
    },
  };
}

/** Whether the type would be the same if every cell was read. */
function isCertain(
  type: StorageType,
  { cells, distinct }: Tally,
  sketch: ColumnSketch,
  head: HeadCells,
  others: OtherCells | undefined,
): boolean {
  if (distinct <= FLAG_SPELLINGS) return false;
  const count = sketch.kinds.other - sketch.nullLike;
  // Formatted numbers have values that were not summed, and other dates may be the first or the last.
  if (type === 'formatted-number') return false;
  if (type === 'date') return others !== undefined && others.known && !has(others, 'date');
  if (others?.known || (isPlain(type) && count < SOME * cells)) return true;
  if (others === undefined) return false;
  // Any formatted number may tip the balance, and so may others that the first rows do not show.
  if (isNumeric(type) && has(others, 'formatted-number')) return false;
  const numbers = sketch.kinds.integer + sketch.kinds.float;
  if (!isNumeric(type) && 2 * numbers >= cells) return false;
  return isLikeHead(sketch, head);
}

const has = ({ kinds }: OtherCells, kind: StorageType) => kinds[kindCode(kind)]! > 0;

/** Whether numbers, codes, dates and other cells have about the same shares in the first rows and in all. */
function isLikeHead({ kinds, cells, nullLike }: ColumnSketch, head: HeadCells): boolean {
  const all = cells - nullLike;
  if (head.cells === 0 || all === 0) return false;
  const inHead = (...of: StorageType[]) =>
    of.reduce((sum, kind) => sum + head.kinds[kindCode(kind)]!, 0) / head.cells;
  return [
    [(kinds.integer + kinds.float) / all, inHead('integer', 'float')],
    [kinds.code / all, inHead('code')],
    [kinds.date / all, inHead('date')],
    [0, inHead('formatted-number')],
  ].every(([whole, first]) => Math.abs(whole! - first!) <= UNLIKE);
}

type Judgement = Omit<
  ColumnProfile,
  'index' | 'nullLike' | 'missingCodes' | 'numbers' | 'disagreeing'
>;

/** A profile whose parts per code are read from the file when they are asked for. */
function opened(
  column: Column,
  { nullLike }: ColumnSketch,
  nullsAreMissing: boolean,
  judgement: Judgement,
): ColumnProfile {
  let read: ColumnProfile | undefined;
  const exact = () => (read ??= exactProfile(column, () => undefined));
  return {
    ...judgement,
    index: column.index,
    nullLike,
    get missingCodes() {
      return nullsAreMissing ? exact().missingCodes : [MISSING];
    },
    get numbers() {
      return isNumeric(judgement.type) ? exact().numbers : undefined;
    },
    get disagreeing() {
      const { agreement, agreementEstimated } = judgement;
      return agreement === 1 && !agreementEstimated ? [] : exact().disagreeing;
    },
  };
}
