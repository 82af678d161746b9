import { chiSquareTest } from '../../../statistics/chi-square';
import type { TableTick } from '../../../table/table';
import { crossCounts } from '../../imbalance/parts/cross-counts';
import type { Label } from '../../label';
import type { SplitSides } from './split-sides';

/** The classes of each part of a split. */
export interface PartClasses {
  readonly label: string;
  readonly classCount: number;
  /** Labelled rows per part, in the order of the parts. */
  readonly labelled: readonly number[];
  /** Total variation of the class shares of each part from those of train: 0 the same, 1 nothing in common. */
  readonly tv: readonly number[];
  /** The class with the fewest rows of each part, of those that it has; null without labels there. */
  readonly rarest: readonly ({ readonly value: string; readonly rows: number } | null)[];
  /** Rows per part of classes, most frequent first, at most 50. */
  readonly classes: readonly { readonly value: string; readonly rows: readonly number[] }[];
}

/** All counts besides. */
export interface CountedParts {
  readonly figures: PartClasses;
  /** Rows per part and class, row-major over the parts. */
  readonly counts: Float64Array;
  /** Per part the chance of class shares as far from those of train. */
  readonly p: readonly number[];
}

const LISTED = 50;

/** Classes by part. @throws Cancelled (from tick) */
export function partClasses(
  sides: SplitSides,
  { column, classes, name }: Label,
  tick: TableTick,
): CountedParts {
  const k = classes.codes.length;
  const parts = { codes: sides.column.codes, classes: asClasses(sides) };
  const counts = crossCounts(parts, { codes: column.codes, classes }, tick);
  const of = (part: number) => counts.subarray(part * k, (part + 1) * k);
  const train = new Float64Array(k);
  sides.parts.forEach((side, part) => {
    if (side.train) of(part).forEach((rows, i) => (train[i]! += rows));
  });
  const sum = (rows: Float64Array) => rows.reduce((all, n) => all + n, 0);
  const labelled = sides.parts.map((_, part) => sum(of(part)));
  const trained = sum(train);
  const tv = sides.parts.map(({ train: isTrain }, part) => {
    if (isTrain || labelled[part] === 0 || trained === 0) return 0;
    const own = of(part);
    return (
      own.reduce((all, n, i) => all + Math.abs(n / labelled[part]! - train[i]! / trained), 0) / 2
    );
  });
  const p = sides.parts.map(({ train: isTrain }, part) => {
    if (isTrain || labelled[part] === 0 || trained === 0) return 1;
    const cells = new Float64Array(2 * k);
    cells.set(train);
    cells.set(of(part), k);
    return chiSquareTest(cells, k).p;
  });
  const rarest = sides.parts.map((_, part) => {
    if (labelled[part] === 0) return null;
    const own = of(part);
    let least = -1;
    for (let i = 0; i < k; i++) {
      if (own[i]! > 0 && (least < 0 || own[i]! < own[least]!)) least = i;
    }
    return least < 0 ? null : { value: classes.values[least]!, rows: own[least]! };
  });
  const frequent = [...classes.counts.keys()].sort(
    (a, b) => classes.counts[b]! - classes.counts[a]! || a - b,
  );
  return {
    figures: {
      ...{ label: name, classCount: k, labelled, tv, rarest },
      classes: frequent.slice(0, LISTED).map((i) => ({
        value: classes.values[i]!,
        rows: sides.parts.map((_, part) => of(part)[i]!),
      })),
    },
    counts,
    p,
  };
}

/** The parts as if they were classes: what counting pairs needs of them. */
export function asClasses({ parts, ofCode }: SplitSides) {
  return {
    values: parts.map(({ name }) => name),
    codes: parts.map((_, i) => i),
    counts: parts.map(({ rows }) => rows),
    indexOf: ofCode,
    missing: 0,
  };
}
