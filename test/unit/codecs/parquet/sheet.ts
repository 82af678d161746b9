import { memorySource } from '../../../../src/codecs/bytes';
import type { ReadResult, WriteJob } from '../../../../src/codecs/codec';
import { readFooter } from '../../../../src/codecs/parquet/footer';
import { readParquet } from '../../../../src/codecs/parquet/read-parquet';
import { writeParquet } from '../../../../src/codecs/parquet/write-parquet';
import { MISSING } from '../../../../src/engine/table/table';

/** A Parquet file in memory. */
export class Sheet {
  readonly bytes: Uint8Array;
  readonly result: ReadResult;

  private constructor(name: string, bytes: Uint8Array) {
    this.bytes = bytes;
    this.result = readParquet(memorySource(name, bytes), () => undefined);
  }

  static of(name: string, bytes: Uint8Array): Sheet {
    return new Sheet(name, bytes);
  }

  get rows(): number {
    return this.result.table.rowCount;
  }

  /** Row by row; null is a missing cell. */
  cells(): (string | null)[][] {
    const { columns } = this.result.table;
    return Array.from({ length: this.rows }, (_, row) =>
      columns.map(({ codes, dictionary }) =>
        codes[row] === MISSING ? null : dictionary.text(codes[row]!),
      ),
    );
  }

  names(): string[] {
    return this.result.table.columns.map(({ name }) => name);
  }

  footer() {
    return readFooter(memorySource('x', this.bytes));
  }

  elements() {
    return this.footer().schema.elements;
  }

  /** The file that a plan makes of this one. */
  written(plan: Partial<WriteJob['plan']> & Pick<WriteJob['plan'], 'rows'>): Sheet {
    const parts: Uint8Array[] = [];
    const job: WriteJob = {
      source: memorySource('x', this.bytes),
      result: this.result,
      plan: { columns: [], ...plan },
    };
    writeParquet(job, { write: (bytes) => parts.push(bytes.slice()) }, () => undefined);
    return new Sheet('written', Buffer.concat(parts));
  }
}
