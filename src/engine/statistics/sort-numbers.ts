import type { TableTick } from '../table/table';
import { TICK_ROWS } from '../ticks';

/** Numbers that the machine sorts in one go, in some ten milliseconds. */
const RUN = 1 << 17;

/**
 * Sorts finite numbers in place, ascending. A long list is sorted run by run, then runs are merged, so that `tick` is
 * heard meanwhile: the machine's own sort of ten million numbers takes a second and hears nothing. @throws Cancelled
 */
export function sortNumbers(values: Float64Array, tick?: TableTick): Float64Array {
  const n = values.length;
  if (!tick || n <= RUN) return values.sort();
  const passes = 1 + Math.ceil(Math.log2(n / RUN));
  for (let from = 0; from < n; from += RUN) {
    tick(from, passes * n);
    values.subarray(from, from + RUN).sort();
  }
  let source = values;
  let target: Float64Array = new Float64Array(n);
  for (let width = RUN, pass = 1; width < n; width *= 2, pass++) {
    for (let from = 0; from < n; from += 2 * width) {
      merge(
        source,
        target,
        from,
        Math.min(n, from + width),
        Math.min(n, from + 2 * width),
        (at) => {
          tick(pass * n + at, passes * n);
        },
      );
    }
    [source, target] = [target, source];
  }
  if (source !== values) values.set(source);
  return values;
}

/** The ascending runs [from, middle) and [middle, end) of `source` as one in `target`. */
function merge(
  source: Float64Array,
  target: Float64Array,
  from: number,
  middle: number,
  end: number,
  tick: (at: number) => void,
): void {
  let left = from;
  let right = middle;
  for (let at = from; at < end; at++) {
    if (at % TICK_ROWS === 0) tick(at);
    const takesLeft = right === end || (left < middle && source[left]! <= source[right]!);
    target[at] = source[takesLeft ? left++ : right++]!;
  }
}
