import { describe, expect, it } from 'vitest';
import type { EngineError } from '../../../src/engine/problems';
import { codecFor } from '../../../src/codecs';
import { bytesOf, noTick, problem, read } from './reading';

const ROWS = 'id,name\n' + '1,a\n'.repeat(2000);

describe('broken files', () => {
  it.each([
    ['first', 'id,name\n1,"a\n' + '1,a\n'.repeat(2000), 1, 8],
    ['middle', `${ROWS}1,"a\n${'1,a\n'.repeat(2000)}`, 2001, ROWS.length],
    ['last', `${ROWS}1,"a\n`, 2001, ROWS.length],
  ])('a quote never closed in the %s row is named with its place', (_, text, line, byte) => {
    const found = read(text);
    expect(problem(found, 'unclosed-quote')?.place).toEqual({ row: line - 1, line, byte });
    expect(found.table.rowCount).toBe(line);
  });

  it('a file without line ends is refused, and twenty thousand columns are not', () => {
    const wide = (columns: number) => '1,'.repeat(columns - 1) + '2';
    expect(read(`${wide(20_000)}\n`).table.columns).toHaveLength(20_000);
    const refused = expect.objectContaining({ code: 'too-large' }) as EngineError;
    expect(() => read(wide(200_000))).toThrow(refused);
  });

  it('a cell of five megabytes is one cell', () => {
    const cell = 'many words, '.repeat(420_000);
    const { table } = read(`a,b\n1,"${cell}"\n2,x\n`);
    expect(table.rowCount).toBe(2);
    expect(table.spans!.length(0)).toBe(cell.length + 4);
  });

  it('NUL bytes behind sound rows are named with the first of them', () => {
    const found = read(ROWS + '\0'.repeat(5000));
    expect(problem(found, 'nul-byte')).toMatchObject({
      place: { row: 2000, line: 2001, byte: ROWS.length },
      more: 4999,
    });
  });

  it.each([
    ['line ends', '\n'.repeat(5000), 0],
    ['carriage returns', '\r'.repeat(5000), 0],
    ['delimiters', ',,,\n'.repeat(5000), 5000],
  ])('nothing but %s is a table all the same', (_, text, rows) => {
    expect(read(text, { header: false }).table.rowCount).toBe(rows);
  });
});

/** A terabyte: `head`, then `rest` again and again. */
function endless(name: string, head: string, rest: string) {
  const [first, unit] = [bytesOf(head), bytesOf(rest)];
  const block = new Uint8Array(unit.length * Math.ceil((2 << 20) / unit.length));
  for (let at = 0; at < block.length; at += unit.length) block.set(unit, at);
  return {
    name,
    size: 1e12,
    read(position: number, into: Uint8Array) {
      const early = first.subarray(position, position + into.length);
      into.set(early);
      const from = Math.max(0, position + early.length - first.length) % unit.length;
      const count = Math.min(into.length - early.length, block.length - from);
      into.set(block.subarray(from, from + count), early.length);
      return early.length + count;
    },
  };
}

const SOUND = 'id,name\n1,a\n';
const LINE = '{"a":1}\n';

describe('rows without end', () => {
  it.each([
    [
      'a quote',
      'file.csv',
      `${SOUND}2,"`,
      '3,some text\n',
      { line: 2, byte: SOUND.length + 2 },
      150e6,
    ],
    ['a string', 'file.jsonl', `${LINE}{"a":"`, 'word ', { line: 1, byte: LINE.length }, 300e6],
  ])(
    '%s of %s end in one sentence with the place, after 128 MB',
    (_, name, head, rest, place, most) => {
      const source = endless(name, head, rest);
      const codec = codecFor(name, bytesOf(head));
      let bytes = 0;
      const counted = {
        ...source,
        read(position: number, into: Uint8Array) {
          const count = source.read(position, into);
          bytes += count;
          return count;
        },
      };
      expect(() => codec.read(counted, {}, noTick)).toThrow(
        expect.objectContaining({ code: 'too-large', place }) as EngineError,
      );
      expect(bytes).toBeLessThan(most);
    },
  );
});
