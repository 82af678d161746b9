import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { loadedIfRoom } from '../../../table/open-columns';
import { holdsNumbers, type ColumnProfile } from '../../../table/profile';
import { countCodes, isOpen, type Column, type Table, type TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { quoted } from '../../../words';
import { isQuantity, labelOf, type Label } from '../../label';
import { t } from '../../../language';

/** The label, and the number of each of its codes where it is a quantity. */
export interface Answers {
  readonly label: Label;
  /** By code, NaN where a cell is no number; absent: the label is a class. */
  readonly numbers?: Float64Array;
}

/** The label, be it a class or a quantity, each different number as a class; a reason when there is none. @throws Cancelled */
export function answersOf(
  table: Table,
  context: Pick<MetricContext, 'roles' | 'profiles' | 'tick'>,
): Answers | { readonly reason: string } {
  const index = columnWith(context.roles, 'label');
  const profile = index === undefined ? undefined : context.profiles[index];
  if (!profile || !isQuantity(profile, table.rowCount) || !holdsNumbers(profile)) {
    const label = labelOf(table, context);
    return 'reason' in label ? label : { label };
  }
  const column = table.columns[profile.index]!;
  if (isOpen(table, profile.index) && !loadedIfRoom(table, [column], context.tick)) {
    return { reason: t`The numbers of ${quoted(column.name)} take more memory than there is.` };
  }
  return numericLabel(column, profile, context.tick);
}

/** Numbers as classes: ascending, equal ones as one, however they are written. */
function numericLabel(column: Column, profile: ColumnProfile, tick: TableTick): Answers {
  const numbers = profile.numbers!;
  const rows = countCodes(column);
  const order = Uint32Array.from(numbers.keys())
    .filter((code) => rows[code]! > 0 && Number.isFinite(numbers[code]))
    .sort((a, b) => numbers[a]! - numbers[b]! || a - b);
  const codes: number[] = [];
  const counts: number[] = [];
  const indexOf = new Int32Array(numbers.length).fill(-1);
  const ticked = everyRow(tick);
  let counted = 0;
  for (const [i, code] of order.entries()) {
    ticked(i, order.length);
    if (codes.length === 0 || numbers[codes.at(-1)!] !== numbers[code]) {
      codes.push(code);
      counts.push(0);
    }
    indexOf[code] = codes.length - 1;
    counts[codes.length - 1]! += rows[code]!;
    counted += rows[code]!;
  }
  const missing = column.codes.length - counted;
  let values: string[] | undefined;
  const classes = {
    get values() {
      return (values ??= codes.map((code) => column.dictionary.text(code)));
    },
    codes,
    counts,
    indexOf,
    missing,
  };
  return { label: { column, name: column.name, classes }, numbers };
}
