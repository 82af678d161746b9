import { describe, expect, it } from 'vitest';
import { NO_ROW } from '../../../src/engine/plan/plan';
import { cells, names, problem, read, rewrite, spansOf, textOf } from './reading';

const NAME = 'file.json';
const readJson = (text: string | Uint8Array) => read(text, {}, NAME);
const write = (text: string, plan?: Parameters<typeof rewrite>[1]) =>
  textOf(rewrite(text, plan, {}, NAME));

const TWO = [['1'], ['2']];
const pretty =
  '[\n  {\n    "a": 1,\n    "b": {\n      "c": "x"\n    }\n  },\n  {\n    "a": 2\n  }\n]\n';

describe('reading JSON documents', () => {
  it.each([
    ['a list', '[{"a":1},{"a":2}]'],
    ['a list over lines', '[\r\n{"a":1},\r\n{"a":2}\r\n]\r\n'],
    ['a list in an object', '{"version": "1.[", "data": [{"a": 1}, {"a": 2}], "n": {"x": []}}'],
    ['objects one after the other', '{\n "a": 1\n}\n{\n "a": 2\n}'],
    ['objects that hold lists of objects', '{"a": 1,\n"m": []}{\n"a": 2}'],
    ['a marked list', '\ufeff [ {"a":1} , {"a":2} ] '],
  ])('reads %s', (_, text) => {
    const { table, facts } = readJson(text);
    expect(cells(table).map((row) => [row[0]])).toEqual(TWO);
    expect(facts).toMatchObject({ format: 'json', encoding: 'utf-8', problems: [] });
  });

  it('tells chats that follow each other from a list in an object', () => {
    const chat = (n: number) => `{\n "messages": [\n  {"role": "${n}"}\n ]\n}\n`;
    const { table } = readJson(chat(1) + chat(2));
    expect(names(table)).toEqual(['messages']);
    expect(cells(table)).toEqual([['[\n  {"role": "1"}\n ]'], ['[\n  {"role": "2"}\n ]']]);
    expect(names(readJson(chat(1)).table)).toEqual(['role']);
  });

  it('reads UTF-16, with spans in bytes of the file', () => {
    const { table } = readJson(
      new Uint8Array(Buffer.from('\ufeff[{"é":"😀"},\n{"é":1}]', 'utf16le')),
    );
    expect(cells(table)).toEqual([['😀'], ['1']]);
    expect(spansOf(table)).toEqual({ starts: [4, 28], lengths: [20, 14], lines: [0, 1] });
  });

  it('says where rows lie', () => {
    const { table } = readJson(pretty);
    const { starts, lengths, lines } = spansOf(table);
    expect(names(table)).toEqual(['a', 'b.c']);
    expect(lines).toEqual([1, 7]);
    expect(starts.map((start, row) => pretty.slice(start, start + lengths[row]!))).toEqual([
      '{\n    "a": 1,\n    "b": {\n      "c": "x"\n    }\n  }',
      '{\n    "a": 2\n  }',
    ]);
  });

  it.each([
    ['{"a":[1,2],"b":[3,4]}', /a list per column/],
    ['{"a":{"0":1,"1":2},"b":{"0":3}}', /an object per column/],
    ['{"name":"x","scripts":{"test":"y"}}', /is one object/],
    ['[[1,2],[3,4]]', /a list of lists/],
    ['[1,2]', /a list of values/],
    ['"text"', /one value/],
    ['{"train":[{"a":1}],"test":[{"a":2}]}', /`train` and `test`/],
  ])('refuses %s', (text, message) => {
    expect(() => readJson(text)).toThrowError(
      expect.objectContaining({
        code: 'unsupported-format',
        message: expect.stringMatching(message),
      }),
    );
  });

  it('refuses a second list of rows behind a long first', () => {
    const rows = `{"a":"${'x'.repeat(1000)}"},`.repeat(9000);
    expect(() => readJson(`{"train":[${rows}{}],"test":[{"a":2}]}`)).toThrowError(
      expect.objectContaining({ code: 'unsupported-format' }),
    );
  });

  it('reads empty documents', () => {
    for (const text of ['', ' \n', '[]', '[ ]\n', '{"data": [], "rows": [{}]}'])
      expect(readJson(text).facts.problems).toEqual([]);
    expect(readJson('[{}, {}]').table.rowCount).toBe(2);
  });
});

describe('reading broken JSON documents', () => {
  it.each([
    ['[{"a":1},{"a":x},{"a":2}]', 'unparsable-element', ['1', '', '2']],
    ['[{"a":1},7,{"a":2}]', 'non-object-element', ['1', '', '2']],
    ['[{"a":1} {"a":2}]', 'missing-comma', ['1', '2']],
    ['[{"a":1},,{"a":2}]', 'stray-mark', ['1', '2']],
    ['[{"a":1},{"a":2},]', 'extra-comma', ['1', '2']],
    ['[{"a":1},{"a":2}', 'unclosed-list', ['1', '2']],
    ['[{"a":1},{"a":2', 'truncated-element', ['1', '']],
    ['[{"a":1}},{"a":2}]', 'stray-mark', ['1', '2']],
    ['[{"a":1}] {"a":2}', 'text-after-list', ['1']],
    ['{"data":[{"a":1}]', 'text-after-list', ['1']],
    ['{"data":[{"a":1}], x', 'text-after-list', ['1']],
    ['[\n {"a":1},\n {"a":[2},\n {"a":3}\n]', 'unparsable-element', ['1', '', '3']],
    ['[\n {"a":1},\n {"a":"2},\n {"a":3}\n]', 'unparsable-element', ['1', '', '3']],
    ['{\n"a":1}\n{"a":\n}{"a":2}\n[3]', 'unparsable-element', ['1', '', '2', '']],
  ])('keeps every row of %s', (text, code, expected) => {
    const result = readJson(text);
    expect(cells(result.table).map(([a]) => a)).toEqual(expected);
    expect(problem(result, code)).toMatchObject({ severity: 'error' });
  });

  it('says the line and the byte', () => {
    const result = readJson('[\n {"a":1},\n {"a":x}\n]');
    expect(problem(result, 'unparsable-element')).toMatchObject({
      place: { row: 1, line: 2, byte: 13 },
    });
  });
});

describe('writing JSON documents', () => {
  const weight = {
    columns: [{ name: '_weight', type: 'number' as const, text: (o: number) => String(o + 0.5) }],
  };

  it('keeps what stands between rows that follow each other, and around all', () => {
    const text = '{"v": 1, "data": [ {"a":1} ,{"a":2},\n\n{"a":3} ], "n": 3}\n';
    expect(write(text)).toBe(text);
    expect(write(text, () => ({ rows: Uint32Array.of(1, 2, 0, 0) }))).toBe(
      '{"v": 1, "data": [ {"a":2},\n\n{"a":3} ,{"a":1} ,{"a":1} ], "n": 3}\n',
    );
  });

  it('leaves an empty list when no row stays', () => {
    expect(write(pretty, () => ({ rows: new Uint32Array(0) }))).toBe('[]\n');
    expect(write('{"a":\n1}\n{"a":2}\n', () => ({ rows: new Uint32Array(0) }))).toBe('');
  });

  it('adds columns in the indentation of the row', () => {
    expect(write(pretty, () => ({ ...weight, rows: Uint32Array.of(1, 0) }))).toBe(
      '[\n  {\n    "a": 2,\n    "_weight": 0.5\n  },\n  {\n    "a": 1,\n    "b": {\n      "c": "x"\n    },\n    "_weight": 1.5\n  }\n]\n',
    );
    expect(write('[{"a":\n1}]', () => ({ ...weight, rows: Uint32Array.of(0, 0) }))).toBe(
      '[{"a":\n1,"_weight":0.5},\n{"a":\n1,"_weight":1.5}]',
    );
  });

  it('makes rows with the nesting of their parents', () => {
    const made = {
      count: 2,
      operation: 'test',
      parents: Uint32Array.of(0, 1),
      neighbours: new Uint32Array(2).fill(NO_ROW),
      lambdas: new Float64Array(2),
      numbers: [{ column: 0, values: Float64Array.of(7, 8), decimals: 0 }],
      texts: [{ column: 1, text: () => 'new' }],
    };
    expect(write(pretty, () => ({ rows: new Uint32Array(0), made }))).toBe(
      '[\n  {\n    "a": 7,\n    "b": {\n      "c": "new"\n    }\n  },\n  {\n    "a": 8,\n    "b": {"c": "new"}\n  }\n]\n',
    );
  });

  it('refuses to put a member into a value that is no object', () => {
    const made = {
      count: 1,
      operation: 'test',
      parents: Uint32Array.of(1),
      neighbours: Uint32Array.of(NO_ROW),
      lambdas: new Float64Array(1),
      numbers: [],
      texts: [{ column: 0, text: () => 'new' }],
    };
    expect(() => write('[{"b":{"c":1}},{"b":2}]', () => ({ made }))).toThrowError(
      expect.objectContaining({ code: 'unwritable', place: { row: 1, line: 0 } }),
    );
    expect(write('[{"b":{"c":1}},{"b":null}]', () => ({ made }))).toBe(
      '[{"b":{"c":1}},{"b":null},{"b":{"c":"new"}}]',
    );
  });
});
