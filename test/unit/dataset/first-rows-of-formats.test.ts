import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { strToU8, zipSync } from 'fflate';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, test } from 'vitest';
import { Dataset } from '../../../src/files/dataset';
import { dice } from '../../dice';
import { Folder } from './folder';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

/** Rows that hardly pack. */
const ROWS = 240_000;
const { below } = dice(7);
const ids = Float64Array.from({ length: ROWS }, (_, i) => i);
const word = () => below(2 ** 31).toString(36);
const noise = Array.from({ length: ROWS }, () => `n${word()}${word()}${word()}${word()}${word()}`);
const labels = Array.from(ids, (i) => (i % 9 === 0 ? 'yes' : 'no'));

const csv = () =>
  strToU8(['id,noise,label', ...noise.map((n, i) => `${i},${n},${labels[i]!}`), ''].join('\n'));
const json = (rows = ROWS) =>
  JSON.stringify(
    Array.from({ length: rows }, (_, id) => ({ id, noise: noise[id], label: labels[id] })),
  );

/** Frames without compression: a header and one raw block each (RFC 8878). */
function zstd(content: Uint8Array): Uint8Array {
  const block = 100_000;
  const frames: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += block) {
    const part = content.subarray(at, at + block);
    const head = new DataView(new ArrayBuffer(12));
    head.setUint32(0, 0xfd2fb528, true);
    // One segment whose size stands in four bytes; then the last block, raw, of that size.
    head.setUint8(4, 0xa0);
    head.setUint32(5, part.length, true);
    const block3 = 1 | (part.length << 3);
    head.setUint16(9, block3 & 0xffff, true);
    head.setUint8(11, block3 >>> 16);
    frames.push(new Uint8Array(head.buffer), part);
  }
  return Buffer.concat(frames);
}

/** A workbook; `shared`: its texts stand in a list of their own, as Excel writes them. */
function workbook(rows: number, shared: boolean): Uint8Array {
  const texts: string[] = [];
  const cell = (text: string) =>
    shared
      ? `<c t="s"><v>${texts.push(text) - 1}</v></c>`
      : `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  const head = `<row>${cell('id')}${cell('noise')}${cell('label')}</row>`;
  const lines = Array.from(
    { length: rows },
    (_, i) => `<row><c><v>${i}</v></c>${cell(noise[i]!)}${cell(labels[i]!)}</row>`,
  );
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts = {
    '_rels/.rels': `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="Rows" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation('r1', 'worksheet', 'sheet.xml')}${relation('r2', 'sharedStrings', 'texts.xml')}</Relationships>`,
    'xl/sheet.xml': `<worksheet><sheetData>${head}${lines.join('')}</sheetData></worksheet>`,
    'xl/texts.xml': `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])),
  );
}

const arrow = () => tableToIPC(tableFromArrays({ id: ids, noise, label: labels }), 'stream');
const parquet = () =>
  new Uint8Array(
    parquetWriteBuffer({
      codec: 'UNCOMPRESSED',
      columnData: [
        { name: 'id', data: [...ids], type: 'DOUBLE' },
        { name: 'noise', data: noise, type: 'STRING' },
        { name: 'label', data: labels, type: 'STRING' },
      ],
    }),
  );

async function firstRowsOf(name: string, content: string | Uint8Array) {
  const path = folder.file(name, content);
  const dataset = new Dataset();
  return { found: await dataset.openFirstRows({ kind: 'file', path }, {}), dataset };
}

describe('the first rows of a large file', () => {
  const cases: [name: string, content: () => string | Uint8Array, rows: number][] = [
    ['packed.csv.gz', () => gzipSync(csv()), ROWS],
    ['packed.csv.zst', () => zstd(csv()), ROWS],
    ['packed.json.gz', () => gzipSync(json()), ROWS],
    ['list.json', () => json(), ROWS],
    ['object.json', () => `{"about": {"n": ${ROWS}}, "rows": ${json()}, "end": true}`, ROWS],
    ['rows.arrows', arrow, ROWS],
    ['rows.parquet', parquet, ROWS],
    ['shared.xlsx', () => workbook(60_000, true), 60_000],
    ['inline.xlsx', () => workbook(60_000, false), 60_000],
  ];
  test.each(cases)('are those of the file: %s', async (name, content, rows) => {
    const { found, dataset } = await firstRowsOf(name, content());
    expect(found).toBe(true);
    const report = dataset.audit({ roles: {} });
    const { estimate, problems, source } = report;
    expect(problems).toEqual([]);
    expect(source.name).toBe(name);
    expect(source.rows).toBe(estimate!.rows);
    expect(estimate!.rows).toBeGreaterThan(2000);
    expect(estimate!.rows).toBeLessThan(rows / 2);
    expect(Math.abs(estimate!.ofAbout / rows - 1)).toBeLessThan(0.15);
    const last = estimate!.rows - 1;
    const page = dataset.rows({ kind: 'rows', rows: [0, last] }, 0, 2).rows;
    expect(page.map(({ cells }) => cells)).toEqual(
      [0, last].map((row) => [String(row), noise[row], labels[row]]),
    );
  });

  test.each([
    ['small.json', () => json(1000)],
    ['small.xlsx', () => workbook(1000, true)],
    ['small.csv.gz', () => gzipSync(strToU8('a,b\n1,2\n'))],
  ])('are not asked of a small one: %s', async (name, content) => {
    expect((await firstRowsOf(name, content())).found).toBe(false);
  });

  test('of several files are those of each', async () => {
    const paths = ['train.csv', 'test.csv'].map((name) => folder.file(name, csv()));
    const dataset = new Dataset();
    const ref = { kind: 'files', path: folder.path, paths } as const;
    expect(await dataset.openFirstRows(ref, {})).toBe(true);
    const { estimate, columns } = dataset.audit({ roles: {} });
    expect(columns.map(({ name }) => name)).toEqual(['id', 'noise', 'label', '_split']);
    expect(Math.abs(estimate!.ofAbout / (2 * ROWS) - 1)).toBeLessThan(0.1);
    const rows = [0, estimate!.rows - 1];
    const page = dataset.rows({ kind: 'rows', rows }, 0, 2).rows;
    expect(page.map(({ cells }) => cells[3])).toEqual(['train', 'test']);
  });
});
