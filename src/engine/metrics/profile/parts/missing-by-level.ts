import { classesOf, type Classes } from '../../../table/classes';
import { countCodesOf } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { columnsWith } from '../../../roles/roles';
import { wilson } from '../../../statistics/wilson';
import type { Column, Table } from '../../../table/table';
import type { Label } from '../../label';
import type { Gaps, MissingProfile } from '../missing-profile';

/** Levels compared per column, and entries in all. */
const LEVELS = 20;
const ENTRIES = 2000;

/** Missing rate of each column with gaps, per class of the label and per level of each group. */
export function missingByLevel(
  table: Table,
  { roles, profiles, tick }: MetricContext,
  gaps: Gaps,
  label: Label | undefined,
): MissingProfile['byLevel'] {
  const by: { column: Column; classes: Classes }[] = columnsWith(roles, 'group').map((index) => ({
    column: table.columns[index]!,
    classes: classesOf(table.columns[index]!, profiles[index]!),
  }));
  if (label) by.unshift(label);
  const entries: MissingProfile['byLevel'][number][] = [];
  for (const { column, classes } of by) {
    if (classes.codes.length > LEVELS) continue;
    gaps.columns.forEach(({ index, bits }, done) => {
      if (index === column.index || entries.length + classes.codes.length > ENTRIES) return;
      const missing = new Float64Array(classes.indexOf.length);
      countCodesOf(bits, column.codes, missing, () => tick(done, gaps.columns.length));
      classes.values.forEach((level, i) => {
        const n = classes.counts[i]!;
        const of = missing[classes.codes[i]!]!;
        entries.push({ column: index, by: column.index, level, n, missing: of, ...wilson(of, n) });
      });
    });
  }
  return entries;
}
