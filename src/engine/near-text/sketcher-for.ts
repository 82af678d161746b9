import { KernelSketcher } from './kernel-sketcher';
import type { SketchSettings, TextSketcher } from './sketcher';
import { TwinSketcher } from './twin-sketcher';

/** The kernel where there is WebAssembly, else its twin. */
export function sketcherFor(settings: SketchSettings): TextSketcher {
  return KernelSketcher.create(settings) ?? new TwinSketcher(settings);
}
