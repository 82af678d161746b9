import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charsetFor } from '../../../src/codecs/encodings/charset';
import { MultiByteTranscoder } from '../../../src/codecs/encodings/multi-byte';
import { cells, names, problem, read, rewrite, spansOf } from './reading';

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** Prose in each encoding: enough of it for the statistics of letters. */
const PROSE = {
  'windows-1252':
    'Die Größe der Bäume und die Länge der Straßen überraschen viele Besucher für die das neu wäre',
  'windows-1251':
    'Большие города растут быстрее чем строятся дороги и дома поэтому жители недовольны',
  shift_jis:
    '東京の人口は増え続けていますが、地方の町では若い人が少なくなっています。表示機能のソース',
  gb18030: '北京的冬天很冷但是夏天非常炎热所以很多游客选择在春天或者秋天来这里参观长城和故宫',
  big5: '台北的夜市非常熱鬧許多遊客都喜歡在晚上品嚐各種小吃並且購買一些便宜的紀念品功能',
  'euc-kr':
    '서울의 겨울은 매우 춥지만 봄에는 꽃이 피고 날씨가 따뜻해서 많은 사람들이 공원을 찾습니다',
} as const;

describe('legacy encodings', () => {
  it.each(Object.entries(PROSE))('guesses %s from what is written and says so', (name, prose) => {
    const charset = charsetFor(name);
    const rows = Array.from({ length: 30 }, (_, row) => `${row},${prose.slice(row % 9)}\n`);
    const result = read(charset.encode(`n,text\n${rows.join('')}`));
    expect(result.facts).toMatchObject({ encoding: name, encodingGuessed: true });
    expect(problem(result, 'encoding-guessed')).toMatchObject({ severity: 'info' });
    expect(cells(result.table).map(([, text]) => text)).toEqual(
      rows.map((row) => row.slice(row.indexOf(',') + 1, -1)),
    );
  });

  it.each([
    ['shift_jis', 'ソ表ポ|', 'a'],
    ['gb18030', '亅|', '㐀'],
    ['big5', '功閱|', '一'],
    ['euc-kr', '각나|', '가'],
  ])('tells delimiters of %s from the second bytes of characters', (encoding, hard, plain) => {
    const text = `x|${plain}\n${hard.repeat(1)}${plain}\n"${plain}|"|${hard.slice(0, 1)}\n`;
    const { table, facts } = read(charsetFor(encoding).encode(text), {
      encoding,
      delimiter: '|',
      header: true,
    });
    expect(names(table)).toEqual(['x', plain]);
    expect(cells(table)).toEqual([
      [hard.slice(0, -1), plain],
      [`${plain}|`, hard.slice(0, 1)],
    ]);
    expect(facts).toMatchObject({ encoding, encodingGuessed: false, raggedRows: 0 });
  });

  it('keeps rows byte for byte and makes rows in the encoding of the file', () => {
    const charset = charsetFor('shift_jis');
    const bytes = charset.encode('名,表\nソ,一\n能,二\n');
    const options = { encoding: 'shift_jis', header: true };
    expect(Buffer.from(rewrite(bytes, undefined, options))).toEqual(Buffer.from(bytes));
    const added = { name: '値', type: 'text' as const, text: (o: number) => `ソ${o}` };
    const out = rewrite(bytes, () => ({ rows: Uint32Array.of(1, 0), columns: [added] }), options);
    expect(charset.decode(out)).toBe('名,表,値\n能,二,ソ0\nソ,一,ソ1\n');
    expect(() =>
      rewrite(bytes, () => ({ columns: [{ ...added, text: () => '한' }] }), options),
    ).toThrowError(expect.objectContaining({ code: 'unwritable' }));
  });

  it('gives spans in bytes of the file', () => {
    const encoding = 'gb18030';
    // One, two and four bytes; and a byte that begins no character.
    const bytes = joined([
      charsetFor(encoding).encode('a,b\n亅,1\n'),
      Uint8Array.of(0x81, 0x30, 0x84, 0x36, 0x2c, 0xff, 10),
    ]);
    const { table } = read(bytes, { encoding, header: true });
    expect(spansOf(table)).toMatchObject({ starts: [4, 9], lengths: [4, 6] });
    expect(cells(table)[1]).toEqual([
      new TextDecoder(encoding).decode(bytes.subarray(9, 13)),
      '\ufffd',
    ]);
  });

  const ASCII = ['a', '|', '"', '\n', '\\'];

  it.each([
    ['shift_jis', ['ソ', '表', 'ｱ', '東']],
    ['gb18030', ['亅', '北', '㐀', '😀', '€']],
    ['gbk', ['亅', '北']],
    ['big5', ['功', '閱', '北']],
    ['euc-kr', ['가', '서']],
  ])('transcodes what was encoded in %s, wherever it is cut', (encoding, characters) => {
    const text = fc.array(fc.constantFrom(...characters, ...ASCII), { maxLength: 12 });
    const charset = charsetFor(encoding);
    fc.assert(
      fc.property(text, fc.nat(), (all, cut) => {
        const raw = charset.encode(all.join(''));
        const transcoder = new MultiByteTranscoder(encoding);
        const at = raw.length === 0 ? 0 : cut % raw.length;
        const parts = [
          transcoder.transcode(raw.subarray(0, at), false),
          transcoder.transcode(raw.subarray(at), true),
        ];
        const utf8 = joined(parts.map((part) => part.bytes));
        const widths = parts.flatMap((part) => Array.from(part.widths));
        expect(new TextDecoder().decode(utf8)).toBe(all.join(''));
        // The width at a character's first byte is that of the character in the file.
        const expected = all.flatMap((character) => [
          charset.encode(character).length,
          ...new Array<number>(Buffer.byteLength(character) - 1).fill(0),
        ]);
        expect(widths).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['shift_jis', 'gb18030', 'big5', 'euc-kr'])(
    'accounts for every byte of %s, whatever they are',
    (encoding) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 24 }), (raw) => {
          const { bytes, widths } = new MultiByteTranscoder(encoding).transcode(raw, true);
          expect(widths.reduce((sum, width) => sum + width, 0)).toBe(raw.length);
          expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
        }),
        { numRuns: 300 },
      );
    },
  );
});
