import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../src/codecs/bytes';
import { readJsonl } from '../../../src/codecs/json/read-json';
import { CellTag } from '../../../src/engine/table/table';
import { bytesOf, cells, names, noTick, problem, read, spansOf } from './reading';

const readLines = (text: string | Uint8Array) => read(text, {}, 'file.jsonl');

describe('reading JSON Lines', () => {
  it('has one column per top-level key in order of first appearance', () => {
    const { table, facts } = readLines('{"b":1,"a":"x"}\n{"a":"y","c":true}\n');
    expect(names(table)).toEqual(['b', 'a', 'c']);
    expect(cells(table)).toEqual([
      ['1', 'x', ''],
      ['', 'y', 'true'],
    ]);
    expect(facts).toMatchObject({ format: 'jsonl', encoding: 'utf-8', problems: [] });
  });

  it('knows null and absent from the empty string, and values by their kind', () => {
    const lines = ['{"v":null}', '{}', '{"v":""}', '{"v":1}', '{"v":"1"}', '{"v":false}'];
    const { table } = readLines([...lines, '{"v":[{"k": 1}, 2]}', '{"v":{}}'].join('\n'));
    const { codes, dictionary } = table.columns[0]!;
    expect(Array.from(codes)).toEqual([0, 0, 1, 2, 3, 4, 5, 6]);
    const seen = Array.from({ length: dictionary.size }, (_, code) => [
      dictionary.text(code),
      dictionary.tag(code),
    ]);
    expect(seen.slice(1)).toEqual([
      ['', CellTag.string],
      ['1', CellTag.number],
      ['1', CellTag.string],
      ['false', CellTag.boolean],
      ['[{"k": 1}, 2]', CellTag.nested],
      ['{}', CellTag.nested],
    ]);
  });

  it('keeps numbers as written and warns of integers beyond 2^53', () => {
    const result = readLines('{"id":9007199254740993,"x":1.0e3}\n{"id":9007199254740991}\n');
    expect(cells(result.table)).toEqual([
      ['9007199254740993', '1.0e3'],
      ['9007199254740991', ''],
    ]);
    expect(problem(result, 'big-integer')).toMatchObject({
      severity: 'warning',
      place: { row: 0, line: 0 },
    });
  });

  it('resolves escapes in keys and strings', () => {
    const { table } = readLines('{"a\\u0062":"x\\n\\"\\u00e9\\ud83d\\ude00"}\n{"ab":"é"}\n');
    expect(names(table)).toEqual(['ab']);
    expect(cells(table)).toEqual([['x\n"é😀'], ['é']]);
  });

  it('lets the last of repeated keys count and says so', () => {
    const result = readLines('{"a":1,"b":2,"a":3}\n{"a":5,"a":null}\n');
    expect(cells(result.table)).toEqual([
      ['3', '2'],
      ['', ''],
    ]);
    expect(problem(result, 'duplicate-key')).toMatchObject({ place: { row: 0 }, more: 1 });
  });

  it('makes every line that is no object a row without values and a problem', () => {
    const result = readLines('{"a":1}\n{"a":2,}\n[3]\n4\n{"a" 5}\n{"a":6}\n{"a":7');
    expect(cells(result.table)).toEqual([['1'], [''], [''], [''], [''], ['6'], ['']]);
    expect(problem(result, 'unparsable-line')).toMatchObject({
      severity: 'error',
      place: { row: 1, line: 1 },
      more: 1,
    });
    expect(problem(result, 'non-object-line')).toMatchObject({ place: { row: 2 }, more: 1 });
    expect(problem(result, 'truncated-line')).toMatchObject({ place: { row: 6, line: 6 } });
  });

  it('counts blank lines and keeps line numbers and spans right around them', () => {
    const { table, facts } = readLines('\n{"a":1}\r\n  \n{"a":2}\n');
    expect(facts.blankLines).toBe(2);
    expect(spansOf(table).starts).toEqual([1, 13]);
    expect(spansOf(table).lengths).toEqual([7, 7]);
    expect(spansOf(table).lines).toEqual([1, 3]);
  });

  it('reads byte order marks and UTF-16', () => {
    const text = '\ufeff{"é":"😀"}\r\n{"é":1}';
    const utf16 = new Uint8Array(Buffer.from(text, 'utf16le'));
    for (const bytes of [bytesOf(text), utf16]) {
      const { table } = readLines(bytes);
      expect(names(table)).toEqual(['é']);
      expect(cells(table)).toEqual([['😀'], ['1']]);
    }
    expect(spansOf(readLines(utf16).table).starts).toEqual([2, 26]);
  });

  it('stays UTF-8 when bytes are malformed', () => {
    const bytes = bytesOf('{"a":"?"}\n');
    bytes[6] = 0xff;
    const result = readLines(bytes);
    expect(cells(result.table)).toEqual([['\ufffd']]);
    expect(problem(result, 'invalid-utf8')).toMatchObject({ place: { row: 0, byte: 6 } });
  });

  it('refuses encodings that JSON cannot have', () => {
    expect(() => read('{}', { encoding: 'latin1' }, 'a.jsonl')).toThrowError(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it('reads an empty file and lines longer than a chunk', () => {
    expect(readLines('').table).toMatchObject({ rowCount: 0, columns: [] });
    const source = memorySource('a.jsonl', bytesOf(`{"a":"${'x'.repeat(100)}"}\n{"a":"y"}`));
    const { table } = readJsonl(source, {}, noTick, { chunk: 7, rows: 1, leaves: 1 });
    expect(cells(table)).toEqual([['x'.repeat(100)], ['y']]);
  });

  it('stops when it is cancelled', () => {
    const source = memorySource('a.jsonl', bytesOf('{"a":1}\n'));
    const stop = new Error('stop');
    expect(() =>
      readJsonl(source, {}, () => {
        throw stop;
      }),
    ).toThrow(stop);
  });
});
