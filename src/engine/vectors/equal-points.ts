import type { Points } from '../kernels/nearest-neighbours';
import { fmix32 } from '../near-text/hashes';

/** Points of which no two are equal, and which of them each point equals. */
export interface DistinctPoints {
  readonly points: Points;
  /** By point: its number among the distinct ones. */
  readonly of: Uint32Array;
  /** By distinct point: how many points equal it. */
  readonly times: Uint32Array;
}

/** Equal points taken together, numbered in order of first appearance. */
export function distinctPoints({ count, dimensions, values }: Points): DistinctPoints {
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * count * dimensions);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count + 2)));
  const of = new Uint32Array(count);
  const first: number[] = [];
  const times: number[] = [];
  const equal = (a: number, b: number) => {
    for (let d = 0; d < dimensions; d++) {
      if (values[a * dimensions + d] !== values[b * dimensions + d]) return false;
    }
    return true;
  };
  for (let point = 0; point < count; point++) {
    let hash = 0x9747b28c;
    for (let i = 2 * point * dimensions; i < 2 * (point + 1) * dimensions; i++) {
      hash = (Math.imul(hash, 31) + fmix32(bits[i]!)) | 0;
    }
    let slot = fmix32(hash) & (slots.length - 1);
    while (slots[slot] !== 0 && !equal(first[slots[slot]! - 1]!, point)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] === 0) {
      slots[slot] = first.push(point);
      times.push(0);
    }
    of[point] = slots[slot]! - 1;
    times[of[point]!]!++;
  }
  const distinct = new Float64Array(first.length * dimensions);
  first.forEach((point, i) => {
    distinct.set(values.subarray(point * dimensions, (point + 1) * dimensions), i * dimensions);
  });
  return {
    points: { count: first.length, dimensions, values: distinct },
    of,
    times: Uint32Array.from(times),
  };
}
