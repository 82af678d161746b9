import type { Estimate } from './review-estimate';

/** A true set that was looked at, parted as the search parts it. Numbers of rows may be estimates. */
export interface ReviewedEntity {
  /** For each found set that its rows are in: its rows there, and all rows of the found set. */
  readonly parts: readonly { readonly members: number; readonly found: number }[];
}

/** What a review of sets says of a search for duplicates. */
export interface EntityEstimate {
  /** Of pairs of rows. */
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** Of rows: the mean share of its found set, and of its true set, that a row is rightly with (B-cubed). */
  readonly bCubedPrecision: Estimate | null;
  readonly bCubedRecall: Estimate | null;
  /** True sets that were found exactly. */
  readonly clusterRecall: Estimate | null;
  readonly judged: number;
}

/**
 * Precision and recall from true sets, each drawn by one of its rows, so that a set is drawn in proportion to its size and
 * weighs one by it (Binette et al. 2024). Ratio estimators with their correction for small samples.
 */
export function entityEstimate(entities: readonly ReviewedEntity[]): EntityEstimate {
  const known = entities.map(shapeOf);
  const ratio = (
    part: (of: EntityShape) => number,
    whole: (of: EntityShape) => number,
  ): Estimate | null => ratioEstimate(known.map(whole), known.map(part));
  const one = () => 1;
  return {
    precision: ratio(
      ({ size, missed }) => size - 1 - missed,
      ({ size, grown }) => size - 1 + grown,
    ),
    recall: ratio(
      ({ size, missed }) => size - 1 - missed,
      ({ size }) => size - 1,
    ),
    bCubedPrecision: ratio(({ extra }) => 1 - extra, one),
    bCubedRecall: ratio(({ size, missed }) => 1 - missed / size, one),
    clusterRecall: ratio(
      ({ size, exact }) => (exact ? 1 / size : 0),
      ({ size }) => 1 / size,
    ),
    judged: known.length,
  };
}

/** Means over the rows of a true set. */
interface EntityShape {
  readonly size: number;
  /** Rows of it that are not found with a row. */
  readonly missed: number;
  /** By how much the found set is larger. */
  readonly grown: number;
  /** Share of the found set that belongs elsewhere. */
  readonly extra: number;
  readonly exact: boolean;
}

function shapeOf({ parts }: ReviewedEntity): EntityShape {
  const size = parts.reduce((sum, { members }) => sum + members, 0);
  const mean = (of: (part: ReviewedEntity['parts'][number]) => number) =>
    parts.reduce((sum, part) => sum + part.members * of(part), 0) / size;
  const [first] = parts;
  return {
    size,
    missed: mean(({ members }) => size - members),
    grown: mean(({ found }) => found - size),
    extra: mean(({ members, found }) => (found - members) / found),
    exact: parts.length === 1 && first!.members === first!.found,
  };
}

/**
 * sum(part) / sum(whole), corrected by 1 + mean(A (B / mean B - A / mean A)) / ((n - 1) mean A), A of the whole, B of the
 * part, with its standard deviation (Cochran 1977); null where there is nothing to be right in.
 */
export function ratioEstimate(whole: readonly number[], part: readonly number[]): Estimate | null {
  const n = whole.length;
  const meanOf = (values: readonly number[]) => values.reduce((sum, own) => sum + own, 0) / n;
  const a = n > 0 ? meanOf(whole) : 0;
  if (a <= 0) return null;
  const b = meanOf(part);
  const plain = b / a;
  if (n === 1 || b === 0) return { value: plain, sd: 0 };
  const slant = meanOf(whole.map((own, i) => own * (part[i]! / b - own / a)));
  const value = plain * (1 + slant / ((n - 1) * a));
  const spread = whole.reduce(
    (sum, own, i) => sum + (own / a) ** 2 + (part[i]! / b) ** 2 - (2 * own * part[i]!) / (a * b),
    0,
  );
  const sd = plain * Math.sqrt(Math.max(0, spread) / (n * (n - 1)));
  return { value: Math.min(1, Math.max(0, value)), sd };
}
