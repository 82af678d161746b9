import { template } from '../../../detectors/template';
import { addBit, countBoth, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { resolveValues } from '../../../params/values';
import { columnWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { templateSettings } from '../../../templates/settings';
import { NO_TEMPLATE, textTemplates, type TextTemplates } from '../../../templates/text-templates';
import { everyRow } from '../../../ticks';
import { unsearched } from './near-leaks';
import type { SplitParts } from './split-parts';

/** Rows of evaluation parts whose text follows a template of train rows, equal ones included. */
export interface TemplateLeaks {
  readonly column: string;
  /** Templates of evaluation parts, and those that occur in train too. */
  readonly templates: number;
  readonly shared: number;
  /** Rows of evaluation parts with a text, and those of a shared template. */
  readonly texts: number;
  readonly rows: BitSet;
  readonly count: number;
}

const IN_TRAIN = 1;
const ELSEWHERE = 2;

/**
 * Templates across the parts, with the defaults of the search; null without a text, where texts follow no templates, or
 * where very many were not asked for. @throws Cancelled
 */
export function templateLeaks(
  table: Table,
  { train, evaluation }: SplitParts,
  context: MetricContext,
): TemplateLeaks | null {
  const column = columnWith(context.roles, 'text');
  if (column === undefined || unsearched(table, context)) return null;
  const settings = templateSettings(resolveValues(template.params));
  const found = textTemplates(table, column, settings, context.tick, true);
  if (found.structureless) return null;
  const sides = sidesOf(found, table, train, evaluation, context.tick);
  const rows = noBits(table.rowCount);
  let texts = 0;
  const ticked = everyRow(context.tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const own = hasBit(evaluation, row) ? found.of(row) : NO_TEMPLATE;
    if (own === NO_TEMPLATE) continue;
    texts++;
    if (sides[own]! & IN_TRAIN) addBit(rows, row);
  }
  const having = (bits: number) => sides.reduce((n, of) => n + ((of & bits) === bits ? 1 : 0), 0);
  return {
    column: table.columns[column]!.name,
    templates: having(ELSEWHERE),
    shared: having(IN_TRAIN | ELSEWHERE),
    texts,
    rows,
    count: countBoth(rows, rows),
  };
}

/** Per template whether it has train rows and rows of other parts. */
function sidesOf(
  found: TextTemplates,
  table: Table,
  train: BitSet,
  evaluation: BitSet,
  tick: MetricContext['tick'],
): Uint8Array {
  const sides = new Uint8Array(found.count);
  const ticked = everyRow(tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const own = found.of(row);
    if (own === NO_TEMPLATE) continue;
    if (hasBit(train, row)) sides[own]! |= IN_TRAIN;
    else if (hasBit(evaluation, row)) sides[own]! |= ELSEWHERE;
  }
  return sides;
}
