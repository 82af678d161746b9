import { describe, expect, it, test } from 'vitest';
import { CODECS, codecFor } from '../../src/codecs';
import { memorySource } from '../../src/codecs/bytes';
import type { ReadResult, Tick, WriteJob } from '../../src/codecs/codec';
import { Cancelled, EngineError } from '../../src/engine/problems';
import type { Table } from '../../src/engine/table/table';
import { dice } from '../dice';
import { CODEC_SUBJECTS, type CodecSubject } from './codec-subjects';

const noTick: Tick = () => undefined;
/** Refusals of a file that cannot be read at all; anything else that is thrown is a fault. */
const REFUSALS = ['unreadable', 'unsupported-format', 'too-large'];

const readSubject = ({ codec, name, bytes }: CodecSubject, tick = noTick) =>
  Promise.resolve(codec.read(memorySource(name, bytes), {}, tick));

/** What a plan makes of a file. */
function write(
  { codec, name, bytes }: CodecSubject,
  result: ReadResult,
  plan: WriteJob['plan'],
  tick = noTick,
): Uint8Array {
  const parts: Uint8Array[] = [];
  const sink = { write: (part: Uint8Array) => void parts.push(part.slice()) };
  codec.write({ source: memorySource(name, bytes), result, plan }, sink, tick);
  return Buffer.concat(parts);
}

/** Reads what was written, by the format that it was written in. */
function readWritten({ codec, name }: CodecSubject, source: ReadResult, written: Uint8Array) {
  const form = codec.writesAs?.(source);
  const next = form ? `written.${form.extension}` : name;
  const reader = form ? codecFor(next, written) : codec;
  const choice = form?.extension === 'csv' ? { header: true, delimiter: ',' } : readAs(source);
  return Promise.resolve(reader.read(memorySource(next, written), choice, noTick));
}

/** A guess about the header may come out otherwise for other rows: it is not what is tested here. */
const readAs = ({ facts: { dialect } }: ReadResult) =>
  dialect ? { header: dialect.header, delimiter: dialect.delimiter } : {};

const everyRow = ({ rowCount }: Table) => Uint32Array.from({ length: rowCount }, (_, row) => row);

/** Whether the columns are the keys of objects. */
const isJson = ({ codec }: CodecSubject) => codec.id === 'json' || codec.id === 'jsonl';

/** Whether what is written says of a cell what it was written as. */
const keepsTags = ({ codec }: CodecSubject, source: ReadResult) =>
  codec.writesAs?.(source)?.extension !== 'csv';

/** Every cell with what it was written as (unless that is lost), row by row. */
const cellsOf = ({ rowCount, columns }: Table, tagged: boolean) =>
  Array.from({ length: rowCount }, (_, row) =>
    columns.map(({ codes, dictionary }) => {
      const code = codes[row]!;
      return `${tagged ? dictionary.tag(code) : 0} ${dictionary.text(code)}`;
    }),
  );
const namesOf = ({ columns }: Table) => columns.map(({ name }) => name);

describe('every codec', () => {
  it.each(CODECS)('$id names itself in one way, and has files to be tested with', (codec) => {
    expect(codec.id).toMatch(/^[a-z]+$/);
    expect(CODECS.filter(({ id }) => id === codec.id)).toHaveLength(1);
    for (const extension of codec.extensions) expect(extension).toMatch(/^[a-z0-9.]+$/);
    expect(CODEC_SUBJECTS.filter((subject) => subject.codec === codec)).not.toEqual([]);
  });
});

describe.each(CODEC_SUBJECTS)('$codec.id: $name', (subject) => {
  test('is written as it was read, cell by cell, and text byte by byte', async () => {
    const source = await readSubject(subject);
    const { table, facts } = source;
    const written = write(subject, source, { rows: everyRow(table), columns: [] });
    const again = await readWritten(subject, source, written);
    expect(namesOf(again.table)).toEqual(namesOf(table));
    const tagged = keepsTags(subject, source);
    expect(cellsOf(again.table, tagged)).toEqual(cellsOf(table, tagged));
    const isText = facts.dialect !== undefined || isJson(subject);
    if (isText && !subject.codec.writesAs?.(source)) {
      expect(Buffer.from(written).toString()).toBe(Buffer.from(subject.bytes).toString());
    }
  });

  test('has rows in any order, as often as wanted, and columns added at the end', async () => {
    const source = await readSubject(subject);
    const { table } = source;
    if (table.rowCount === 0) return;
    const rows = Uint32Array.from({ length: 50 }, (_, i) => (i * 7919) % table.rowCount);
    const added = { name: 'added', type: 'text' as const, text: (row: number) => `value ${row}` };
    const written = write(subject, source, { rows, columns: [added] });
    const again = await readWritten(subject, source, written);
    const tagged = keepsTags(subject, source);
    const before = cellsOf(table, tagged);
    // The columns of JSON are in order of first appearance, which other rows change.
    const columns = [...namesOf(table), 'added'].map((name) => namesOf(again.table).indexOf(name));
    expect([...columns].sort((a, b) => a - b)).toEqual([...columns.keys()]);
    if (!isJson(subject)) expect(columns).toEqual([...columns.keys()]);
    const cells = cellsOf(again.table, tagged).map((row) => columns.map((at) => row[at]!));
    expect(cells.map((row) => row.slice(0, -1))).toEqual(Array.from(rows, (row) => before[row]));
    expect(cells.map((row) => row.at(-1)!.slice(2))).toEqual(
      Array.from(rows, (_, at) => `value ${at}`),
    );
  });

  test('lets a cancel through, reading and writing', async () => {
    const cancel: Tick = () => {
      throw new Cancelled();
    };
    if (subject.bytes.length === 0) return;
    await expect(Promise.resolve().then(() => readSubject(subject, cancel))).rejects.toThrow(
      Cancelled,
    );
    const source = await readSubject(subject);
    const rows = Uint32Array.from({ length: 100_000 }, () => 0);
    if (source.table.rowCount === 0) return;
    expect(() => write(subject, source, { rows, columns: [] }, cancel)).toThrow(Cancelled);
  });

  test('is refused in one sentence or read with problems when cut off or damaged', async () => {
    const u = dice(subject.bytes.length);
    for (let n = 0; n < 60; n++) {
      const bytes = Buffer.from(subject.bytes);
      const at = u.below(bytes.length + 1);
      const damaged = n % 2 === 0 ? bytes.subarray(0, at) : bytes;
      if (n % 2 === 1) for (let k = 0; k < 3; k++) damaged[u.below(bytes.length)] = u.below(256);
      try {
        const { table } = await readSubject({ ...subject, bytes: damaged });
        for (const { codes } of table.columns) expect(codes).toHaveLength(table.rowCount);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        expect(REFUSALS, error.message).toContain(error.code);
        expect(error.message).toMatch(/^[^\n]{10,400}\.$/);
      }
    }
  });
});
