import { template } from '../../../detectors/template';
import { hasBit } from '../../../kernels/bit-sets';
import { resolveValues } from '../../../params/values';
import { NO_ROW } from '../../../plan/plan';
import { templateSettings } from '../../../templates/settings';
import { NO_TEMPLATE, textTemplates } from '../../../templates/text-templates';
import { everyRow } from '../../../ticks';
import type { LeakSearch, TakeLeak } from './leaking-rows';

/** Rows whose text follows a template of the other side, each with the first row of it there. @throws EngineError, Cancelled */
export function templateLeaksOf(
  { table, parts, context }: LeakSearch,
  text: number,
  take: TakeLeak,
): void {
  const settings = templateSettings(resolveValues(template.params));
  const found = textTemplates(table, text, settings, context.tick);
  const first = [0, 1].map(() => new Uint32Array(found.count).fill(NO_ROW));
  const sideOf = (row: number) =>
    hasBit(parts.train, row) ? 0 : hasBit(parts.evaluation, row) ? 1 : -1;
  const ticked = everyRow(context.tick);
  const each = (visit: (row: number, side: number, own: number) => void, from: number) => {
    for (let row = 0; row < table.rowCount; row++) {
      ticked(from + row, 2 * table.rowCount);
      const [side, own] = [sideOf(row), found.of(row)];
      if (side >= 0 && own !== NO_TEMPLATE) visit(row, side, own);
    }
  };
  each((row, side, own) => {
    if (first[side]![own] === NO_ROW) first[side]![own] = row;
  }, 0);
  each((row, side, own) => {
    const other = first[1 - side]![own]!;
    if (other !== NO_ROW) take(row, other, NaN);
  }, table.rowCount);
}
