import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import type { Arrangement } from '../../../src/codecs/json/json-batch';
import { leafTag, NO_PATH } from '../../../src/codecs/json/json-batch';
import type { JsonScanner } from '../../../src/codecs/json/json-scanner';
import { jsonKernelModule } from '../../../src/codecs/json/kernel';
import { KernelScanner } from '../../../src/codecs/json/kernel-scanner';
import { readJsonDocument } from '../../../src/codecs/json/read-json';
import { JsonTwin } from '../../../src/codecs/json/twin-scanner';
import { bytesOf, cells, names, noTick, spansOf } from '../../unit/codecs/reading';

const module_ = jsonKernelModule();

/** What a scanner finds in all of the bytes, until something is odd. */
function found(scanner: JsonScanner, bytes: Uint8Array) {
  const rows: unknown[] = [];
  scanner.load(bytes, 0, bytes.length, true);
  for (let from = 0; ;) {
    const done = scanner.scan(from);
    const { batch, names: paths } = scanner;
    for (let row = 0; row < batch.rows; row++) {
      const leaves: unknown[] = [];
      for (let leaf = batch.rowLeaves[row]!; leaf < batch.rowLeaves[row + 1]!; leaf++) {
        if (batch.leafPaths[leaf] === NO_PATH) continue;
        const [start, end] = [batch.leafStarts[leaf]!, batch.leafEnds[leaf]!];
        const name = paths.name(paths.canonical(batch.leafPaths[leaf]!));
        const kind = batch.leafKinds[leaf]!;
        leaves.push([
          name,
          kind,
          leafTag(kind),
          Buffer.from(batch.bytes.slice(start, end)).toString(),
        ]);
      }
      const { rowStarts, rowEnds, rowLines, rowKinds } = batch;
      rows.push([rowStarts[row], rowEnds[row], rowLines[row], rowKinds[row], leaves]);
    }
    const { stop, line, before, blankLines } = batch;
    if (stop === 'full') {
      if (done === from) scanner.enlarge();
      from = done;
    } else return { rows, stop, line, before, blankLines: rows.length > 0 ? 0 : blankLines, done };
  }
}

const piece = fc.constantFrom(
  ...['{', '}', '[', ']', ':', ',', '"a"', '"b"', '"\\u0061"', '"', '\\', '\\n', '\\ud83d\\ude00'],
  ...['\\udc00', '1', '-0', '1e5', '12345678901234567', '.', 'true', 'null', 'fals', ' ', '\t'],
  ...['\n', '\r\n', '\0', 'é', '\u0001', '"key of more than sixteen bytes"', '"x\\"\\\\y\\u00e9"'],
  ...[
    '{"a":1}',
    '{"a":{"b":2,"c":{}}}',
    '{"a":"\\n"}',
    ',"a":',
    '{"a":[1,{"b":"\\n"}]},',
    '\n{"a":',
  ],
);
const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
const arrangement = fc.constantFrom<Arrangement>('lines', 'list', 'sequence');

describe('the scanners of JSON', () => {
  it('find the same rows and leaves', () => {
    fc.assert(
      fc.property(soup, arrangement, fc.integer({ min: 1, max: 3 }), (text, as, size) => {
        const bytes = bytesOf(text);
        const scanner = module_
          ? new KernelScanner(module_, as, size, size)
          : new JsonTwin(as, 99, 99);
        expect(found(scanner, bytes)).toEqual(found(new JsonTwin(as, size, size), bytes));
      }),
      { numRuns: 3000 },
    );
  });

  it('find the same wherever a document is cut', () => {
    const limits = fc.record({
      chunk: fc.integer({ min: 1, max: 40 }),
      rows: fc.integer({ min: 1, max: 3 }),
      leaves: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(
        soup,
        fc.constantFrom('[', '[{},', '{"a":\n1}', '{"d":[{}'),
        limits,
        (rest, first, small) => {
          const source = memorySource('a.json', bytesOf(first + rest));
          const attempt = (sizes?: typeof small) => {
            try {
              return readJsonDocument(source, {}, noTick, sizes);
            } catch (error) {
              return error as Error;
            }
          };
          const whole = attempt();
          const parts = attempt(small);
          if (whole instanceof Error || parts instanceof Error) {
            expect(parts).toEqual(whole);
            return;
          }
          expect(parts.facts).toEqual(whole.facts);
          expect(spansOf(parts.table)).toEqual(spansOf(whole.table));
          expect(names(parts.table)).toEqual(names(whole.table));
          expect(cells(parts.table)).toEqual(cells(whole.table));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
