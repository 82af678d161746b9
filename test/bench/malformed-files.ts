import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dice } from '../dice';

/** A kind of broken file, of about any size. */
export interface Malformed {
  readonly id: string;
  readonly title: string;
  readonly extension: string;
  /** It has one size. */
  readonly fixed?: boolean;
  make(path: string, bytes: number): void;
}

const BLOCK = 1 << 20;
const HEADER = 'id,name,value\n';
const ROW = '12345,some text,6.75\n';

/** Writes parts one after the other, each repeated until it has its share of the bytes. */
function fill(
  path: string,
  parts: readonly (readonly [text: string | Uint8Array, bytes: number])[],
) {
  const file = openSync(path, 'w');
  for (const [part, bytes] of parts) {
    const unit = Buffer.from(part);
    const block = Buffer.alloc(Math.max(1, Math.floor(BLOCK / unit.length)) * unit.length, unit);
    let left = bytes;
    for (; left >= block.length; left -= block.length) writeSync(file, block);
    const units = Math.max(left === bytes ? 1 : 0, Math.floor(left / unit.length));
    writeSync(file, block, 0, units * unit.length);
  }
  closeSync(file);
}

const file = (
  id: string,
  title: string,
  parts: (bytes: number) => (readonly [string | Uint8Array, number])[],
  extension: Malformed['extension'] = 'csv',
): Malformed => ({ id, title, extension, make: (path, bytes) => fill(path, parts(bytes)) });

/** Pseudo-random bytes. */
function junk(length: number): Uint8Array {
  const u = dice(9);
  return Uint8Array.from({ length }, () => u.below(256));
}

const QUOTE_ROW = '12345,"some text,6.75\n';

const OBJECT = '{"id":12345,"name":"some text","value":6.75}';
/** An object whose name is never closed. */
const OPEN_OBJECT = '{"id":12345,"name":"some text,"value":6.75}';

const line = (id: string, title: string, parts: Parameters<typeof file>[2]) =>
  file(`jsonl-${id}`, `JSON Lines: ${title}`, parts, 'jsonl');
const list = (id: string, title: string, parts: Parameters<typeof file>[2]) =>
  file(`json-${id}`, `JSON: ${title}`, parts, 'json');

/** Broken JSON. */
const MALFORMED_JSON: readonly Malformed[] = [
  line('sound', 'nothing is wrong, to compare with', (n) => [[`${OBJECT}\n`, n]]),
  line('quote', 'a quote is never closed, middle row', (n) => [
    [`${OBJECT}\n`, n / 2],
    [`${OPEN_OBJECT}\n`, 0],
    [`${OBJECT}\n`, n / 2],
  ]),
  line('quote-each', 'a quote is never closed, every row', (n) => [[`${OPEN_OBJECT}\n`, n]]),
  line('truncated', 'cut off within a row', (n) => [
    [`${OBJECT}\n`, n],
    ['{"id":12345,"na', 0],
  ]),
  line('key', 'a key of 10 MB', (n) => [
    [`${OBJECT}\n`, n / 2],
    ['{"', 0],
    ['key', 1e7],
    ['":1}\n', 0],
    [`${OBJECT}\n`, n / 2],
  ]),
  line('keys', 'every key is another', () => [
    [Array.from({ length: 1e5 }, (_, i) => `{"key ${i}":1}\n`).join(''), 0],
  ]),
  line('invalid', 'malformed UTF-8 in every row', (n) => [
    [Buffer.from('{"id":1,"name":"caf\xe9 \xff"}\n', 'latin1'), n],
  ]),
  line('deep', 'brackets without end in one row', (n) => [
    [`${OBJECT}\n`, n / 2],
    ['{"a":', n / 2],
  ]),
  line('endless', 'no line end', (n) => [
    ['{"a":"', 0],
    ['word ', n],
  ]),
  list('sound', 'nothing is wrong, to compare with', (n) => [
    ['[', 0],
    [`${OBJECT},`, n],
    [`${OBJECT}]`, 0],
  ]),
  list('quote', 'a quote is never closed, all on one line', (n) => [
    ['[', 0],
    [`${OBJECT},`, n / 2],
    [`${OPEN_OBJECT},`, 0],
    [`${OBJECT},`, n / 2],
    [`${OBJECT}]`, 0],
  ]),
  list('quote-lines', 'a quote is never closed, a row per line', (n) => [
    ['[\n', 0],
    [`${OBJECT},\n`, n / 2],
    [`${OPEN_OBJECT},\n`, 0],
    [`${OBJECT},\n`, n / 2],
    [`${OBJECT}]`, 0],
  ]),
  list('brace', 'a brace is never closed', (n) => [
    ['[', 0],
    ['{"a":{"b":1},', 0],
    [`"c":${OBJECT},`, n],
  ]),
  list('truncated', 'cut off within a row', (n) => [
    ['[', 0],
    [`${OBJECT},`, n],
    ['{"id":12345,"na', 0],
  ]),
  list('deep', 'nothing but opening brackets', (n) => [['[', n]]),
  list('string', 'one endless string', (n) => [
    ['[{"a":"', 0],
    ['word ', n],
  ]),
];

/** Every kind that is tried: sizes differ from run to run, the kinds do not. */
export const MALFORMED: readonly Malformed[] = [
  file('sound', 'nothing is wrong, to compare with', (n) => [
    [HEADER, 0],
    [ROW, n],
  ]),
  file('quote-first', 'a quote is never closed, first row', (n) => [
    [HEADER, 0],
    [QUOTE_ROW, 0],
    [ROW, n],
  ]),
  file('quote-middle', 'a quote is never closed, middle row', (n) => [
    [HEADER, 0],
    [ROW, n / 2],
    [QUOTE_ROW, 0],
    [ROW, n / 2],
  ]),
  file('quote-last', 'a quote is never closed, last row', (n) => [
    [HEADER, 0],
    [ROW, n],
    [QUOTE_ROW, 0],
  ]),
  file('quote-each', 'a quote is never closed, every row', (n) => [
    [HEADER, 0],
    [QUOTE_ROW, n],
  ]),
  file('quotes', 'nothing but quotes', (n) => [['"', n]]),
  file('truncated', 'cut off within a row', (n) => [
    [HEADER, 0],
    [ROW, n],
    ['12345,so', 0],
  ]),
  file('header', 'a header as long as the rows', (n) => [
    ['name', n / 2],
    [',b\n', 0],
    ['1,2\n', n / 2],
  ]),
  file('columns', '100,000 columns', (n) => [
    ['name,', 5e5],
    ['last\n', 0],
    [`${'1,'.repeat(1e5)}2\n`, n],
  ]),
  file('cell', 'one cell half as large as the file', (n) => [
    [HEADER, 0],
    [ROW, n / 4],
    ['1,"', 0],
    ['many words, ', n / 2],
    ['",2\n', 0],
    [ROW, n / 4],
  ]),
  file('row', 'no line end, numbers and delimiters', (n) => [['1,', n]]),
  file('word', 'one endless word', (n) => [['a', n]]),
  {
    id: 'zeros',
    title: 'nothing but NUL bytes',
    extension: 'csv',
    make(path, bytes) {
      const empty = openSync(path, 'w');
      ftruncateSync(empty, Math.floor(bytes));
      closeSync(empty);
    },
  },
  file('nul-tail', 'NUL bytes behind sound rows, as a full disk leaves them', (n) => [
    [HEADER, 0],
    [ROW, n / 2],
    ['\0', n / 2],
  ]),
  file('nul-cells', 'a NUL byte in every row', (n) => [
    [HEADER, 0],
    ['12345,some\0text,6.75\n', n],
  ]),
  file('junk', 'random bytes', (n) => [[junk(1 << 16), n]]),
  file('invalid', 'malformed UTF-8 in every row', (n) => [
    [HEADER, 0],
    [Buffer.from('12345,caf\xe9 \xff,6.75\n', 'latin1'), n],
  ]),
  file('line-ends', 'nothing but line ends', (n) => [['\n', n]]),
  file('returns', 'nothing but carriage returns', (n) => [['\r', n]]),
  file('delimiters', 'nothing but delimiters and line ends', (n) => [[',,,,,,,\n', n]]),
  file('no-header', 'no header', (n) => [[ROW, n]]),
  file('ragged', 'another number of fields in every row', (n) => [
    [HEADER, 0],
    ['1\n1,2\n1,2,3\n1,2,3,4\n', n],
  ]),
  file('after-quote', 'text after the closing quote in every row', (n) => [
    [HEADER, 0],
    ['1,"a"b,2\n', n],
  ]),
  ...MALFORMED_JSON,
];
