import { madeText } from '../../engine/plan/plan';
import { EngineError } from '../../engine/problems';
import type { ByteSink } from '../bytes';
import { charsetFor, isUtf16, UTF8 } from '../encodings/charset';
import type { Charset } from '../encodings/charset';
import type { Tick, WriteJob } from '../codec';
import { detectEncoding } from '../encodings/detect-encoding';
import { eachOutputRow, outputCount } from '../rows/output-rows';
import { readHead } from '../bytes/read-head';
import { RowCopier } from '../rows/row-copier';
import { ElementCopier } from './element-copier';
import { addedValue } from './json-value';
import { editsOf, NoPlace, replacementOf } from './row-edits';
import type { Edit, Replacement } from './row-edits';
import { t } from '../../engine/language';

/**
 * Writes a plan in the layout of the source: kept rows byte for byte, added columns spliced in before the closing
 * brace, made rows as their parent's bytes with only the replaced values changed. What stands around the rows stays.
 * @throws EngineError unwritable, disk-full; Cancelled
 */
export function writeJson(job: WriteJob, sink: ByteSink, tick: Tick): void {
  new JsonWriting(job, sink).run(tick);
}

/** Where rows are written to, in either layout. */
type RowOutput = Pick<RowCopier, 'spans' | 'row' | 'write' | 'endRow' | 'copy'>;

const NOTHING: Replacement = { members: new Map() };

class JsonWriting {
  readonly #job: WriteJob;
  readonly #sink: ByteSink;
  readonly #charset: Charset;
  readonly #wide: boolean;

  constructor(job: WriteJob, sink: ByteSink) {
    const { encoding } = job.result.facts;
    this.#job = job;
    this.#sink = sink;
    this.#charset = charsetFor(encoding);
    this.#wide = isUtf16(encoding);
  }

  run(tick: Tick): void {
    if (this.#job.result.facts.format === 'jsonl') this.#writeLines(tick);
    else this.#writeDocument(tick);
  }

  #writeLines(tick: Tick): void {
    const job = this.#job;
    const rows = new RowCopier(job, this.#sink, this.#charset.encode(this.#newline()));
    const { encoding } = job.result.facts;
    const { bomLength } = detectEncoding(readHead(job.source, 4), encoding);
    rows.write(readHead(job.source, bomLength));
    this.#writeRows(rows, tick);
    rows.finish(bomLength);
  }

  #writeDocument(tick: Tick): void {
    const rows = new ElementCopier(this.#job, this.#sink, this.#charset);
    const some = outputCount(this.#job) > 0;
    rows.begin(some);
    this.#writeRows(rows, tick);
    rows.finish(some);
  }

  #writeRows(rows: RowOutput, tick: Tick): void {
    const { columns, made } = this.#job.plan;
    eachOutputRow(
      this.#job,
      {
        kept: (row, output, last) => {
          if (columns.length === 0) rows.copy(row, last);
          else this.#splice(rows, row, NOTHING, output, last);
        },
        made: (index, output, last) => {
          this.#splice(rows, made!.parents[index]!, this.#replaced(index), output, last);
        },
      },
      tick,
    );
  }

  /** The line end after the first row. */
  #newline(): string {
    const { source, result } = this.#job;
    const { spans } = result.table;
    if (spans === undefined || spans.count === 0) return '\n';
    const after = new Uint8Array(4);
    const count = source.read(spans.start(0) + spans.length(0), after);
    return this.#charset.decode(after.subarray(0, count)).startsWith('\r\n') ? '\r\n' : '\n';
  }

  #replaced(index: number): Replacement {
    const { columns } = this.#job.result.table;
    const made = this.#job.plan.made!;
    return replacementOf([
      ...made.numbers.map((column) => ({
        name: columns[column.column]!.name,
        text: madeText(column, index),
      })),
      ...made.texts.map(({ column, text }) => ({ name: columns[column]!.name, text: text(index) })),
    ]);
  }

  /** Writes the bytes of `row` with some values replaced and the added columns appended. */
  #splice(
    rows: RowOutput,
    row: number,
    replaced: Replacement,
    output: number,
    last: boolean,
  ): void {
    const raw = rows.row(row);
    // The row's bytes do not outlive the next read, and the pieces are written one by one.
    const bytes = this.#wide ? UTF8.encode(this.#charset.decode(raw)) : raw.slice();
    const added = this.#job.plan.columns.map(
      ({ name, type, text }) => [name, addedValue(type, text(output))] as const,
    );
    let done = 0;
    for (const { from, to, text } of this.#edits(rows, row, bytes, replaced, added)) {
      this.#emit(rows, bytes.subarray(done, from));
      this.#emit(rows, UTF8.encode(text));
      done = to;
    }
    this.#emit(rows, bytes.subarray(done));
    rows.endRow(last);
  }

  #edits(
    rows: RowOutput,
    row: number,
    bytes: Uint8Array,
    replaced: Replacement,
    added: readonly (readonly [string, string])[],
  ): readonly Edit[] {
    const line = rows.spans.line(row);
    const where = t`Line ${line + 1}`;
    try {
      const edits = editsOf(bytes, replaced, added);
      if (edits) return edits;
    } catch (error) {
      if (!(error instanceof NoPlace)) throw error;
      const message = t`${where} holds another kind of value in \`${error.path}\` than the made row needs there: make the values of that key alike first.`;
      throw new EngineError('unwritable', message, { row, line });
    }
    if (this.#job.tolerant) return [];
    const message = t`${where} is no JSON object, so that nothing can be added to it: mend it in the file first.`;
    throw new EngineError('unwritable', message, { row, line });
  }

  #emit(rows: RowOutput, bytes: Uint8Array): void {
    rows.write(this.#wide ? this.#charset.encode(UTF8.decode(bytes)) : bytes);
  }
}
