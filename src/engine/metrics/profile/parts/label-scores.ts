import type { MetricContext } from '../../../metric';
import { foldsOf, oneColumnScore, type Answer } from '../../../models/one-column-score';
import { holdsNumbers } from '../../../table/profile';
import { auditStream } from '../../../sampling/audit-random';
import type { SampledColumn } from '../../../sampling/sampled-columns';
import type { Table } from '../../../table/table';
import { isQuantity } from '../../label';
import type { Basis } from './association-bases';

/** How well single columns predict the label, out of fold. */
export interface LabelScores {
  readonly column: number;
  readonly name: string;
  /** `classes`: weighted F1 above the majority; `numbers`: error below that of the median. */
  readonly kind: Answer['kind'];
  /** Rows with a label. */
  readonly rows: number;
  /** Best first, at most 50. */
  readonly scores: readonly LabelScore[];
}

/** One column's score. */
export interface LabelScore {
  readonly column: number;
  readonly name: string;
  readonly id: boolean;
  /** 0: tells nothing; 1: gives the label away. */
  readonly score: number;
}

const LISTED = 50;
/** Classes that are told apart; the rest are one. Rows with a label, and rows of the second class, that are needed. */
const MOST_CLASSES = 50;
const FEWEST = 30;
const SECOND = 5;

/** Scores every column against the label; null where there is none, or too little of it. @throws Cancelled */
export function labelScores(
  table: Table,
  bases: readonly Basis[],
  context: MetricContext,
): LabelScores | null {
  const scored = bases.flatMap((basis) => scoresIn(table, basis, context));
  const first = scored[0];
  if (!first) return null;
  const scores = scored.flatMap((part) => part.scores);
  return {
    ...first,
    scores: scores.sort((a, b) => b.score - a.score || a.column - b.column).slice(0, LISTED),
  };
}

function scoresIn(table: Table, basis: Basis, context: MetricContext): LabelScores[] {
  const { label, columns, ids, isAsked } = basis;
  const answer = label && answerOf(label, table, context);
  if (!answer) return [];
  const folds = foldsOf(answer, auditStream('audit/folds'));
  const permuted = auditStream('audit/permuted');
  const asked = [...columns, ...ids].filter(({ index }) => isAsked(index, label.index));
  const scores = asked.map((column, i): LabelScore => {
    context.tick(i, asked.length);
    const { score } = oneColumnScore(column, answer, folds, permuted);
    return { column: column.index, name: column.name, id: ids.includes(column), score };
  });
  return [
    { column: label.index, name: label.name, kind: answer.kind, rows: labelled(answer), scores },
  ];
}

function answerOf(
  label: SampledColumn,
  table: Table,
  { profiles }: MetricContext,
): Answer | undefined {
  const profile = profiles[label.index]!;
  if (isQuantity(profile, table.rowCount) && holdsNumbers(profile) && label.numbers) {
    const answer: Answer = { kind: 'numbers', of: label.numbers };
    return labelled(answer) < FEWEST ? undefined : answer;
  }
  const counts = new Float64Array(label.levelCount);
  for (const level of label.levels) if (level >= 0) counts[level]!++;
  const order = Array.from(counts, (_, level) => level).sort(
    (a, b) => counts[b]! - counts[a]! || a - b,
  );
  const second = order[1];
  if (second === undefined || counts[second]! < SECOND) return undefined;
  const classOf = new Int32Array(label.levelCount);
  order.forEach((level, rank) => (classOf[level] = Math.min(rank, MOST_CLASSES - 1)));
  const answer: Answer = {
    kind: 'classes',
    of: label.levels.map((level) => (level < 0 ? -1 : classOf[level]!)),
    count: Math.min(order.length, MOST_CLASSES),
  };
  return labelled(answer) < FEWEST ? undefined : answer;
}

function labelled({ kind, of }: Answer): number {
  return kind === 'classes'
    ? of.filter((c) => c >= 0).length
    : of.filter((v) => Number.isFinite(v)).length;
}
