import type { MethodContext } from '../../../method';
import type { Label } from '../../../metrics/label';
import { classCounts } from '../../../metrics/duplicates/parts/class-counts';
import type { Values } from '../../../params/params';
import { read } from '../../../params/values';
import { NO_ROW, type Draft, type MadeRows } from '../../../plan/plan';
import type { Table } from '../../../table/table';
import { many } from '../../../words';
import type { Leaving } from '../../plans';
import { keeperOf } from './keep';
import type { Merging } from './merged-cells';
import type { Sets } from './sets';
import { t } from '../../../language';

/** Rows that become one. */
export interface MergedSet {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** The row that stands for them: what is not merged is taken from it. */
  readonly kept: number;
}

/** The sets that are merged, by the row that stands for them, and what is said of the others. */
export interface MergedSets {
  readonly sets: readonly MergedSet[];
  /** Sets left as they are because too few of their labels agree. */
  readonly unsure: number;
  /** Train rows that leave because another part holds their like. */
  readonly leaks: number;
}

/** Why the row leaves that stood for a set, where another is made in its place. */
const MERGED = 'merged';

/**
 * Which sets are merged: of rows in scope only, and not where other parts of a split hold rows of the set, for whose sake
 * its train rows leave. @throws EngineError, Cancelled
 */
export function mergedSets(
  { clusters, inScope, isTrain, reason, similarity }: Sets,
  table: Table,
  values: Values,
  context: MethodContext,
  label: Label | undefined,
  leaving: Leaving,
): MergedSets {
  const keeper = keeperOf(table, values, context, 'merge-duplicates/keep', similarity);
  const least = read.number(values, 'minAgree')!;
  const sets: MergedSet[] = [];
  let [unsure, leaks] = [0, 0];
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    if (cluster % 4096 === 0) context.tick(cluster, clusters.count);
    const members = clusters.rows(cluster);
    const own = members.filter(inScope);
    const others = isTrain ? members.filter((row) => !isTrain(row)) : [];
    if (others.length > 0) {
      const [other] = keeper(Uint32Array.from(others), 1);
      for (const row of own) leaving.add(row, reason, other, similarity?.(row, other!));
      leaks += own.length;
      continue;
    }
    if (own.length < 2) continue;
    if (label && least > 0 && agreement(own, label) < least) unsure++;
    else sets.push({ rows: own, kept: keeper(own, 1)[0]! });
  }
  sets.sort((a, b) => a.kept - b.kept);
  return { sets, unsure, leaks };
}

/** The part of some rows that has their most frequent label; 1 where none has a label. */
function agreement(rows: Uint32Array, label: Label): number {
  const counts = classCounts(rows, label);
  const labelled = counts.reduce((sum, { count }) => sum + count, 0);
  return labelled === 0 ? 1 : counts[0]!.count / labelled;
}

/** A plan's rows, and the set of each output row; undefined where it stands for itself. */
export interface MergedPlan {
  readonly parts: Pick<Draft, 'rows' | 'made' | 'order'>;
  /** The source row of an output row, of a made one the row that stood for its set. */
  source(output: number): number;
  setOf(output: number): MergedSet | undefined;
}

/**
 * One row for each set: the row that stands for it where it holds all that is merged, else a made one in its place, for
 * which all rows of the set leave. Made rows are written where that row was.
 */
export function mergedRows(
  { sets }: MergedSets,
  merging: readonly Merging[],
  leaving: Leaving,
  { reason, similarity }: Pick<Sets, 'reason' | 'similarity'>,
  tick: MethodContext['tick'],
): MergedPlan {
  const made: MergedSet[] = [];
  const asItIs = new Map<number, MergedSet>();
  sets.forEach((set, i) => {
    if (i % 1024 === 0) tick(i, sets.length);
    const { rows, kept } = set;
    for (const row of rows) {
      if (row !== kept) leaving.add(row, reason, kept, similarity?.(row, kept));
    }
    if (merging.every((each) => each.isIn(kept, rows))) asItIs.set(kept, set);
    else {
      leaving.add(kept, MERGED, NO_ROW);
      made.push(set);
    }
  });
  const rows = leaving.staying();
  const madeOf = (output: number) => made[output - rows.length];
  const parts = made.length > 0 ? { rows, ...madeParts(rows, made, merging) } : { rows };
  return {
    parts,
    source: (output) => rows[output] ?? madeOf(output)!.kept,
    setOf: (output) => (output < rows.length ? asItIs.get(rows[output]!) : madeOf(output)),
  };
}

function madeParts(
  rows: Uint32Array,
  made: readonly MergedSet[],
  merging: readonly Merging[],
): { readonly made: MadeRows; readonly order: Uint32Array } {
  const none = new Uint32Array(made.length).fill(NO_ROW);
  return {
    made: {
      count: made.length,
      operation: 'merge',
      parents: Uint32Array.from(made, ({ kept }) => kept),
      neighbours: none,
      lambdas: new Float64Array(made.length).fill(NaN),
      numbers: merging.flatMap(({ column, number }) =>
        number
          ? [{ column, values: Float64Array.from(made, (set) => number(set.rows)), decimals: -1 }]
          : [],
      ),
      texts: merging.flatMap(({ column, text }) =>
        text ? [{ column, text: (index: number) => text(made[index]!.rows) }] : [],
      ),
    },
    order: inPlace(rows, made),
  };
}

/** Output numbers by source row; both lists are ascending. */
function inPlace(rows: Uint32Array, made: readonly MergedSet[]): Uint32Array {
  const order = new Uint32Array(rows.length + made.length);
  let [kept, next] = [0, 0];
  for (let at = 0; at < order.length; at++) {
    const isMade = next < made.length && !(rows[kept]! < made[next]!.kept);
    order[at] = isMade ? rows.length + next++ : kept++;
  }
  return order;
}

/** What is to be said of the sets. */
export function mergeNotices({ sets, unsure, leaks }: MergedSets): string[] {
  const found = [
    t`${many(sets.length, 'set')} ${sets.length === 1 ? t('becomes a row') : t('become a row each')}.`,
  ];
  if (unsure > 0) {
    found.push(
      t`${many(unsure, 'set')} ${unsure === 1 ? t('stays as it is') : t('stay as they are')}: too few of their labels agree.`,
    );
  }
  if (leaks > 0) {
    const equal = leaks === 1 ? t('equals a row') : t('equal rows');
    found.push(
      t`${many(leaks, 'train row')} ${equal} of another part and ${leaks === 1 ? t('leaves') : t('leave')}: what is tested on is not merged.`,
    );
  }
  return found;
}
