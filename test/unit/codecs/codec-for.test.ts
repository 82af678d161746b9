import { describe, expect, it } from 'vitest';
import { CODECS, codecFor, otherExtension } from '../../../src/codecs';
import { bytesOf } from './reading';

const id = (name: string, head = '') => codecFor(name, bytesOf(head)).id;

describe('the codec of a file', () => {
  it.each([
    ['a.csv', 'csv'],
    ['a.CSV', 'csv'],
    ['a.psv', 'csv'],
    ['a.tsv', 'tsv'],
    ['a.tab', 'tsv'],
    ['a.jsonl', 'jsonl'],
    ['a.b.ndjson', 'jsonl'],
  ])('follows the extension of %s', (name, expected) => {
    expect(id(name)).toBe(expected);
  });

  it('looks at the content where the extension says nothing', () => {
    expect(id('adult.data', '39, State-gov\n')).toBe('csv');
    expect(id('train', '{"a":1}\n')).toBe('jsonl');
    expect(id('train.json', '\ufeff{"a":1}\n{"a":2}\n')).toBe('jsonl');
    expect(id('train', 'PAR1\x15\0')).toBe('parquet');
    expect(id('wide.txt', '\ufeffa\tb\n')).toBe('csv');
  });

  it.each([
    ['a.csv', 'SQLite format 3\0', /SQLite/],
    ['a.xls', '\u0004\u0022M\u0018', /LZ4/],
    ['a.bin', 'ab\0\0\0\0cd', /no text/],
  ])('refuses %s with %j and says what it is', (name, head, message) => {
    expect(() => codecFor(name, bytesOf(head))).toThrowError(
      expect.objectContaining({
        code: 'unsupported-format',
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each([
    ['a.json', '[{"a":1}]', 'json'],
    ['a.json', '{\n  "a": 1\n}\n', 'json'],
    ['a.json', '{"data": [{"a":1}]}', 'json'],
    ['a.json', '{"a":1}\r\n\r\n{"a":2}\n', 'jsonl'],
    ['a.json', '{"a":1}\n{"a":', 'jsonl'],
    ['a.json', 'no JSON', 'json'],
    ['a.jsonl', '[\n{"a":1}\n]', 'json'],
    ['a.jsonl', '[{"a":1},\n{"a":2}]', 'json'],
    ['a.jsonl', '{\n  "a": 1\n}\n', 'json'],
    ['a.jsonl', '{"a":\n{"a":1}\n', 'jsonl'],
    ['a.jsonl', '[1]\n[2]\n', 'jsonl'],
    ['a.jsonl', '', 'jsonl'],
    ['train', '[{"a":1}]', 'json'],
    ['train', '{\n "a": 1}', 'json'],
    ['train', '{a}\n', 'csv'],
    ['train', '[x],y\n', 'csv'],
  ])('reads %s with %j as %s', (name, head, expected) => {
    expect(id(name, head)).toBe(expected);
  });

  it.each([
    ['a.csv', 'PAR1\0', 'parquet'],
    ['a.parquet', 'PK\u0003\u0004', 'xlsx'],
    ['a.parquet', 'a,b\n1,2\n', 'csv'],
    ['a.csv', 'PAR1,PAR2\n', 'csv'],
  ])('reads %s with %j as what it is, %s', (name, head, expected) => {
    const codec = codecFor(name, bytesOf(head));
    expect(codec.id).toBe(expected);
    const problem = otherExtension(name, codec);
    if (name.endsWith(`.${expected}`)) expect(problem).toBeUndefined();
    else expect(problem).toMatchObject({ code: 'other-extension', severity: 'info' });
  });

  it('lists each extension once', () => {
    const extensions = CODECS.flatMap((codec) => codec.extensions);
    expect(new Set(extensions).size).toBe(extensions.length);
  });
});
