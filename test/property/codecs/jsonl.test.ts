import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { readJsonl } from '../../../src/codecs/json/read-json';
import { noMembers, scanObject } from '../../../src/codecs/json/scan-object';
import { NO_ROW } from '../../../src/engine/plan/plan';
import { CellTag } from '../../../src/engine/table/table';
import {
  bytesOf,
  cells,
  names,
  noTick,
  read,
  rewrite,
  textOf,
  spansOf,
} from '../../unit/codecs/reading';

const RUNS = { numRuns: 300 };
const NAME = 'a.jsonl';

const key = fc.constantFrom('a', 'b', 'é', 'a b', '"', '__proto__', '', 'a.b', 'a\\', '.');
const value = fc.oneof(
  fc.string({ maxLength: 5, unit: fc.constantFrom(...'a0"\\\n\té😀{') }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom<unknown>(
    [],
    {},
    [1, { k: '}' }],
    { a: [null, 'x,"y'] },
    { b: { '.': 1, c: {} } },
  ),
);
const object = fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: 5 });

interface Line {
  readonly text: string;
  readonly entries: readonly (readonly [string, unknown])[];
}

/** A line with or without spaces, as writers differ. */
const line = fc.tuple(object, fc.boolean()).map(([entries, spaced]): Line => {
  const gap = spaced ? ' ' : '';
  const members = entries.map(([k, v]) => `${JSON.stringify(k)}:${gap}${JSON.stringify(v)}`);
  return { text: `{${members.join(`,${gap}`)}}`, entries };
});
const lines = fc.array(line, { minLength: 1, maxLength: 8 });
const content = fc
  .tuple(lines, fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([all, end, last]) => ({
    text: all.map(({ text }) => text).join(end) + (last ? end : ''),
    all,
  }));

/** What the cells of a row should be: members that are no objects, by path; empty objects as they are. */
function leavesOf(
  entries: readonly (readonly [string, unknown])[],
  prefix: string,
): [string, unknown][] {
  return entries.flatMap(([k, v]): [string, unknown][] => {
    const path = prefix + k.replace(/[.\\]/g, '\\$&');
    if (v === null) return [];
    const inner = typeof v === 'object' && !Array.isArray(v) ? Object.entries(v) : [];
    return inner.length > 0 ? leavesOf(inner, `${path}.`) : [[path, v]];
  });
}

describe('JSON Lines', () => {
  it('has the values that JSON.parse finds', () => {
    fc.assert(
      fc.property(content, ({ text, all }) => {
        const { table, facts } = read(text, {}, NAME);
        expect(facts.problems).toEqual([]);
        expect(table.rowCount).toBe(all.length);
        all.forEach(({ entries }, row) => {
          const found = new Map<string, unknown>();
          for (const { name, codes, dictionary } of table.columns) {
            const code = codes[row]!;
            if (code === 0) continue;
            const cell = dictionary.text(code);
            const isText = dictionary.tag(code) === CellTag.string;
            found.set(name, isText ? cell : JSON.parse(cell));
          }
          expect(found).toEqual(new Map(leavesOf(entries, '')));
        });
      }),
      RUNS,
    );
  });

  it('accepts exactly the lines that JSON.parse accepts', () => {
    const soup = fc.array(
      fc.constantFrom(
        ...['{', '}', '[', ']', ':', ',', '"a"', '"', '\\', '\\u00e', '1', '-', '0', '.', 'e'],
        ...['true', 'null', 'fals', ' ', '\t', '{"a":', '{"a":1}', '[1,2]', '\u0001'],
      ),
      { maxLength: 7 },
    );
    fc.assert(
      fc.property(soup, (pieces) => {
        const text = pieces.join('');
        let parsed: unknown;
        let valid = true;
        try {
          parsed = JSON.parse(text);
        } catch {
          valid = false;
        }
        const isObject = valid && typeof parsed === 'object' && parsed !== null;
        const expected = !valid
          ? 'broken'
          : isObject && !Array.isArray(parsed)
            ? 'object'
            : 'other-value';
        const bytes = bytesOf(text);
        expect(scanObject(bytes, 0, bytes.length, noMembers())).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('is written back byte for byte', () => {
    fc.assert(
      fc.property(content, ({ text }) => {
        expect(textOf(rewrite(text, undefined, {}, NAME))).toBe(text);
      }),
      RUNS,
    );
  });

  it('is read the same whatever the size of chunks, broken lines included', () => {
    const pieces = fc.array(fc.oneof(line, fc.constant({ text: '{"a":' })), { maxLength: 6 });
    const limits = fc.record({
      chunk: fc.integer({ min: 1, max: 30 }),
      rows: fc.integer({ min: 1, max: 3 }),
      leaves: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(pieces, limits, fc.constantFrom('\n', '\r\n', '\n\n'), (all, small, end) => {
        const source = memorySource(NAME, bytesOf(all.map(({ text }) => text).join(end)));
        const whole = readJsonl(source, {}, noTick);
        const parts = readJsonl(source, {}, noTick, small);
        expect(parts.facts).toEqual(whole.facts);
        expect(spansOf(parts.table)).toEqual(spansOf(whole.table));
        expect(parts.table.spans?.count).toBe(whole.table.spans?.count);
        expect(names(parts.table)).toEqual(names(whole.table));
        expect(cells(parts.table)).toEqual(cells(whole.table));
      }),
      RUNS,
    );
  });

  it('changes nothing in a made row but the replaced value, and adds columns last', () => {
    fc.assert(
      fc.property(lines, fc.string(), (all, text) => {
        const source = all.map((one) => one.text).join('\n');
        const plan = {
          rows: new Uint32Array(0),
          made: {
            count: all.length,
            operation: 'test',
            parents: Uint32Array.from(all, (_, row) => row),
            neighbours: new Uint32Array(all.length).fill(NO_ROW),
            lambdas: new Float64Array(all.length),
            numbers: [],
            texts: [],
          },
          columns: [{ name: 'new', type: 'text' as const, text: () => text }],
        };
        const out = textOf(rewrite(source, () => plan, {}, NAME)).split('\n');
        expect(out).toHaveLength(all.length);
        out.forEach((made, row) => {
          expect(made.startsWith(all[row]!.text.slice(0, -1))).toBe(true);
          const added = (JSON.parse(made) as { new: unknown }).new;
          expect(added).toBe(text === '' ? null : text);
        });
      }),
      RUNS,
    );
  });
});
