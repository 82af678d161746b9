import { totalmem } from 'node:os';

/** Bytes of a MB, as `ballast.memoryLimit` and `--memory` count them. */
export const MEGABYTE = 1 << 20;

/** A quarter of the machine, and of a small one half. */
const SHARE = 4;
const OF_SMALL = 2;
const SMALL = 512 * MEGABYTE;
const MOST = 4096 * MEGABYTE;

/**
 * Bytes that a dataset may take when nobody says otherwise: a quarter of the memory there is, at most 4096 MB; where
 * that is less than 512 MB, as much as that but no more than half of the memory.
 */
export function usualMemory(machine = memoryThereIs()): number {
  const ofSmall = Math.min(SMALL, Math.floor(machine / OF_SMALL));
  return Math.min(MOST, Math.max(ofSmall, Math.floor(machine / SHARE)));
}

/** The machine's memory, or that of the container around this process. */
function memoryThereIs(): number {
  // 0, or more than there is, where nothing constrains the process.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
