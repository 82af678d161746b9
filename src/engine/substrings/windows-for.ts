import { KernelWindows } from './kernel-windows';
import { TwinWindows } from './twin-windows';
import type { Windows } from './windows';

/** Windows of so many bytes: the kernel where there is WebAssembly, else its twin. */
export function windowsFor(length: number): Windows {
  return KernelWindows.create(length) ?? new TwinWindows(length);
}
