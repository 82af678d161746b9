import { describe, expect, it } from 'vitest';
import type { MadeRows } from '../../../src/engine/plan/plan';
import { NO_ROW } from '../../../src/engine/plan/plan';
import { rewrite, textOf } from './reading';

type PlanOf = Parameters<typeof rewrite>[1];
const write = (text: string, plan?: PlanOf) => textOf(rewrite(text, plan, {}, 'a.jsonl'));

const weight = {
  columns: [{ name: '_weight', type: 'number' as const, text: (o: number) => String(o + 0.5) }],
};

function madeFrom(parents: number[], cells: Partial<MadeRows>): MadeRows {
  return {
    count: parents.length,
    operation: 'test',
    parents: Uint32Array.from(parents),
    neighbours: new Uint32Array(parents.length).fill(NO_ROW),
    lambdas: new Float64Array(parents.length),
    numbers: [],
    texts: [],
    ...cells,
  };
}

describe('writing JSON Lines', () => {
  it('copies kept lines byte for byte in the order of the plan', () => {
    const text = '{ "a": 1.0,"a":2, "b":9007199254740993 }\n{"a" :null}\n';
    expect(write(text)).toBe(text);
    expect(write(text, () => ({ rows: Uint32Array.of(1, 0, 1) }))).toBe(
      '{"a" :null}\n{ "a": 1.0,"a":2, "b":9007199254740993 }\n{"a" :null}\n',
    );
  });

  it('keeps mark, line ends and the absence of a last line end', () => {
    const text = '\ufeff{"a":1}\r\n{"a":2}\r\n{"a":3}';
    expect(write(text)).toBe(text);
    expect(write(text, () => ({ rows: Uint32Array.of(2, 0) }))).toBe('\ufeff{"a":3}\r\n{"a":1}');
  });

  it('splices added columns in before the closing brace, in the spacing of the line', () => {
    expect(write('{"a":1}\n{"a": 2 }\n{}\n', () => weight)).toBe(
      '{"a":1,"_weight":0.5}\n{"a": 2, "_weight": 1.5 }\n{"_weight":2.5}\n',
    );
  });

  it('writes added cells by their type', () => {
    const column = (type: 'flag' | 'integer' | 'text', ...texts: string[]) => ({
      columns: [{ name: 'x', type, text: (o: number) => texts[o]! }],
    });
    const two = '{}\n{}\n';
    expect(write(two, () => column('flag', '1', 'false'))).toBe('{"x":true}\n{"x":false}\n');
    expect(write(two, () => column('integer', '', '7'))).toBe('{"x":null}\n{"x":7}\n');
    expect(write(two, () => column('text', 'a"b', '7'))).toBe('{"x":"a\\"b"}\n{"x":"7"}\n');
  });

  it('makes rows from the parent line with only the replaced values changed', () => {
    const text = '{"n": 1, "s": "x\\u0041", "deep": {"k": [1.0]}, "q": "5"}\n';
    const made = madeFrom([0], {
      numbers: [
        { column: 0, values: Float64Array.of(1.256), decimals: 2 },
        { column: 3, values: Float64Array.of(6), decimals: 0 },
      ],
    });
    expect(write(text, () => ({ made }))).toBe(
      `${text}{"n": 1.26, "s": "x\\u0041", "deep": {"k": [1.0]}, "q": "6"}\n`,
    );
  });

  it('appends a replaced value that the parent line lacks, and replaces the last of repeated keys', () => {
    const text = '{"a":1,"b":2}\n{"b":3,"b":4}\n';
    const made = madeFrom([1, 1], {
      numbers: [{ column: 0, values: Float64Array.of(7, Number.NaN), decimals: -1 }],
      texts: [{ column: 1, text: (index) => (index === 0 ? '' : 'z') }],
    });
    expect(write(text, () => ({ rows: new Uint32Array(0), made }))).toBe(
      '{"b":3,"b":null,"a":7}\n{"b":3,"b":"z"}\n',
    );
  });

  it('follows the order of the plan, added columns keeping their own rows', () => {
    const made = madeFrom([0], { texts: [{ column: 0, text: () => 'm' }] });
    const order = Uint32Array.of(2, 0, 1);
    expect(write('{"a":"x"}\n{"a":"y"}\n', () => ({ made, order, ...weight }))).toBe(
      '{"a":"m","_weight":2.5}\n{"a":"x","_weight":0.5}\n{"a":"y","_weight":1.5}\n',
    );
  });

  it('writes UTF-16 in UTF-16', () => {
    const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
    const out = rewrite(utf16('\ufeff{"é":"😀"}\r\n'), () => weight, {}, 'a.jsonl');
    expect(Buffer.from(out).toString('utf16le')).toBe('\ufeff{"é":"😀","_weight":0.5}\r\n');
  });

  it('copies a line that is no object but refuses to add to it', () => {
    expect(write('{"a":1}\noops\n')).toBe('{"a":1}\noops\n');
    expect(() => write('{"a":1}\noops\n', () => weight)).toThrowError(
      expect.objectContaining({ code: 'unwritable', place: { row: 1, line: 1 } }),
    );
  });
});
