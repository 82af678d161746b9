import { describe, expect, it } from 'vitest';
import { previewRun } from '../../../src/engine/preview/preview-run';
import { tableOf } from '../../../src/engine/table/table';
import { allocatedBy } from './allocated';
import { given, run } from './run';

/** Rows of which one in fifty is rare, and one in twenty is a copy of the row before. */
const ROWS = 200_000;
const subject = given(
  tableOf(
    ['a', 'b', 'y'],
    Array.from({ length: ROWS }, (_, i) => {
      const like = i % 20 === 1 ? i - 1 : i;
      return [`a${like % 500}`, `b${Math.floor(like / 500)}`, like % 50 ? 'ok' : 'fraud'];
    }),
  ),
  { y: 'label' },
);

/** Bytes per row that planning and counting allocate, whether or not they are let go again. */
function cost(method: string) {
  const planning = allocatedBy(() => run(subject, [{ method }]));
  const { plan } = planning.result;
  const counting = allocatedBy(() =>
    previewRun(subject.table, subject, planning.result, () => undefined, false),
  );
  return { planning: planning.bytes / ROWS, counting: counting.bytes / ROWS, plan };
}

describe('bytes per row of plans that drop rows', () => {
  it('random-undersample holds bits of what leaves and lists what stays', () => {
    const { planning, counting, plan } = cost('random-undersample');
    expect(plan.removed.count).toBe(ROWS * 0.94);
    expect(planning).toBeLessThan(2.5);
    expect(counting).toBeLessThan(20);
  });

  it('exact-dedup lists what stays, and holds notes of what leaves alone', () => {
    const { planning, counting, plan } = cost('exact-dedup');
    expect(plan.removed.count).toBe(ROWS * 0.05);
    expect(planning).toBeLessThan(26);
    expect(counting).toBeLessThan(10);
  });

  it('counts what is allocated', () => {
    const { bytes, result } = allocatedBy(() => {
      const list = new Uint32Array(100);
      return [list.slice(0, 10), list.subarray(5), Float64Array.from([1, 2])] as const;
    });
    expect(bytes).toBe(400 + 40 + 16);
    expect(result[0] instanceof Uint32Array && result[2] instanceof Float64Array).toBe(true);
  });
});
