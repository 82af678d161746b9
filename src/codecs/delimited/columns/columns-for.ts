import type { TwinScanner } from '../twin-scanner';
import { KernelColumns } from './kernel-columns';
import { KernelScanner } from '../kernel-scanner';
import type { PartColumns, PartPlan } from './part-columns';
import { TwinColumns } from './twin-columns';

/** Columns that take what a scanner finds: in the memory of its kernel, if it has one. */
export function columnsFor(scanner: TwinScanner, plan: PartPlan): PartColumns {
  return scanner instanceof KernelScanner
    ? new KernelColumns(scanner, plan)
    : new TwinColumns(plan);
}
