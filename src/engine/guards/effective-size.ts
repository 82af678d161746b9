import { diagnosticsOf } from '../methods/weights/parts/diagnostics';
import { everyRow } from '../ticks';
import { count, percent, times } from '../words';
import type { Guard } from './guard';
import { t } from '../language';

/** Uneven weights leave fewer effective rows (Kish 1965). */
export const effectiveSize: Guard = {
  code: 'G-ESS',
  rule: 'Weights leave at least half of the rows effective; below a twentieth they block.',
  check({ table, plan, context }) {
    const column = plan.columns.find((added) => added.role === 'weight');
    if (!column || !context.scope.length) return undefined;
    const inScope = new Uint8Array(table.rowCount);
    for (const row of context.scope) inScope[row] = 1;
    const ticked = everyRow((done, total) => context.tick(done, total));
    const found = new Float64Array(plan.rows.length);
    let n = 0;
    for (let output = 0; output < plan.rows.length; output++) {
      ticked(output, plan.rows.length);
      if (!inScope[plan.rows[output]!]) continue;
      const weight = Number(column.text(output));
      if (!Number.isNaN(weight)) found[n++] = weight;
    }
    const weights = found.subarray(0, n);
    if (!weights.length) return undefined;
    const { ess, essShare, max, rows } = diagnosticsOf(weights, context.tick);
    let total = 0;
    for (const weight of weights) total += weight;
    const heaviest = total > 0 ? (max * rows) / total : 0;
    const share = t`The weighted file is worth ${count(ess)} of ${count(rows)} rows (${percent(essShare)}).`;
    const note = { code: 'G-ESS', title: t('Effective rows.') } as const;
    if (essShare < 0.05) {
      return { ...note, level: 'block', message: t`${share} A few rows decide everything.` };
    }
    if (essShare < 0.5 || heaviest > 10.0001) {
      const why = t`The heaviest row counts ${times(heaviest)} times the mean; a lower cap or strength evens that out.`;
      return { ...note, level: 'warning', message: `${share} ${why}` };
    }
    return { ...note, level: 'passed', message: share };
  },
};
