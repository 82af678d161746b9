import { DictionaryBatch, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { Schema, type Field } from 'apache-arrow/schema';
import { DataType } from 'apache-arrow/type';
import { EngineError } from '../../engine/problems';
import type { ByteSource } from '../bytes';
import type { Head, ReadResult, Tick } from '../codec';
import { HeldMemory } from '../held-memory';
import { pathName } from '../json/path-names';
import { reportNames } from '../name-problems';
import { Damage } from '../parquet/failure';
import { ProblemLog } from '../problem-log';
import { readArray, type ArrowArray } from './arrays';
import { ArrowColumn } from './arrow-column';
import { BatchBody } from './body';
import { guardedAt } from './failures';
import { arrowMessages, type ArrowMessage } from './messages';
import { t } from '../../engine/language';

/** Rows of a batch that may be claimed without any bytes for them. */
const ROWS_FOR_NOTHING = 1 << 24;
const MOST_ROWS = 0xfffffff0;

/**
 * Reads an Arrow file (Feather version 2) or stream batch by batch: members of structs become columns of their own, lists
 * and maps are JSON text, entries of dictionaries are looked up once.
 * `memory`: bytes that its cells may take. @throws EngineError unreadable, too-large; Cancelled
 */
export function readArrow(source: ByteSource, tick: Tick, memory?: number): ReadResult {
  const reading = new ArrowReading(source, tick, memory);
  for (const message of arrowMessages(source)) {
    guardedAt(source, message.at, () => {
      reading.take(message);
    });
  }
  return reading.finish();
}

/** A file of fewer bytes is read in a moment; a batch of more bytes is not the beginning of anything. */
const LARGE = 8 << 20;
const LARGEST_BATCH = 64 << 20;
/** Rows of which the first rows are made. */
const HEAD_ROWS = 8000;

/**
 * Reads the first rows of a large file; undefined when all of it is read as fast, or its first batch is large too.
 * @throws EngineError unreadable, too-large; Cancelled
 */
export function headOfArrow(source: ByteSource, tick: Tick): Head | undefined {
  if (source.size < LARGE) return undefined;
  const reading = new ArrowReading(source, tick);
  let seen = 0;
  for (const message of arrowMessages(source)) {
    const { header, bodyLength, bodyAt } = message;
    if (bodyLength > LARGEST_BATCH) return undefined;
    guardedAt(source, message.at, () => {
      if (header instanceof RecordBatch) seen += header.length;
      reading.take(message, HEAD_ROWS);
    });
    if (seen < HEAD_ROWS) continue;
    return {
      result: reading.finish(),
      ofAbout: Math.round((seen * source.size) / (bodyAt + bodyLength)),
    };
  }
  return undefined;
}

class ArrowReading {
  readonly #source: ByteSource;
  readonly #tick: Tick;
  readonly #dictionaries = new Map<number, ArrowArray>();
  readonly #columns: ArrowColumn[] = [];
  readonly #memory: HeldMemory;
  #schema: Schema | undefined;
  #rows = 0;

  constructor(source: ByteSource, tick: Tick, memory?: number) {
    this.#source = source;
    this.#memory = new HeldMemory(source.name, memory);
    this.#tick = tick;
  }

  /** Takes a message; of its rows as many as make `most` rows in all. */
  take(message: ArrowMessage, most = Infinity): void {
    const { header, bodyAt } = message;
    this.#tick(bodyAt, this.#source.size);
    if (header instanceof Schema) this.#takeSchema(header);
    else if (header instanceof DictionaryBatch)
      this.#takeDictionary(header, new BatchBody(this.#source, message, header.data));
    else this.#takeBatch(header, new BatchBody(this.#source, message, header), message, most);
  }

  #takeSchema(schema: Schema): void {
    if (this.#schema) throw new Damage(t('it has a second schema'));
    this.#schema = schema;
    schema.fields.forEach((field, index) => {
      this.#addColumns(field, [field.name], [index]);
    });
  }

  #takeDictionary(header: DictionaryBatch, body: BatchBody): void {
    const type = this.#schema?.dictionaries.get(header.id);
    if (!type) throw new Damage(t`no column has the dictionary ${header.id}`);
    if (header.isDelta)
      throw new Damage(t('dictionaries that grow cannot be read: write the file again'));
    this.#dictionaries.set(header.id, readArray(type, body, this.#dictionaries));
  }

  #takeBatch(
    batch: RecordBatch,
    body: BatchBody,
    place: { readonly bodyAt: number; readonly bodyLength: number },
    most: number,
  ): void {
    if (!this.#schema) throw new Damage(t('it has no schema'));
    const rows = batch.length;
    const plausible = rows <= ROWS_FOR_NOTHING || rows <= place.bodyLength * 4096;
    if (!(rows >= 0) || !plausible) throw new Damage(t`it claims ${rows} rows`);
    if (this.#rows + rows > MOST_ROWS) {
      throw new EngineError(
        'too-large',
        t`\`${this.#source.name}\` has more than ${MOST_ROWS.toLocaleString('en')} rows: split it and audit the parts.`,
      );
    }
    // What is decoded lies beside what is held.
    const held = this.#columns.reduce((sum, { bytes }) => sum + bytes, 0);
    const coded = 4 * Math.min(rows, most - this.#rows) * this.#columns.length;
    this.#memory.claim(held + coded + place.bodyLength, this.#rows + rows);
    const arrays = this.#schema.fields.map((field) =>
      readArray(field.type as DataType, body, this.#dictionaries),
    );
    if (arrays.some(({ length }) => length < rows)) throw new Damage(t('a column is too short'));
    const tick = () => {
      this.#tick(place.bodyAt, this.#source.size);
    };
    const taken = Math.min(rows, most - this.#rows);
    for (const column of this.#columns) {
      const [array, around] = arrayAt(arrays, column.path);
      column.take(array, around, taken, tick);
    }
    this.#rows += taken;
  }

  finish(): ReadResult {
    const { name, size } = this.#source;
    if (!this.#schema)
      throw new EngineError('unreadable', t`\`${name}\` has no Arrow schema: it holds no table.`);
    const problems = new ProblemLog();
    reportNames(
      problems,
      this.#columns.map((column) => column.name),
      0,
    );
    const columns = this.#columns.map((column, index) => column.finish(index, problems));
    return {
      table: { rowCount: this.#rows, columns },
      facts: {
        name,
        format: 'arrow',
        bytes: size,
        encoding: 'utf-8',
        encodingGuessed: false,
        headerCertain: true,
        blankLines: 0,
        raggedRows: 0,
        problems: problems.list(),
      },
    };
  }

  #addColumns(field: Field, names: readonly string[], path: readonly number[]): void {
    const type = field.type as DataType;
    if (!DataType.isStruct(type) || type.children.length === 0) {
      const name = names.length === 1 ? names[0]! : pathName(names);
      this.#columns.push(new ArrowColumn(name, path, type));
      return;
    }
    type.children.forEach((child, index) => {
      this.#addColumns(child as Field, [...names, child.name], [...path, index]);
    });
  }
}

/** The array at a path, and the structs around it. */
function arrayAt(
  arrays: readonly ArrowArray[],
  path: readonly number[],
): readonly [ArrowArray, readonly ArrowArray[]] {
  const around: ArrowArray[] = [];
  let within = arrays;
  for (const index of path.slice(0, -1)) {
    const struct = within[index]!;
    around.push(struct);
    within = struct.kind === 'struct' ? struct.children : [];
  }
  return [within[path.at(-1)!]!, around];
}
