import { METHODS } from '../engine/methods';
import type { Remedy } from '../engine/metric';

const BUILT = new Set(METHODS.map(({ id }) => id));

/** Whether a capability that an alert names is one of the methods. */
export function isBuilt(method: string): boolean {
  return BUILT.has(method);
}

/** The remedies that can be applied, best first. */
export function builtRemedies(remedies: readonly Remedy[]): Remedy[] {
  return remedies.filter(({ method }) => isBuilt(method));
}
