import { KernelWindows } from './kernel-windows';
import { TwinWindows } from './twin-windows';
import type { Windows } from './windows';

/** Windows of so many bytes with a sieve for `grams`: the kernel where there is WebAssembly, else its twin. */
export function windowsFor(length: number, grams: number): Windows {
  return KernelWindows.create(length, grams) ?? new TwinWindows(length, grams);
}
