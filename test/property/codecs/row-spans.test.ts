import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpanBuilder } from '../../../src/codecs/rows/row-spans';
import { buffersOf, bytesOf } from '../../../src/codecs/rows/span-part';
import { PartBuilder } from '../../../src/codecs/rows/span-part-builder';

interface Span {
  readonly start: number;
  readonly length: number;
  readonly line: number;
}

/** Rows as a file has them: mostly one line end between rows, now and then something else. */
const fileRows = fc
  .record({
    from: fc.oneof(fc.nat(100), fc.constant(2 ** 40), fc.constant(2 ** 53 - 2 ** 45)),
    gap: fc.constantFrom(1, 2, 4, 0),
    rows: fc.array(
      fc.record({
        length: fc.oneof(
          { weight: 20, arbitrary: fc.nat(300) },
          { weight: 2, arbitrary: fc.constant(0) },
          { weight: 1, arbitrary: fc.nat(100_000) },
          { weight: 1, arbitrary: fc.constant(2 ** 33) },
        ),
        moreGap: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, fc.nat(400)),
        moreLines: fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, fc.nat(70_000)),
      }),
      { maxLength: 400, size: 'max' },
    ),
  })
  .map(({ from, gap, rows }): Span[] => {
    let start = from;
    let line = 3;
    return rows.map(({ length, moreGap, moreLines }) => {
      const span = { start, length, line };
      start += length + gap + moreGap;
      line += 1 + moreLines;
      return span;
    });
  });

const anyRows = fc.array(
  fc.record({
    start: fc.nat(2 ** 52),
    length: fc.nat(2 ** 52 - 1),
    line: fc.nat(2 ** 53 - 1),
  }),
  { maxLength: 200, size: 'max' },
);

function expectSpans(builder: SpanBuilder, rows: readonly Span[], order: readonly number[]): void {
  expect(builder.count).toBe(rows.length);
  const spans = builder.finish();
  expect(spans.count).toBe(rows.length);
  for (const pick of order) {
    const row = pick % rows.length;
    const found = { start: spans.start(row), length: spans.length(row), line: spans.line(row) };
    expect(found).toEqual(rows[row]);
  }
}

const everyRow = (rows: readonly Span[]) => rows.map((_, row) => row);

describe('row spans', () => {
  it('give back every row of a file, in order and in any order', () => {
    fc.assert(
      fc.property(fileRows, fc.array(fc.nat(), { maxLength: 50 }), (rows, picks) => {
        const builder = new SpanBuilder();
        for (const { start, length, line } of rows) builder.add(start, length, line);
        expectSpans(builder, rows, rows.length > 0 ? [...everyRow(rows), ...picks] : []);
      }),
    );
  });

  it('give back whatever lies below 2^53', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const builder = new SpanBuilder();
        for (const { start, length, line } of rows) builder.add(start, length, line);
        expectSpans(builder, rows, everyRow(rows));
      }),
    );
  });

  it('do not depend on how the rows were split into parts', () => {
    const cuts = fc.array(fc.nat(150), { maxLength: 8 });
    fc.assert(
      fc.property(fileRows, cuts, fc.array(fc.boolean()), (rows, sizes, sent) => {
        const builder = new SpanBuilder();
        let at = 0;
        for (const [index, size] of [...sizes, rows.length].entries()) {
          const some = rows.slice(at, at + size);
          at += some.length;
          if (sent[index] === false) {
            for (const { start, length, line } of some) builder.add(start, length, line);
            continue;
          }
          const part = new PartBuilder();
          // A worker does not know the line on which its rows begin.
          const firstLine = some[0]?.line ?? 0;
          for (const { start, length, line } of some) part.add(start, length, line - firstLine);
          const finished = part.finish();
          builder.append(structuredClone(finished, { transfer: buffersOf(finished) }), firstLine);
        }
        expectSpans(builder, rows, everyRow(rows));
      }),
    );
  });

  it('know whether all gaps are one width', () => {
    fc.assert(
      fc.property(
        fileRows,
        fc.nat(4),
        fc.array(fc.nat(150), { maxLength: 4 }),
        (rows, gap, cuts) => {
          const builder = new SpanBuilder();
          let part = new PartBuilder();
          rows.forEach(({ start, length, line }, row) => {
            if (cuts.includes(row)) {
              builder.append(part.finish(), 0);
              part = new PartBuilder();
            }
            part.add(start, length, line);
          });
          builder.append(part.finish(), 0);
          const expected = rows.every(
            ({ start }, row) =>
              row === 0 || start - rows[row - 1]!.start - rows[row - 1]!.length === gap,
          );
          expect(builder.finish().areSpaced!(gap)).toBe(expected);
        },
      ),
    );
  });

  it('span several parts when rows are very many', () => {
    const builder = new SpanBuilder();
    const rows = 600_000;
    for (let row = 0; row < rows; row++) builder.add(row * 20, 19, row + 1);
    const spans = builder.finish();
    for (const row of [0, 599_999, 262_143, 262_144, 63, 64, 524_288]) {
      expect([spans.start(row), spans.length(row), spans.line(row)]).toEqual([
        row * 20,
        19,
        row + 1,
      ]);
    }
  });

  it('take two and a half bytes a row', () => {
    const part = new PartBuilder();
    const rows = 64_000;
    for (let row = 0; row < rows; row++) part.add(row * 150 + (row % 7), 149, row);
    expect(bytesOf(part.finish()) / rows).toBeLessThan(4.5);
    const regular = new PartBuilder();
    for (let row = 0; row < rows; row++) regular.add(row * 150, 149, row);
    expect(bytesOf(regular.finish()) / rows).toBeLessThan(2.5);
  });
});
