import { MISSING, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Places per value up to which whole numbers get a place each. */
const DENSE = 4;

/**
 * The first code that holds the same number, per code; NaN, infinities and codes that are not `wanted` stand for
 * themselves. -0 equals 0. Undefined when no two codes hold the same number. Typed tables: a map of boxed keys takes
 * ten times as long on a million values. @throws Cancelled (from tick)
 */
export function firstOfEqual(
  numbers: Float64Array,
  wanted: (code: number) => boolean,
  tick?: TableTick,
): Uint32Array | undefined {
  const ticked = everyRow(tick);
  let min = Infinity;
  let max = -Infinity;
  let kept = 0;
  let whole = true;
  for (let code = 1; code < numbers.length; code++) {
    const value = numbers[code]!;
    if (!Number.isFinite(value)) continue;
    kept++;
    if (value < min) min = value;
    if (value > max) max = value;
    whole &&= Number.isInteger(value);
  }
  if (kept < 2) return undefined;
  const find =
    whole && max - min <= DENSE * kept ? byPlace(numbers, min, max) : byHash(numbers, kept);
  let firsts: Uint32Array | undefined;
  for (let code = 1; code < numbers.length; code++) {
    ticked(code, numbers.length);
    if (!Number.isFinite(numbers[code]) || !wanted(code)) continue;
    const first = find(code);
    if (first === code) continue;
    firsts ??= Uint32Array.from(numbers, (_, own) => own);
    firsts[code] = first;
  }
  return firsts;
}

/** The first code asked for that holds the number of a code, itself if there was none. */
type Find = (code: number) => number;

function byPlace(numbers: Float64Array, min: number, max: number): Find {
  const places = new Uint32Array(max - min + 1);
  return (code) => {
    const place = numbers[code]! - min;
    const first = places[place]!;
    if (first !== MISSING) return first;
    places[place] = code;
    return code;
  };
}

/** Open addressing over the bits of the doubles, at most half full. */
function byHash(numbers: Float64Array, kept: number): Find {
  let capacity = 16;
  while (capacity < 2 * kept) capacity *= 2;
  const slots = new Uint32Array(capacity);
  const value = new Float64Array(1);
  const halves = new Uint32Array(value.buffer);
  return (code) => {
    // Adding 0 folds -0 into 0.
    const own = numbers[code]! + 0;
    value[0] = own;
    let hash = Math.imul(halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 13)) & (capacity - 1);
    for (;;) {
      const first = slots[slot]!;
      if (first === MISSING) {
        slots[slot] = code;
        return code;
      }
      if (numbers[first] === own) return first;
      slot = (slot + 1) & (capacity - 1);
    }
  };
}
