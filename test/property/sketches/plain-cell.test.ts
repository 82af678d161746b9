import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDate } from '../../../src/engine/cells/date';
import { isNullLike, readCell } from '../../../src/engine/cells/kind';
import { CellTag } from '../../../src/engine/table/table';
import { PLAIN_KINDS } from '../../../src/engine/table/sketch';
import { PlainCell } from '../../../src/engine/sketches/plain-cell';
import { cellText } from './cells';

const encoder = new TextEncoder();

/** What the text path says, as a glance would have it. */
function byText(text: string) {
  const { kind, number, date } = readCell(text, CellTag.text);
  // A zone, a half of the day and other orders take a longer look.
  const plainDate = date?.order === 'iso' && /^[\d\s/.:T-]*\dZ?\s*$/.test(text);
  const plain = kind === 'integer' || kind === 'float' || kind === 'code' || plainDate;
  return {
    kind: plain ? kind : 'other',
    value: plain ? (number?.value ?? NaN) : NaN,
    decimals: plain ? (number?.decimals ?? 0) : 0,
    time: plainDate ? readDate(text)!.time : NaN,
    nullLike: isNullLike(text),
  };
}

/** Blanks beyond ASCII around a cell are not taken off at a glance. */
const hasWideEdges = (text: string) =>
  text.trim() !== text.replace(/^[\t-\r ]+/, '').replace(/[\t-\r ]+$/, '');

test('a glance at the bytes says what reading the text does', () => {
  const cell = new PlainCell();
  fc.assert(
    fc.property(cellText, fc.nat(3), (text, before) => {
      if (hasWideEdges(text)) return;
      const bytes = encoder.encode('#'.repeat(before) + text + '7');
      cell.read(bytes, before, bytes.length - 1);
      const { value, decimals, time, nullLike } = cell;
      expect({ kind: PLAIN_KINDS[cell.kind], value, decimals, time, nullLike }).toEqual(
        byText(text),
      );
    }),
    { numRuns: 5000 },
  );
});
