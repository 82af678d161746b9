import { classesOf } from '../table/classes';
import type { Json } from '../metric';
import type { Plan } from '../plan/plan';
import { outputRows } from '../plan/plan';
import { columnWith } from '../roles/roles';
import type { ExportFacts } from './exporter';

/** One class of the label, before and after a plan. */
export interface ClassFact {
  readonly label: string;
  readonly before: number;
  /** Rows of the output; a made row has its parent's class. */
  readonly after: number;
  /** Sum of the weights of its output rows; the rows themselves without weights. */
  readonly weightSum: number;
  /** Mean weight of its output rows, at full precision where the last step set it; 1 without weights. */
  readonly weight: number;
  /** Smallest and largest weight of its rows: they differ when weights are not by class alone. */
  readonly range: readonly [number, number];
}

/** The weight column that a plan adds, if any. */
export function weightColumn(plan: Plan) {
  return plan.columns.findLast((column) => column.role === 'weight');
}

/** Classes in class order; empty without a label. @throws Cancelled */
export function classFacts({ table, profiles, roles, plan, tick }: ExportFacts): ClassFact[] {
  const label = columnWith(roles, 'label');
  if (label === undefined) return [];
  const column = table.columns[label]!;
  const classes = classesOf(column, profiles[label]!);
  const added = weightColumn(plan);
  const k = classes.values.length;
  const [after, sums] = [new Float64Array(k), new Float64Array(k)];
  const [low, high] = [new Float64Array(k).fill(Infinity), new Float64Array(k).fill(-Infinity)];
  const outputs = outputRows(plan);
  for (let output = 0; output < outputs; output++) {
    if (output % 8192 === 0) tick(output, outputs);
    const index = classes.indexOf[column.codes[sourceOf(plan, output)]!]!;
    if (index < 0) continue;
    const weight = added ? Number(added.text(output)) : 1;
    after[index]!++;
    sums[index]! += weight;
    low[index] = Math.min(low[index]!, weight);
    high[index] = Math.max(high[index]!, weight);
  }
  const exact = exactWeights(plan);
  return classes.values.map((value, index) => {
    const mean = after[index]! > 0 ? sums[index]! / after[index]! : 0;
    const known = exact.get(value);
    // The table is of the step that set it: a later step may have taken rows away.
    const same = known !== undefined && Math.abs(known - mean) <= 2e-5 * Math.abs(mean);
    return {
      label: value,
      before: classes.counts[index]!,
      after: after[index]!,
      weightSum: sums[index]!,
      weight: same ? known : mean,
      range: after[index]! > 0 ? [low[index]!, high[index]!] : [0, 0],
    };
  });
}

/** The source row, of a made row its parent. */
export function sourceOf({ rows, made }: Plan, output: number): number {
  return output < rows.length ? rows[output]! : made!.parents[output - rows.length]!;
}

/** Unrounded mean weights by class, from the table that weight methods leave. */
function exactWeights({ tables }: Plan): Map<string, number> {
  const entries: readonly Json[] = Array.isArray(tables['classes']) ? tables['classes'] : [];
  return new Map(
    entries.flatMap((entry): [string, number][] => {
      const { class: name, weight } = (entry ?? {}) as Record<string, Json>;
      return typeof name === 'string' && typeof weight === 'number' ? [[name, weight]] : [];
    }),
  );
}
