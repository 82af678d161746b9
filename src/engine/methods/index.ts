import type { Method } from '../method';

/** Every method, in the order in which forms and documents list them. */
export const METHODS: readonly Method[] = [];
