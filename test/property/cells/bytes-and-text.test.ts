import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charsetFor, UTF8 } from '../../../src/codecs/encodings/charset';
import { Interner } from '../../../src/codecs/columns/intern';
import { readIsoDate } from '../../../src/engine/cells/ascii-date';
import { CellReader, KINDS } from '../../../src/engine/cells/cell-reader';
import { readDate } from '../../../src/engine/cells/date';
import { isNullLike, readCell } from '../../../src/engine/cells/kind';
import { countWords, TextLengths } from '../../../src/engine/cells/text-lengths';
import { profileColumns } from '../../../src/engine/table/profile-columns';
import { CellTag, columnOf, MISSING, type Dictionary } from '../../../src/engine/table/table';

/** One value as a codec keeps it: code 1 of a dictionary over bytes. */
function held(bytes: Uint8Array, charset = UTF8): Dictionary {
  const interner = new Interner();
  interner.intern(bytes, 0, bytes.length);
  return interner.dictionary(charset);
}

/** The oracle: what the text path says of the decoded value, as the reader's fields. */
function byText(text: string) {
  const { kind, number, date } = readCell(text, CellTag.text);
  const clear = date && !(date.order === 'day-month' && !isNaN(date.time) && !isNaN(date.swapped));
  return {
    kind,
    value: number?.value ?? NaN,
    decimals: number?.decimals ?? 0,
    nullLike: isNullLike(text),
    clearDate: clear ?? false,
  };
}

function byBytes(dictionary: Dictionary) {
  const reader = new CellReader(dictionary);
  reader.read(1);
  const { kind, value, decimals, nullLike, clearDate } = reader;
  return { kind: KINDS[kind], value, decimals, nullLike, clearDate };
}

const encoder = new TextEncoder();
const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most });
const sign = fc.constantFrom('', '-', '+');
const blanks = fc.constantFrom('', '', '', ' ', '\t', '  ', '\u00a0', '\ufeff', '\u3000');
const around = (inner: fc.Arbitrary<string>) =>
  fc.tuple(blanks, inner, blanks).map((parts) => parts.join(''));

const number = fc
  .tuple(
    sign,
    fc.oneof(digits(0, 3), digits(0, 20), fc.constantFrom('0', '00', '1,234', '12,345,678')),
    fc.oneof(
      fc.constant(''),
      fc.constant('.'),
      digits(1, 25).map((d) => `.${d}`),
      fc.constant(',5'),
    ),
    fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('e', 'E'), sign, digits(0, 4)).map((parts) => parts.join('')),
    ),
    fc.constantFrom('', '', '', '%', ' €', '$', 'x'),
  )
  .map((parts) => parts.join(''));
const printed = fc.double().map(String);
const EDGES = [
  ...['9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740993'],
  ...[
    '0.1',
    '1e22',
    '1e23',
    '123456789012345678901234567890',
    '-0',
    '+0',
    '-0.0',
    '1e400',
    '1e-400',
  ],
  ...['inf', '-Infinity', '+INF', 'infinit', 'nan', 'NA', ' n/a', '-', '?', '<NA>', '\\n', '#n/a'],
  ...['9007199254740993.5', '5e-324', '2.2250738585072011e-308', '.5', '-.5', '5.', '.', '+', 'e5'],
  ...['. . . . . . . .', '1 2 3 4 5 6 7 8', '[1,2,3,4,5,6,7,8e5]', '$ 5', '€5', '5€', '12.345,6'],
  ...['0b9f4c1e-9f0a-4a6b-8a57-0d3b1a6f8f11', 'd41d8cd98f00b204e9800998ecf8427e'],
  ...['12345678901234567890123456789e12', 'abcdefabcdefabcdefabcdefabcdefab'],
  ...[
    'https://a.org/x',
    'ftp://',
    'a@b.org',
    'a b@c.org',
    'data/a/b.csv',
    'C:\\a\\b.txt',
    'a|b',
    'x;y;z',
  ],
  ...[
    '{"a":1}',
    '[a]',
    '[]',
    'May 5, 2024',
    '5 May 2024',
    'Max 5, 2024',
    '3 apples',
    'the year 2024',
  ],
];
const edge = fc.constantFrom(...EDGES);
const date = fc
  .tuple(
    fc.constantFrom('2024', '1999', '24', '3', '12', '31', '0000', '20240'),
    fc.constantFrom('-', '/', '.', ' '),
    fc.constantFrom('1', '02', '13', '00', 'Feb', '002'),
    fc.constantFrom('-', '/', '.', ' ', ''),
    fc.constantFrom('1', '29', '30', '31', '2023', '99', '123'),
    fc.constantFrom(
      '',
      ' ',
      'T',
      ' 1',
      'T12:30',
      ' 25:00',
      ' 23:59:60',
      'T1:02:03.5',
      'T01:02:03.',
    ),
    fc.constantFrom('', 'Z', 'z', '+01:00', ' PM', 'am'),
  )
  .map((parts) => parts.join(''));
const word = fc.constantFrom(
  'red',
  'inf',
  'in',
  'Item',
  'é',
  '日本',
  '1',
  '42nd',
  'n',
  'N/A',
  '👍',
  '\u2003',
);
const words = fc
  .tuple(
    fc.array(word, { maxLength: 12 }),
    fc.constantFrom(' ', '  ', '\n', '_', '\u00a0', '\u2028'),
  )
  .map(([parts, gap]) => parts.join(gap));
const signs = fc.string({
  unit: fc.constantFrom(...'0123456789abfeExn.,;:|/\\@-+()[]{}$%€£ \t\u00a0_"\'#<>?é'),
  maxLength: 45,
});
const anything = fc.oneof(
  number,
  printed,
  edge,
  date,
  words,
  signs,
  fc.string({ unit: 'grapheme' }),
);
const values = around(anything).filter((text) => text !== '' && !/\p{Surrogate}/u.test(text));
const runs = { numRuns: 4000 };

describe('bytes say what the text says', () => {
  test('kind, number, decimals, null-like, order of dates', () => {
    fc.assert(
      fc.property(values, (text) => {
        expect(byBytes(held(encoder.encode(text)))).toEqual(byText(text));
      }),
      runs,
    );
  });

  test('of the edge cases', () => {
    for (const text of EDGES) expect(byBytes(held(encoder.encode(text)))).toEqual(byText(text));
  });

  test('of bytes that are no UTF-8, and in encodings whose second bytes look like ASCII', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 24 });
    const charsets = ['utf-8', 'windows-1252', 'shift_jis', 'big5', 'gb18030'].map(charsetFor);
    fc.assert(
      fc.property(bytes, fc.constantFrom(...charsets), (value, charset) => {
        const dictionary = held(value, charset);
        expect(byBytes(dictionary)).toEqual(byText(dictionary.text(1)));
      }),
      runs,
    );
    // The pound sign of Big5 ends in the byte of a G.
    const pounds = held(Uint8Array.of(0x35, 0xa2, 0x47), charsetFor('big5'));
    expect(byBytes(pounds)).toEqual(byText(pounds.text(1)));
  });

  test('characters and words', () => {
    const bytes = fc.oneof(
      values.map((text) => encoder.encode(text)),
      fc.uint8Array({ minLength: 1, maxLength: 12 }),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(UTF8, charsetFor('shift_jis')), (value, charset) => {
        const dictionary = held(value, charset);
        const text = dictionary.text(1);
        const lengths = new TextLengths(dictionary);
        lengths.measure(1);
        expect([lengths.characters, lengths.words]).toEqual([text.length, countWords(text)]);
        expect(lengths.wordsUpTo(1, 2)).toBe(Math.min(2, countWords(text)));
      }),
      runs,
    );
  });

  test('every white space of the language parts words', () => {
    const wrong: string[] = [];
    for (let unit = 1; unit < 0x10000; unit++) {
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const text = `a${String.fromCharCode(unit)}b`;
      const lengths = new TextLengths(held(encoder.encode(text)));
      lengths.measure(1);
      if (lengths.words !== countWords(text)) wrong.push(unit.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('the profile of a column', () => {
    const few = fc.oneof(fc.constantFrom('yes', 'No', '0', '1', 'NA', '?', '2', '2.5'), values);
    const cells = fc.oneof(fc.array(few, { minLength: 1, maxLength: 40 }), fc.array(number));
    fc.assert(
      fc.property(cells, (texts) => {
        const written = columnOf(0, 'c', texts);
        const interner = new Interner();
        const codes = Uint32Array.from(texts, (text) => {
          const bytes = encoder.encode(text);
          return text === '' ? MISSING : interner.intern(bytes, 0, bytes.length);
        });
        const column = { ...written, codes, dictionary: interner.dictionary(UTF8) };
        const profiles = [written, column].map((of) =>
          profileColumns({ rowCount: texts.length, columns: [of] }, () => undefined),
        );
        expect(profiles[1]).toEqual(profiles[0]);
      }),
    );
  });

  test('times of ISO dates', () => {
    const part = (most: number) => fc.nat(most).map(String);
    const padded = (most: number) => part(most).map((text) => text.padStart(2, '0'));
    const clock = fc
      .tuple(
        fc.constantFrom(' ', 'T', '-'),
        fc.oneof(part(26), padded(25)),
        fc.oneof(padded(61), part(9)).map((minute) => `:${minute}`),
        fc.oneof(
          fc.constant(''),
          padded(61).map((second) => `:${second}`),
        ),
        fc.constantFrom('', '.5', '.123456', '.', 'Z', ' Z', '.250Z', '+02:00', ' PM'),
      )
      .map((parts) => parts.join(''));
    const iso = fc
      .tuple(fc.integer({ min: 1, max: 10_050 }), padded(13), padded(32), fc.constantFrom('-', '/'))
      .map(([year, month, day, by]) => [String(year).padStart(4, '0'), month, day].join(by));
    const times = fc.tuple(iso, fc.oneof(fc.constant(''), clock)).map((parts) => parts.join(''));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(times, date), (text) => {
        const bytes = encoder.encode(text);
        const time = readIsoDate(bytes, 0, bytes.length);
        if (Number.isNaN(time)) return;
        read++;
        expect(time).toBe(readDate(text)?.time);
      }),
      runs,
    );
    expect(read).toBeGreaterThan(runs.numRuns / 10);
  });
});
