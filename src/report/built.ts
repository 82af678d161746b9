import { METHOD_CARDS } from '../engine/methods/cards';
import type { Remedy } from '../engine/metric';

const BUILT = new Set(METHOD_CARDS.map(({ id }) => id));

/** Whether a capability that an alert names is one of the methods. */
export function isBuilt(method: string): boolean {
  return BUILT.has(method);
}

/** The remedies that can be applied, best first. */
export function builtRemedies(remedies: readonly Remedy[]): Remedy[] {
  return remedies.filter(({ method }) => isBuilt(method));
}
