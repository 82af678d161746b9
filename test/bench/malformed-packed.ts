import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { dice } from '../dice';
import type { Malformed } from './malformed-files';

// Broken files of the formats that are not text. Sound ones of some size are made here, then something is done to them.

const FIXTURES = path.resolve('test/fixtures');
const CSV_ROW = '12345,some text,6.75\n';
const MEGABYTE = 1 << 20;

type Make = (bytes: number) => Uint8Array;
type Damage = (sound: Uint8Array) => Uint8Array;

const fixed = (id: string, title: string, extension: string, make: () => Uint8Array) => ({
  ...kind(id, title, extension, make),
  fixed: true,
});
const kind = (id: string, title: string, extension: string, make: Make): Malformed => ({
  id: `${extension.split('.').at(-1)!}-${id}`,
  title: `${extension}: ${title}`,
  extension,
  make(file, bytes) {
    writeFileSync(file, make(bytes));
  },
});

/** Rows for about so many bytes, of 24 bytes each. */
const columns = (bytes: number) => {
  const u = dice(3);
  const rows = Math.ceil(bytes / 24);
  const texts = Array.from({ length: rows }, (_, row) => `text ${row}`);
  return { id: Float64Array.from({ length: rows }, () => u.next()), name: texts };
};

const parquet: Make = (bytes) => {
  const { id, name } = columns(bytes);
  const columnData = [
    { name: 'id', data: id, type: 'DOUBLE' as const },
    { name: 'name', data: name, type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 100_000 }));
};
const arrow: Make = (bytes) => tableToIPC(tableFromArrays(columns(bytes)), 'file');
const gzip: Make = (bytes) => {
  const { id, name } = columns(bytes);
  const rows = name.map((text, row) => `${id[row]!},${text}\n`);
  return gzipSync(`id,name\n${rows.join('')}`, { level: 1 });
};
/** Blocks that are not compressed, as RFC 8878 allows. */
const zstd: Make = (bytes) => {
  const block = strToU8(CSV_ROW.repeat(5000));
  const parts: Uint8Array[] = [Buffer.from('28b52ffd0050', 'hex')];
  for (let left = Math.ceil(bytes / block.length); left > 0; left--) {
    const header = (block.length << 3) | (left === 1 ? 1 : 0);
    parts.push(Uint8Array.of(header & 255, (header >> 8) & 255, header >> 16), block);
  }
  return Buffer.concat(parts);
};

const RELATIONS = (type: string, target: string) =>
  strToU8(
    `<Relationships><Relationship Id="r0" Type="x/${type}" Target="${target}"/></Relationships>`,
  );
const workbook = (sheet: Uint8Array) =>
  zipSync(
    {
      '_rels/.rels': RELATIONS('officeDocument', 'xl/workbook.xml'),
      'xl/workbook.xml': strToU8(
        '<workbook><sheets><sheet name="S" r:id="r0"/></sheets></workbook>',
      ),
      'xl/_rels/workbook.xml.rels': RELATIONS('worksheet', 'worksheets/sheet1.xml'),
      'xl/worksheets/sheet1.xml': sheet,
    },
    { level: 1 },
  );
const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const sheetOf = (rows: string) => strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
const xlsx: Make = (bytes) =>
  workbook(
    sheetOf(
      columns(bytes)
        .name.slice(0, 1_000_000)
        .map((text) => `<row>${cell(text)}<c><v>1</v></c></row>`)
        .join(''),
    ),
  );

const cut: Damage = (sound) => sound.subarray(0, Math.floor(sound.length * 0.6));
const changed: Damage = (sound) => {
  const copy = sound.slice();
  const u = dice(5);
  for (let at = Math.floor(copy.length * 0.5), n = 0; n < 200; n++) copy[at + n] = u.below(256);
  return copy;
};
const junk = (magic: string): Make => {
  const u = dice(9);
  return (bytes) =>
    Uint8Array.from([
      ...Buffer.from(magic, 'latin1'),
      ...Array.from({ length: Math.min(bytes, MEGABYTE) }, () => u.below(256)),
    ]);
};

const SOUND: readonly (readonly [extension: string, magic: string, make: Make])[] = [
  ['parquet', 'PAR1', parquet],
  ['arrow', 'ARROW1\0\0', arrow],
  ['xlsx', 'PK\x03\x04', xlsx],
  ['csv.gz', '\x1f\x8b\x08\0', gzip],
  ['csv.zst', '\x28\xb5\x2f\xfd', zstd],
];

/** A header that alone is ten megabytes long. */
const LONG_NAME = 'name'.repeat(2.5e6);
const numbers = Float64Array.from({ length: 1000 }, (_, i) => i);

/** Few bytes that unfold to `bytes` of one letter. */
const zstdBomb = (bytes: number) => {
  const block = Buffer.from('02001061', 'hex');
  const count = Math.ceil(bytes / (1 << 17));
  const last = Buffer.from('03001061', 'hex');
  const blocks = Array<Uint8Array>(count - 1).fill(block);
  return Buffer.concat([Buffer.from('28b52ffd0050', 'hex'), ...blocks, last]);
};
const HUGE = 2 ** 31;

/** A page that says it has so many bytes. */
function parquetBomb(compress: (input: Uint8Array) => Uint8Array, bytes: number): Uint8Array {
  const data = [new Uint8Array(bytes).fill(97), Uint8Array.of(98)];
  const columnData = [
    { name: 'x', data, type: 'BYTE_ARRAY' as const, encoding: 'PLAIN' as const, statistics: false },
  ];
  return new Uint8Array(
    parquetWriteBuffer({ columnData, codec: 'GZIP', compressors: { GZIP: compress } }),
  );
}

/** The first compressed buffer of a file says that it has 2 GB. */
function arrowBomb(): Uint8Array {
  const file = readFileSync(path.join(FIXTURES, 'arrow/zstd.arrow'));
  const at = file.indexOf(Buffer.from('28b52ffd', 'hex'));
  file.writeBigInt64LE(BigInt(HUGE), at - 8);
  return file;
}

/** Broken files of packed formats: each truncated, damaged, of the right magic alone, with a huge header, and a bomb. */
export const MALFORMED_PACKED: readonly Malformed[] = [
  ...SOUND.flatMap(([extension, magic, make]) => [
    kind('sound', 'nothing is wrong, to compare with', extension, make),
    kind('cut', 'cut off', extension, (bytes) => cut(make(bytes))),
    kind('changed', '200 bytes in the middle are others', extension, (bytes) =>
      changed(make(bytes)),
    ),
    kind('magic', 'the right magic, then random bytes', extension, junk(magic)),
    kind('other', 'random bytes', extension, junk('')),
    kind('text', 'CSV under this name', extension, () => strToU8(`a,b\n${'1,2\n'.repeat(1000)}`)),
  ]),
  fixed('header', 'a column name of 10 MB', 'parquet', () => {
    const columnData = [{ name: LONG_NAME, data: numbers, type: 'DOUBLE' as const }];
    return new Uint8Array(parquetWriteBuffer({ columnData }));
  }),
  fixed('header', 'a column name of 10 MB', 'arrow', () =>
    tableToIPC(tableFromArrays({ [LONG_NAME]: numbers }), 'file'),
  ),
  fixed('header', 'a column name of 10 MB', 'xlsx', () =>
    workbook(sheetOf(`<row>${cell(LONG_NAME)}</row><row>${cell('a')}</row>`.repeat(2))),
  ),
  fixed('header', 'a column name of 10 MB', 'csv.gz', () => gzipSync(`${LONG_NAME},b\n1,2\n`)),
  fixed('bomb', '2 GB of one letter', 'csv.gz', () =>
    gzipSync(Buffer.concat([strToU8('a\n'), Buffer.alloc(HUGE - MEGABYTE, 97)]), { level: 1 }),
  ),
  fixed('bomb', '2 GB of one letter', 'csv.zst', () => zstdBomb(HUGE)),
  fixed('bomb', '1 GB of spaces', 'xlsx', () => workbook(Buffer.alloc(1 << 30, ' '))),
  fixed('bomb-cell', 'a cell of 400 MB', 'xlsx', () =>
    workbook(sheetOf(`<row>${cell('a')}</row><row>${cell('a'.repeat(4e8))}</row>`)),
  ),
  fixed('bomb', 'a value of 400 MB', 'parquet', () => parquetBomb((input) => gzipSync(input), 4e8)),
  fixed('bomb', 'a buffer that says it has 2 GB', 'arrow', () => arrowBomb()),
];
