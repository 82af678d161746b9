import type { Method, MethodContext } from '../../../method';
import type { Param, StrategyValue, Values } from '../../../params/params';
import type { Draft } from '../../../plan/plan';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { Leaving } from '../../plans';
import {
  CLEAN_STRATEGY,
  cleanedPlan,
  fewerNeighbours,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
  smallestClass,
  type NeighbourGround,
} from './neighbour-ground';
import { resolveStrategy } from './strategy';
import { SurvivingNeighbours } from './surviving-neighbours';
import { disagrees, RULE } from './vote';
import { t } from '../../../language';

/** How a method that edits repeatedly differs from others. */
interface RepeatedEditing extends Pick<Method, 'id' | 'title' | 'summary'> {
  /** What the parameter `k` counts. */
  readonly neighbours: string;
  /** Its own parameter. */
  readonly param: Param;
  /** `k`: the neighbours there are, up to those asked for. */
  passes(values: Values, k: number): Passes;
}

interface Passes {
  /** Neighbours per pass, ascending. */
  readonly ks: readonly number[];
  /** It ends after a pass that removes nothing. */
  readonly untilRest: boolean;
  /** It goes on when a class has fewer rows left than the smallest class had. */
  readonly allowMinority: boolean;
}

/** A method that edits again what editing left. */
export function repeatedEditing(editing: RepeatedEditing): Method {
  const { id, title, summary, neighbours, param, passes } = editing;
  return {
    id,
    family: 'resample',
    title,
    summary,
    cites: [
      'Tomek 1976, An experiment with the edited nearest-neighbor rule',
      'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
    ],
    needs: { required: ['label', 'feature'], optional: ['split'] },
    changes: 'removes-rows',
    compares: 'mixed',
    params: [CLEAN_STRATEGY, neighbourCount(3, neighbours), RULE, param, ...NEIGHBOUR_PARAMS],
    guards: ['G-HALF', ...NEIGHBOUR_GUARDS],
    apply(table, values, context) {
      const ground = neighbourGround(table, values, context);
      const k = Math.min(read.number(values, 'k')!, ground.points.count - 1);
      const edits = repeatedEdits(ground, values, passes(values, k));
      return editedPlan(table, values, context, ground, edits, id);
    },
  };
}

/** What repeated editing comes to. */
interface Edits {
  /** Points that left, per pass. */
  readonly passes: readonly Uint32Array[];
  /** Why it ended. */
  readonly end: 'nothing left to remove' | 'a class became smallest' | 'a class vanished' | 'done';
}

/**
 * One pass of edited nearest neighbours after another, each on what the one before left, with `strategy` resolved anew.
 * Ends after a pass that makes a class vanish, or (unless `allowMinority`) smaller than the smallest class was at first.
 * @throws EngineError bad-strategy, unknown-class; Cancelled
 */
function repeatedEdits(
  { classes, classOf, points, tick }: NeighbourGround,
  values: Values,
  { ks, untilRest, allowMinority }: Passes,
): Edits {
  const counts = [...classes.counts];
  const minority = smallestClass(counts);
  const least = counts[minority]!;
  const neighbours = new SurvivingNeighbours(points, ks.at(-1) ?? 1, tick);
  const passes: Uint32Array[] = [];
  for (const k of ks) {
    const targeted = new Uint8Array(counts.length);
    const strategy = values['strategy'] as StrategyValue;
    for (const { index } of resolveStrategy(
      { values: classes.values, counts },
      strategy,
      'clean',
    )) {
      targeted[index] = 1;
    }
    const asked = neighbours.left().filter((point) => targeted[classOf[point]!] === 1);
    neighbours.ask(asked);
    const rule = read.text(values, 'rule');
    const leaving = asked.filter((point) =>
      disagrees(neighbours.of(point, k), classOf, classOf[point]!, rule),
    );
    if (!leaving.length && untilRest) return { passes, end: 'nothing left to remove' };
    passes.push(leaving);
    neighbours.remove(leaving);
    for (const point of leaving) counts[classOf[point]!]!--;
    if (counts.includes(0)) return { passes, end: 'a class vanished' };
    if (!allowMinority && counts.some((count, index) => index !== minority && count < least)) {
      return { passes, end: 'a class became smallest' };
    }
  }
  return { passes, end: 'done' };
}

/** The plan of repeated editing; `reason`: why rows leave. */
function editedPlan(
  table: Table,
  values: Values,
  context: MethodContext,
  ground: NeighbourGround,
  { passes, end }: Edits,
  reason: string,
): Draft {
  const leaving = new Leaving(table.rowCount);
  for (const pass of passes) for (const point of pass) leaving.add(ground.rows[point]!, reason);
  return cleanedPlan(table, values, context, ground, leaving, {
    notices: [
      ...fewerNeighbours(read.number(values, 'k')!, ground.points.count - 1),
      ...(end === 'a class vanished' || end === 'a class became smallest'
        ? [
            t`It ended after pass ${passes.length}: ${end === 'a class vanished' ? t('a class vanished') : t('a class became smallest')}.`,
          ]
        : []),
    ],
    tables: { passes: passes.map((pass, i) => ({ pass: i + 1, removed: pass.length })) },
  });
}
