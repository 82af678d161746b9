import { totalmem } from 'node:os';

/** Bytes of a MB, as `ballast.memoryLimit` and `--memory` count them. */
export const MEGABYTE = 1 << 20;

/** A quarter of the machine. */
const SHARE = 4;
const MOST = 4096 * MEGABYTE;

/** Bytes that a dataset may take when nobody says otherwise: a quarter of the memory there is, at most 4096 MB. */
export function usualMemory(machine = memoryThereIs()): number {
  return Math.min(MOST, Math.floor(machine / SHARE));
}

/** The machine's memory, or that of the container around this process. */
function memoryThereIs(): number {
  // 0, or more than there is, where nothing constrains the process.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
