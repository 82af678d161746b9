import type { Bins } from '../../../engine/table/sketch';
import { PLAIN_KINDS } from '../../../engine/table/sketch';
import { NO_BINS } from '../../../engine/sketches/bins';
import { REGISTERS } from '../../../engine/sketches/hyper-log-log';
import type { SketchState } from '../../../engine/sketches/state';

/** Places in the kernel's Sketch, in bytes. */
const At = {
  cells: 16,
  nullLike: 20,
  decimals: 24,
  odd: 28,
  minTime: 32,
  maxTime: 40,
  minLength: 48,
  maxLength: 52,
  min: 56,
  max: 64,
  kinds: 72,
  counts: 76,
  sums: 80,
  registers: 84,
  oddRows: 88,
  dates: 92,
  candidates: 108,
} as const;

const LONGEST_DATE = 64;
const Which = { numbers: 0, characters: 1, words: 2 } as const;

/** A sketch in the memory of a kernel. */
export interface KernelSketch {
  readonly memory: WebAssembly.Memory;
  readonly address: number;
  /** Values watched. */
  readonly candidates: number;
  /** Writes pairs of key and count to address `into` and returns how many; only counts them when it is 0. */
  list(which: number, into: number): number;
  take(bytes: number): number;
  give(block: number, bytes: number): void;
}

/** The state of an open column's sketch, copied out of the kernel. */
export function readSketch(sketch: KernelSketch): SketchState {
  const { memory, candidates } = sketch;
  const at = sketch.address >>> 0;
  const bins = [Which.numbers, Which.characters, Which.words].map((which) => binsOf(sketch, which));
  const view = new DataView(memory.buffer);
  const word = (place: number) => view.getUint32(at + place, true);
  const double = (place: number) => view.getFloat64(at + place, true);
  const words = (place: number, length: number) =>
    Array.from(new Uint32Array(memory.buffer, word(place), length));
  const text = (from: number, length: number) =>
    String.fromCharCode(...new Uint8Array(memory.buffer, word(At.dates) + from, length));
  const minTime = double(At.minTime);
  return {
    cells: word(At.cells),
    nullLike: word(At.nullLike),
    kinds: Float64Array.from(words(At.kinds, PLAIN_KINDS.length)),
    decimals: word(At.decimals),
    registers: new Uint8Array(memory.buffer, word(At.registers), REGISTERS).slice(),
    counts: Float64Array.from(words(At.counts, 5)),
    range: Float64Array.of(double(At.min), double(At.max)),
    sums: new Float64Array(memory.buffer, word(At.sums), 8).slice(),
    bins: bins[Which.numbers]!,
    characters: bins[Which.characters]!,
    words: bins[Which.words]!,
    dates: Number.isFinite(minTime)
      ? {
          minTime,
          min: text(0, word(At.minLength)),
          maxTime: double(At.maxTime),
          max: text(LONGEST_DATE, word(At.maxLength)),
        }
      : undefined,
    top: Float64Array.from({ length: candidates }, (_, i) =>
      view.getUint32(word(At.candidates) + i * 16 + 8, true),
    ),
    odd: words(At.oddRows, word(At.odd)),
  };
}

function binsOf({ memory, list, take, give }: KernelSketch, which: number): Bins {
  const length = list(which, 0);
  if (length === 0) return NO_BINS;
  const bytes = length * 8;
  const into = take(bytes) >>> 0;
  list(which, into);
  const pairs = new Uint32Array(memory.buffer, into, length * 2);
  const bins = { keys: new Uint32Array(length), counts: new Float64Array(length) };
  for (let i = 0; i < length; i++) {
    bins.keys[i] = pairs[i * 2]!;
    bins.counts[i] = pairs[i * 2 + 1]!;
  }
  give(into, bytes);
  return bins;
}
