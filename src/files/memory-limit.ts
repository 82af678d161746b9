import { totalmem } from 'node:os';

/** Bytes of a MB, as `ballast.memoryLimit` and `--memory` count them. */
export const MEGABYTE = 1 << 20;

/** A quarter of the machine. */
const SHARE = 4;
const MOST = 4096 * MEGABYTE;

/** Bytes that a dataset may take when nobody says otherwise: a quarter of the machine's memory, at most 4096 MB. */
export function usualMemory(machine = totalmem()): number {
  return Math.min(MOST, Math.floor(machine / SHARE));
}
