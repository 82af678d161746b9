import { describe, expect, it } from 'vitest';
import { charsetFor } from '../../../src/codecs/encodings/charset';
import { bytesOf, cells, names, problem, read, spansOf } from './reading';

const text = 'næme,x\né😀,1\nü,2\n';
const expected = [
  ['é😀', '1'],
  ['ü', '2'],
];

function utf16be(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, 'utf16le').swap16());
}

describe('encodings', () => {
  it.each([
    ['utf-8 without mark', bytesOf(text), 'utf-8', false],
    ['utf-8 with mark', bytesOf(`\ufeff${text}`), 'utf-8', true],
    [
      'utf-16le with mark',
      new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')),
      'utf-16le',
      true,
    ],
    ['utf-16be with mark', utf16be(`\ufeff${text}`), 'utf-16be', true],
  ])('reads %s', (_, bytes, encoding, bom) => {
    const { table, facts } = read(bytes);
    expect(names(table)).toEqual(['næme', 'x']);
    expect(cells(table)).toEqual(expected);
    expect(facts).toMatchObject({ encoding, encodingGuessed: false, dialect: { bom } });
    expect(facts.problems).toEqual([]);
  });

  it('recognises UTF-16 without a mark and says that it guessed', () => {
    for (const [name, bytes] of [
      ['utf-16le', new Uint8Array(Buffer.from(text, 'utf16le'))],
      ['utf-16be', utf16be(text)],
    ] as const) {
      const result = read(bytes);
      expect(result.facts).toMatchObject({ encoding: name, encodingGuessed: true });
      expect(problem(result, 'encoding-guessed')).toMatchObject({ severity: 'info' });
      expect(cells(result.table)).toEqual(expected);
    }
  });

  it.each(['xx\0 y', '\r92\0', '\u0000550 ', '2\n\u00007\n', '""\0'])(
    'takes one NUL in the short file %j for damage, not for UTF-16',
    (content) => {
      const result = read(content, { header: false });
      expect(result.facts).toMatchObject({ encoding: 'utf-8', encodingGuessed: false });
      expect(problem(result, 'nul-byte')).toBeDefined();
    },
  );

  it('gives spans of UTF-16 in bytes of the file', () => {
    const { starts, lengths } = spansOf(read(utf16be(`\ufeff${text}`)).table);
    expect(starts).toEqual([16, 28]);
    expect(lengths).toEqual([10, 6]);
  });

  it('falls back to windows-1252 when bytes are not UTF-8, wherever they come', () => {
    const filler = 'a,1\n'.repeat(400_000);
    const bytes = Buffer.concat([
      Buffer.from(`name,x\n${filler}`),
      Buffer.from([0xe9, 0x80, 0x2c, 0x31, 0x0a]),
    ]);
    const result = read(new Uint8Array(bytes));
    expect(result.facts).toMatchObject({ encoding: 'windows-1252', encodingGuessed: true });
    expect(result.table.columns[0]!.dictionary.text(2)).toBe('é€');
    expect(problem(result, 'encoding-guessed')).toMatchObject({
      place: { row: 400_000, line: 400_001, byte: 7 + filler.length },
    });
  });

  it('stays UTF-8 when only a few of many characters are malformed', () => {
    const bytes = Buffer.concat([
      Buffer.from(`name,x\n${'é,1\n'.repeat(9)}`),
      Buffer.from([0xe9, 0x2c, 0x31, 0x0a]),
    ]);
    const result = read(new Uint8Array(bytes));
    expect(result.facts).toMatchObject({ encoding: 'utf-8', encodingGuessed: false });
    expect(problem(result, 'invalid-utf8')).toMatchObject({ place: { row: 9, line: 10 } });
    expect(cells(result.table)[9]).toEqual(['\ufffd', '1']);
  });

  it('reads the encoding that the user names', () => {
    const shiftJis = Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0x83, 0x5c, 0x2c, 0x31, 0x0a);
    const { table, facts } = read(shiftJis, { encoding: 'Shift_JIS' });
    expect(cells(table)).toEqual([['ソ', '1']]);
    expect(facts).toMatchObject({ encoding: 'shift_jis', encodingGuessed: false });
    expect(read(bytesOf('a,b\né,1\n'), { encoding: 'latin1' }).facts.encoding).toBe('windows-1252');
  });

  it.each(['klingon', 'iso-2022-jp'])('refuses %s', (encoding) => {
    expect(() => read('a', { encoding })).toThrowError(
      expect.objectContaining({ code: 'bad-parameter' }),
    );
  });

  it('refuses UTF-32', () => {
    expect(() => read(Uint8Array.of(0xff, 0xfe, 0, 0, 97, 0, 0, 0))).toThrowError(
      expect.objectContaining({ code: 'unreadable' }),
    );
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis', 'koi8-r'])(
    'encodes what it decodes in %s',
    (label) => {
      const charset = charsetFor(label);
      const sample = { shift_jis: 'aソ表"', 'koi8-r': 'привет' }[label] ?? 'a€éÿ"\n';
      expect(charset.decode(charset.encode(sample))).toBe(sample);
    },
  );

  it('decodes every byte of windows-1252 to one character and back', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const latin = charsetFor('windows-1252');
    expect(new Set(latin.decode(all)).size).toBe(256);
    expect(Array.from(latin.encode(latin.decode(all)))).toEqual(Array.from(all));
  });

  it('names the character that an encoding does not have', () => {
    expect(() => charsetFor('latin1').encode('a漢')).toThrowError(
      expect.objectContaining({ code: 'unwritable', message: expect.stringContaining('漢') }),
    );
  });
});
