import { PlainCell } from '../../engine/sketches/plain-cell';
import { shiftOf } from '../../engine/sketches/spread-bins';
import type { ColumnHint } from '../../engine/sketches/state';
import { PLAIN_KINDS } from '../../engine/sketch';
import { weightedValues } from '../../engine/statistics/weighted-values';
import { countCodes, type Column } from '../../engine/table';

const CANDIDATES = 16;
const DATE = PLAIN_KINDS.indexOf('date');

/** What to expect of a column whose first rows are `head`, which has its values as bytes. */
export function columnHint(head: Column): ColumnHint {
  const { dictionary } = head;
  const { arena, offsets } = dictionary.bytes!;
  const counts = countCodes(head);
  const cell = new PlainCell();
  const values = new Float64Array(dictionary.size).fill(NaN);
  let [numbers, dates, cells] = [0, 0, 0];
  for (let code = 1; code < dictionary.size; code++) {
    if (offsets[code] === offsets[code + 1]) continue;
    cell.read(arena, offsets[code]!, offsets[code + 1]!);
    if (cell.nullLike) continue;
    cells += counts[code]!;
    if (cell.kind === DATE) dates += counts[code]!;
    if (Number.isNaN(cell.value)) continue;
    numbers += counts[code]!;
    values[code] = cell.value;
  }
  const expects = numbers * 2 > cells ? 'number' : dates * 2 > cells ? 'date' : 'other';
  const order = Array.from({ length: dictionary.size - 1 }, (_, i) => i + 1)
    .filter((code) => counts[code]! > 1 && offsets[code]! < offsets[code + 1]!)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, CANDIDATES);
  return {
    expects,
    shift: expects === 'number' ? shiftOf(weightedValues(values, counts)) : 0,
    measuresText: expects === 'other',
    inKeys: true,
    byValue: expects === 'number',
    candidates: order.map((code) => arena.slice(offsets[code], offsets[code + 1])),
  };
}
